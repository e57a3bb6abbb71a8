import { parse } from 'csv-parse/sync';
import { err, reject, type Rejection, type Result } from '#lib/kernel';
import { ifmReportOf, type IfmReport, type Row, type Told } from '../../domain/ifm/report.ts';

/** By what the cells of a text are parted: tabs where it has any, else semicolons or commas, whichever the fullest line has more of. */
function delimiterOf(text: string): string {
  if (text.includes('\t')) return '\t';
  const count = (line: string, sign: string): number => line.split(sign).length;
  const fullest = (sign: string): number => Math.max(...text.split('\n').map((line) => count(line, sign)));
  return fullest(';') > fullest(',') ? ';' : ',';
}

/**
 * Reads a report of OCLC's on IFM from CSV or tab-delimited text.
 * @returns or a rejection that names line, column and what to do
 */
export function readIfmReport(text: string, told: Told = {}): Result<IfmReport, Rejection> {
  const delimiter = delimiterOf(text);
  let rows: { record: string[]; info: { lines: number } }[];
  try {
    rows = parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      relax_quotes: delimiter === '\t',
    }) as unknown as typeof rows;
  } catch (error) {
    return err(
      reject('wrong-report', `This cannot be read: ${(error as Error).message}`, {
        remedy: 'Close every quotation mark, or export the report again.',
      }),
    );
  }
  return ifmReportOf(
    rows.map(({ record, info }): Row => ({ cells: record, line: info.lines })),
    told,
  );
}
