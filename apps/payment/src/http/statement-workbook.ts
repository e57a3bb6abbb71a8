import type { Writable } from 'node:stream';
import ExcelJS from 'exceljs';
import { isPractice } from '#lib/kernel';
import {
  HEADER,
  LABEL,
  majorUnits,
  moneyStyle,
  NUMBER_HEADER,
  pageHeader,
  PRACTICE,
  TAB_COLOR,
  TITLE,
  TOTAL,
  writeSheet,
  type Column,
} from '#lib/workbook';
import { SECTIONS, type Statement, type StatementLine } from '../domain/settling/statement.ts';
import type { OpenStatement } from '../queries/statements.query.ts';

const columns = (console: string): readonly Column<StatementLine>[] => [
  { header: 'When (UTC)', kind: 'moment', width: 18, value: ({ at }) => new Date(at) },
  { header: 'Section', kind: 'text', width: 13, value: ({ section }) => section },
  { header: 'Other side', kind: 'text', width: 16, value: ({ counterparty }) => counterparty },
  { header: 'What', kind: 'text', width: 48, value: ({ description }) => description },
  { header: 'Owed', kind: 'money', width: 14, total: true, value: ({ owes }) => owes },
  { header: 'Currency', kind: 'text', width: 10, currency: true, value: ({ owes }) => owes.currency },
  { header: 'About', kind: 'text', width: 10, value: ({ restates }) => restates },
  {
    header: 'Request',
    kind: 'link',
    width: 40,
    value: ({ requestId }) => requestId && { text: requestId, hyperlink: `${console}/requests/${requestId}` },
  },
];

/**
 * A month's statement in one currency as an Excel workbook, written as it is read: its figures in major units, and the lines they are the sums of.
 * @param console where people open the console; a line with a request links to it there
 * @throws where the reader went away
 */
export async function writeStatement(
  library: string,
  month: string,
  statement: OpenStatement,
  console: string,
  stream: Writable,
): Promise<void> {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false });
  const header = pageHeader(library);
  writeFigures(
    book,
    `${isPractice(library) ? `${PRACTICE} · ` : ''}${library} · ${month} · ${statement.currency}`,
    statement,
    header,
  );
  const gone = new AbortController();
  const hangUp = (): void => gone.abort(new Error('the reader went away'));
  stream.once('close', hangUp);
  await writeSheet(book, { name: 'Lines', columns: columns(console) }, statement.lines(), gone.signal, header);
  await book.commit();
  stream.off('close', hangUp);
}

function writeFigures(
  book: ExcelJS.stream.xlsx.WorkbookWriter,
  title: string,
  { currency, before, sums, month, after, closedAt }: Statement & { readonly closedAt?: string },
  headerFooter: Partial<ExcelJS.HeaderFooter>,
): void {
  const figures = book.addWorksheet('Statement', {
    properties: { tabColor: TAB_COLOR },
    headerFooter,
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    views: [{ showGridLines: false }],
  });
  figures.columns = [{ width: 34 }, { width: 18 }];
  figures.addRow([title]).getCell(1).style = TITLE;
  figures.addRow([closedAt ? `Closed ${closedAt}` : 'Open: it may still change']);
  figures.addRow(['Owed is positive, to be got is negative']);
  const heads = figures.addRow(['', currency]);
  [HEADER, NUMBER_HEADER].forEach((style, index) => (heads.getCell(index + 1).style = style));
  for (const [name, amount, style] of [
    ['before the month', before, LABEL] as const,
    ...SECTIONS.map((section) => [section, sums[section], LABEL] as const),
    ['all of the month', month, TOTAL] as const,
    ['after the month', after, TOTAL] as const,
  ]) {
    const row = figures.addRow([name, majorUnits(amount)]);
    row.getCell(1).style = style;
    row.getCell(2).style = { ...(style === TOTAL && TOTAL), ...moneyStyle(amount.currency) };
  }
  figures.commit();
}
