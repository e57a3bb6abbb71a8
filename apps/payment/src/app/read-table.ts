import { parse } from 'csv-parse/sync';
import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';
import type { Row } from '../domain/matching/columns.ts';

/** By what the cells of a text are parted: tabs where it has any, else semicolons or commas: whichever the fullest line has more of, then whichever more lines have. */
function delimiterOf(text: string): string {
  if (text.includes('\t')) return '\t';
  const lines = text.split('\n');
  const fullest = (sign: string): number => Math.max(...lines.map((line) => line.split(sign).length));
  const having = (sign: string): number => lines.filter((line) => line.includes(sign)).length;
  const more = fullest(';') - fullest(',') || having(';') - having(',');
  return more > 0 ? ';' : ',';
}

/**
 * The rows of a CSV or tab-delimited text, each with its line in the file.
 * @param code of the rejection where it cannot be read
 */
export function readTable(text: string, code: string): Result<readonly Row[], Rejection> {
  const delimiter = delimiterOf(text);
  try {
    const rows = parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      relax_quotes: delimiter === '\t',
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return ok(rows.map(({ record, info }): Row => ({ cells: record, line: info.lines })));
  } catch (error) {
    return err(
      reject(code, `This cannot be read: ${(error as Error).message}`, {
        remedy: 'Close every quotation mark, or export the file again.',
      }),
    );
  }
}
