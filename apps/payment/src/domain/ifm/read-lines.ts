import { err, ok, reject, type Money, type Rejection, type Result } from '#lib/kernel';
import { amountIn, dayIn, numberIn, symbolIn } from '../matching/cells.ts';
import { plain, type Row } from '../matching/columns.ts';
import { headerIn, type Column, type Columns, type Format } from './formats.ts';
import type { ReportLine } from './report-line.ts';

export const wrong = (text: string, remedy: string, line?: number, column?: string) =>
  err(
    reject('wrong-report', line ? `Line ${line}${column ? `, column ${column}` : ''}: ${text}` : text, {
      ...(line ? { field: `line ${line}` } : {}),
      remedy,
    }),
  );

/** What stands in a file's rows. */
export interface Read {
  /** What stands above the columns. */
  readonly preamble: string;
  /** All that names columns, plain; empty where no row does. */
  readonly headers: readonly string[];
  /** Undefined where neither the file nor a person says it. */
  readonly currency: string | undefined;
  readonly lines: readonly ReportLine[];
  readonly grand: { readonly line: number; readonly amount: Money } | undefined;
}

/**
 * The transactions among the rows, wherever they begin and under whatever order of columns. Summaries by institution and lines of totals are left out.
 * @param currency what the person says of it
 * @returns or a rejection that names line and column and what to do
 */
export function readLines(format: Format, rows: readonly Row[], currency: string | undefined): Result<Read, Rejection> {
  const read = { preamble: [] as string[], headers: [] as string[], lines: [] as ReportLine[] };
  let [columns, of, grand] = [undefined as Columns | undefined, currency, undefined as Read['grand']];
  let isSummary = false;
  for (const row of rows) {
    const cells = row.cells.map((cell) => cell.trim());
    if (!cells.some(Boolean)) continue;
    const header = headerIn(format, row);
    if (header) {
      // a table without requests is a summary
      isSummary = header.number === undefined;
      if (isSummary) continue;
      columns = header;
      read.headers.push(...cells.map(plain));
      continue;
    }
    if (!columns) read.preamble.push(cells.join(' '));
    if (!columns || isSummary) continue;
    const at = atIn(cells, columns);
    const named = at('currency').toUpperCase();
    if (named && of && named !== of)
      return wrong(`${named} after ${of}.`, 'Nothing is converted: bring a file for each currency.', row.line, 'currency');
    of ??= named || undefined;
    const total = cells.find((cell) => /\btotals?\b/i.test(cell));
    if (total !== undefined) {
      const amount = /grand total/i.test(total) ? amountIn(at('amount'), of ?? 'USD') : undefined;
      if (amount) grand = { line: row.line, amount };
      continue;
    }
    const line = lineIn(format, row.line, at, of ?? 'USD');
    if (!line.ok) return line;
    if (line.value) read.lines.push(line.value);
  }
  return ok({ ...read, preamble: read.preamble.join('\n'), currency: of, grand });
}

type At = (column: Column) => string;
const atIn =
  (cells: readonly string[], columns: Columns): At =>
  (column) =>
    cells[columns[column] ?? -1] ?? '';

/** One transaction; undefined where the row is none, or moves nothing. */
function lineIn(format: Format, line: number, at: At, currency: string): Result<ReportLine | undefined, Rejection> {
  const number = /\d/.test(at('number')) ? numberIn(at('number')) : '';
  const isFee = [at('what'), at('number'), at('symbol')].some((text) => format.fee.test(text));
  if (!number && !isFee) {
    // the name of an institution above its transactions
    if (!at('amount')) return ok(undefined);
    return wrong('It has an amount and no request number.', `Bring all of it: ${format.remedy}.`, line, 'request number');
  }
  const amount = amountIn(at('amount'), currency);
  if (!amount)
    return wrong(
      `"${at('amount')}" is no amount in ${currency}.`,
      'Amounts look like 40.00 or $1,234.50; of another currency say so (currency=EUR).',
      line,
      'amount',
    );
  if (amount.minor === 0) return ok(undefined);
  const day = at('day') ? dayIn(at('day')) : undefined;
  if (at('day') && !day) return wrong(`"${at('day')}" is no day.`, 'Days look like 2025-10-06 or 10/06/2025.', line, 'date');
  const symbol = isFee ? '' : symbolIn(at('symbol'));
  return ok({
    line,
    kind: isFee ? 'fee' : 'charge',
    amount,
    ...(number && { number }),
    ...(symbol && { symbol }),
    ...(day && { day }),
  });
}
