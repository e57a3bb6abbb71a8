import ExcelJS from 'exceljs';
import { isPractice } from '#lib/kernel';
import {
  cell,
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
  type CellKind,
} from '#lib/workbook';
import { SECTIONS, type Statement } from '../domain/settling/statement.ts';

type Line = Statement['lines'][number];
const COLUMNS: readonly { header: string; kind: CellKind; width: number; value: (line: Line) => Parameters<typeof cell>[1] }[] = [
  { header: 'When (UTC)', kind: 'moment', width: 18, value: ({ at }) => new Date(at) },
  { header: 'Section', kind: 'text', width: 13, value: ({ section }) => section },
  { header: 'Other side', kind: 'text', width: 16, value: ({ counterparty }) => counterparty },
  { header: 'What', kind: 'text', width: 48, value: ({ description }) => description },
  { header: 'Owed', kind: 'money', width: 14, value: ({ owes }) => owes },
  { header: 'Currency', kind: 'text', width: 10, value: ({ owes }) => owes.currency },
  { header: 'About', kind: 'text', width: 10, value: ({ restates }) => restates },
];
const LINK: Partial<ExcelJS.Style> = { font: { color: { argb: 'FF0563C1' }, underline: true }, alignment: { vertical: 'top' } };

/**
 * A month's statement in one currency as an Excel workbook: its figures in major units, and the lines they are the sums of.
 * @param console where people open the console; a line with a request links to it there
 */
export async function statementWorkbook(
  library: string,
  month: string,
  statement: Statement & { readonly closedAt?: string },
  console: string,
): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const properties = { properties: { tabColor: TAB_COLOR } };
  const headerFooter = pageHeader(library);
  const pageSetup = { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 } as const;
  const figures = book.addWorksheet('Statement', {
    ...properties,
    headerFooter,
    pageSetup,
    views: [{ showGridLines: false }],
  });
  figures.columns = [{ width: 34 }, { width: 18 }];
  figures
    .addRow([`${isPractice(library) ? `${PRACTICE} · ` : ''}${library} · ${month} · ${statement.currency}`])
    .getCell(1).style = TITLE;
  figures.addRow([statement.closedAt ? `Closed ${statement.closedAt}` : 'Open: it may still change']);
  figures.addRow(['Owed is positive, to be got is negative']);
  const header = figures.addRow(['', statement.currency]);
  [HEADER, NUMBER_HEADER].forEach((style, index) => (header.getCell(index + 1).style = style));
  const sections = SECTIONS.map((name) => [name, statement.sums[name], LABEL] as const);
  for (const [name, amount, style] of [
    ['before the month', statement.before, LABEL] as const,
    ...sections,
    ['all of the month', statement.month, TOTAL] as const,
    ['after the month', statement.after, TOTAL] as const,
  ]) {
    const row = figures.addRow([name, majorUnits(amount)]);
    row.getCell(1).style = style;
    row.getCell(2).style = { ...(style === TOTAL && TOTAL), ...moneyStyle(amount.currency) };
  }
  const lines = book.addWorksheet('Lines', {
    ...properties,
    headerFooter,
    pageSetup,
    views: [{ state: 'frozen', ySplit: 1 }],
  });
  lines.columns = [...COLUMNS, { width: 40 }].map(({ width }) => ({ width }));
  const heads = lines.addRow([...COLUMNS.map((column) => column.header), 'Request']);
  heads.eachCell((head, index) => (head.style = COLUMNS[index - 1]?.kind === 'money' ? NUMBER_HEADER : HEADER));
  for (const line of statement.lines) {
    const row = lines.addRow([]);
    COLUMNS.forEach(({ kind, value }, index) => Object.assign(row.getCell(index + 1), cell(kind, value(line))));
    if (!line.requestId) continue;
    const link = row.getCell(COLUMNS.length + 1);
    link.value = { text: line.requestId, hyperlink: `${console}/requests/${line.requestId}` };
    link.style = LINK;
  }
  lines.autoFilter = { from: { row: 1, column: 1 }, to: { row: lines.rowCount, column: COLUMNS.length + 1 } };
  return Buffer.from(await book.xlsx.writeBuffer());
}
