import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { formatMoney, isPractice, minorDigits, VOUCHER_HALVES, type Money } from '#lib/kernel';
import { runsOf, toPdf } from '#lib/print';
import { PRACTICE } from '#lib/workbook';
import { linesIn, SECTIONS, type Section, type Statement, type StatementLine } from '../domain/settling/statement.ts';
import type { OpenStatement } from '../queries/statements.query.ts';
import { GREEN, head, PALE, ruled } from './paper.ts';

const LINK = '#0563C1';
/** Lines that are printed: some sixty pages. More of them nobody reads on paper, and to set them holds up everybody else. */
const MOST = 2000;
/** The numbers of a request that its page goes by; all of it stands behind the link. */
const SHORT = 8;

const HEADINGS: Readonly<Record<Section, string>> = {
  borrowing: 'Borrowing',
  lending: 'Lending',
  fees: 'Fees',
  corrections: 'Corrections of earlier months',
  payments: 'Payments',
};

/** In major units, its digits below each other; the currency stands above. */
function digits(value: Money): string {
  const { minor, currency } = value;
  if (currency === VOUCHER_HALVES) return formatMoney(value);
  const places = minorDigits(currency);
  return (minor / 10 ** places).toLocaleString('en-US', { minimumFractionDigits: places, maximumFractionDigits: places });
}
const amount = (value: Money, bold = false): TableCell => ({
  text: digits(value),
  alignment: 'right',
  noWrap: true,
  ...(bold && { font: 'Bold', fillColor: PALE }),
});
const label = (text: string, bold = false): TableCell => ({ text, ...(bold && { font: 'Bold', fillColor: PALE }) });

const LAYOUT = ruled(3);

/**
 * A month's statement in one currency as a PDF (A4): its figures, and under each heading the lines they are the sums of, where they are not too many.
 * @param console where people open the console; a line with a request links to it there
 */
export async function statementPdf(library: string, month: string, statement: OpenStatement, console: string): Promise<Buffer> {
  const count = linesIn(statement);
  const lines: StatementLine[] = [];
  if (count <= MOST) for await (const some of statement.lines()) lines.push(...some);
  const title = `Statement of ${library}, ${month}, ${statement.currency}`;
  const standing = statement.closedAt
    ? `Closed on ${statement.closedAt.slice(0, 10)}: it does not change any more.`
    : 'Open: it may still change.';
  return toPdf({
    info: { title },
    pageSize: 'A4',
    pageMargins: [42, 48, 42, 48],
    defaultStyle: { font: 'Text', fontSize: 9 },
    ...(isPractice(library) && { header: { text: PRACTICE, font: 'Bold', alignment: 'center', margin: [0, 18, 0, 0] } }),
    footer: (page, pages) => ({
      columns: [{ text: title }, { text: `Page ${page} of ${pages}`, alignment: 'right' }],
      fontSize: 8,
      color: '#4A5A53',
      margin: [42, 12, 42, 0],
    }),
    content: [
      { text: title, font: 'Bold', fontSize: 16, color: GREEN, margin: [0, 0, 0, 4] },
      { text: `${standing} What is owed is positive, what is to be got is negative.`, color: '#4A5A53', margin: [0, 0, 0, 12] },
      figures(statement),
      ...SECTIONS.flatMap((section) => linesOf(section, lines, statement, console)),
      ...(count > MOST
        ? [{ text: `The ${count.toLocaleString('en-US')} lines that these are the sums of are in the workbook.` }]
        : []),
    ],
  });
}

function figures({ before, sums, month, after }: Statement): Content {
  return {
    table: {
      headerRows: 1,
      widths: ['*', 'auto'],
      body: [
        [head('Of the month'), head(before.currency, 'right')],
        [label('Before the month'), amount(before)],
        ...SECTIONS.map((section) => [label(HEADINGS[section]), amount(sums[section])]),
        [label('All of the month', true), amount(month, true)],
        [label('After the month', true), amount(after, true)],
      ],
    },
    layout: LAYOUT,
    margin: [0, 0, 150, 14],
  };
}

function linesOf(section: Section, lines: readonly StatementLine[], { sums }: Statement, console: string): Content[] {
  const own = lines.filter((line) => line.section === section);
  if (!own.length) return [];
  return [
    { text: HEADINGS[section], font: 'Bold', fontSize: 11, color: GREEN, margin: [0, 8, 0, 4], headlineLevel: 1 },
    {
      table: {
        headerRows: 1,
        dontBreakRows: true,
        widths: [56, 44, '*', 50, 70],
        body: [
          [head('Day (UTC)'), head('With'), head('What'), head('Request'), head(`Owed, ${sums[section].currency}`, 'right')],
          ...own.map((line) => rowOf(line, console)),
          [
            label('', true),
            label('', true),
            label(`All of: ${HEADINGS[section].toLowerCase()}`, true),
            label('', true),
            amount(sums[section], true),
          ],
        ],
      },
      layout: LAYOUT,
    },
  ];
}

const rowOf = ({ at, counterparty, description, requestId, owes, restates }: StatementLine, console: string): TableCell[] => [
  { text: at.slice(0, 10), noWrap: true },
  { text: runsOf(counterparty) },
  { text: [...runsOf(description), ...(restates ? [{ text: ` (about ${restates})`, color: '#4A5A53' }] : [])] },
  requestId ? { text: requestId.slice(-SHORT), link: `${console}/requests/${requestId}`, color: LINK } : { text: '' },
  amount(owes),
];
