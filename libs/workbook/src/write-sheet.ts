import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type ExcelJS from 'exceljs';
import type { Money } from '#lib/kernel';
import { cell, majorUnits, moneyStyle, styleOf } from './cells.ts';
import { HEADER, NUMBER_HEADER, TAB_COLOR, TOTAL } from './looks.ts';
import type { CellKind, CellValue, Column, Sheet } from './sheet.ts';

/** The letters of a column: 1 → A, 27 → AA. */
export const letters = (column: number): string =>
  column > 26 ? letters(Math.floor((column - 1) / 26)) + letters(((column - 1) % 26) + 1) : String.fromCodePoint(64 + column);

const NUMBERS: readonly CellKind[] = ['integer', 'number', 'money'];

/** Characters that fit on the width of a printed page, small but readable. */
const PAGE = 230;

/** Bytes that may wait in front of the zip before rows stop coming. */
const ENOUGH = 1 << 20;

/** Links that a sheet holds (Excel specifications and limits: 65,530); what would be more is text. */
const MOST_LINKS = 65_000;
interface LinksLeft {
  links: number;
}
function linked(value: CellValue, left: LinksLeft): ReturnType<typeof cell> {
  if (!value || typeof value !== 'object' || !('hyperlink' in value)) return cell('link', value);
  left.links -= 1;
  return left.links >= 0 ? cell('link', value) : cell('text', value.text);
}

/** What exceljs's stream is piped into: the zip's entry, a stream of readable-stream 2. */
interface ZipEntry extends Writable {
  readonly _writableState: { readonly length: number };
}

/** Waits until the zip has taken what was written, so that a slow reader costs time and not memory: exceljs itself never waits. */
async function drained(sheet: ExcelJS.Worksheet, gone: AbortSignal): Promise<void> {
  const entry = (sheet as unknown as { stream: { pipes: ZipEntry[] } }).stream.pipes[0];
  gone.throwIfAborted();
  if (entry && entry._writableState.length > ENOUGH) await once(entry, 'drain', { signal: gone });
}

/**
 * Writes one sheet: frozen header, typed rows, totals with formulas and their values, filter over the rows.
 * @param pageHeader what is printed above each page
 * @returns the number of rows
 * @throws when `gone` says that nobody reads any more
 */
export async function writeSheet<Row>(
  book: ExcelJS.stream.xlsx.WorkbookWriter,
  { name, columns }: Pick<Sheet<Row>, 'name' | 'columns'>,
  batches: AsyncIterable<readonly Row[]>,
  gone: AbortSignal,
  pageHeader: Partial<ExcelJS.HeaderFooter> = {},
): Promise<number> {
  const sheet = book.addWorksheet(name, {
    views: [{ state: 'frozen', xSplit: 1, ySplit: 1 }],
    properties: { tabColor: TAB_COLOR },
    pageSetup: {
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: Math.ceil(columns.reduce((sum, column) => sum + column.width, 0) / PAGE),
      fitToHeight: 0,
      printTitlesRow: '1:1',
      printTitlesColumn: 'A:A',
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.5, header: 0.3, footer: 0.3 },
    },
    headerFooter: { ...pageHeader, oddFooter: '&L&A&RPage &P of &N' },
  });
  sheet.columns = columns.map((column) => ({ width: column.width }));
  const header = sheet.addRow(columns.map((column) => column.header));
  header.height = 30;
  columns.forEach(({ kind }, index) => (header.getCell(index + 1).style = NUMBERS.includes(kind) ? NUMBER_HEADER : HEADER));
  header.commit();

  const currencyColumn = columns.findIndex((column) => column.currency);
  const sums = new Sums();
  let rows = 0;
  const left: LinksLeft = { links: MOST_LINKS };
  for await (const batch of batches) {
    for (const row of batch) writeRow(sheet, columns, row, currencyColumn, sums, left);
    rows += batch.length;
    await drained(sheet, gone);
  }
  if (rows) writeTotals(sheet, columns, rows, currencyColumn, sums);
  else sheet.addRow(['Nothing in this period']).commit();
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: Math.max(rows, 1) + 1, column: columns.length } };
  sheet.commit();
  return rows;
}

function writeRow<Row>(
  sheet: ExcelJS.Worksheet,
  columns: readonly Column<Row>[],
  row: Row,
  currencyColumn: number,
  sums: Sums,
  left: LinksLeft,
): void {
  const line = sheet.addRow([]);
  for (let index = 0; index < columns.length; index += 1) {
    const column = columns[index]!;
    const value = column.value(row);
    const written = column.kind === 'link' ? linked(value, left) : cell(column.kind, value);
    if (written.value === null) continue;
    const place = line.getCell(index + 1);
    place.value = written.value;
    place.style = written.style;
    if (column.total) sums.add(index, value as number | Money);
    else if (index === currencyColumn) sums.seen(value as string);
  }
  line.commit();
}

/** A row of totals for each currency (or a single one), set off by an empty row so that filter and sorting leave it alone. */
function writeTotals<Row>(
  sheet: ExcelJS.Worksheet,
  columns: readonly Column<Row>[],
  rows: number,
  currencyColumn: number,
  sums: Sums,
): void {
  const added = columns.flatMap((column, index) => (column.total ? [index] : []));
  if (!added.length) return;
  const range = (index: number): string => `${letters(index + 1)}$2:${letters(index + 1)}$${rows + 1}`;
  const others = added.some((index) => columns[index]!.kind !== 'money');
  const currencies = sums.currencies.length ? sums.currencies : others ? [''] : [];
  if (!currencies.length) return;
  sheet.addRow([]).commit();
  currencies.forEach((currency, nth) => {
    const line = sheet.addRow([]);
    line.getCell(1).value = currency ? `Total ${currency}` : 'Total';
    for (let index = 0; index < columns.length; index += 1) line.getCell(index + 1).style = TOTAL;
    for (const index of added) {
      const isMoney = columns[index]!.kind === 'money';
      if (isMoney ? !currency : nth) continue;
      const formula = isMoney
        ? `ROUND(SUMIFS(${range(index)},${range(currencyColumn)},"${currency}"),3)`
        : `SUM(${range(index)})`;
      const place = line.getCell(index + 1);
      const result = isMoney ? majorUnits({ minor: sums.of(index, currency), currency }) : sums.of(index, '');
      place.value = { formula, result };
      place.style = { ...TOTAL, ...(isMoney ? moneyStyle(currency) : styleOf(columns[index]!.kind)) };
    }
    if (currencyColumn >= 0) line.getCell(currencyColumn + 1).value = currency;
    line.commit();
  });
}

/** Adds up what goes by, in minor units. */
class Sums {
  readonly #sums = new Map<string, number>();
  readonly #currencies = new Set<string>();

  add(column: number, value: number | Money): void {
    const currency = typeof value === 'number' ? '' : value.currency;
    const key = `${column} ${currency}`;
    this.#sums.set(key, (this.#sums.get(key) ?? 0) + (typeof value === 'number' ? value : value.minor));
  }
  seen(currency: string): void {
    if (!this.#currencies.has(currency)) this.#currencies.add(currency);
  }
  of(column: number, currency: string): number {
    return this.#sums.get(`${column} ${currency}`) ?? 0;
  }
  get currencies(): string[] {
    return [...this.#currencies].toSorted();
  }
}
