import { parse } from 'csv-parse/sync';
import { parseIsbns, tidy } from '#lib/citation';
import { err, ok, reject, suggestion, type Rejection, type Result } from '#lib/kernel';
import { json, statement, type Tx } from '#lib/messaging';
import type { Imported } from './import-title-list.ts';

const COLUMNS = ['isbn', 'course', 'title'];
const CLEAR = statement('delete from course_adoption where tenant = $1');
const ADD = statement(`insert into course_adoption (tenant, isbn, course, title)
  select $1, isbn, course, title from jsonb_to_recordset($2) as (isbn text, course text, title text) on conflict do nothing`);

/** Replaces the library's course-adoption list: CSV with the columns isbn, course, title. */
export async function importCourseAdoptions(tx: Tx, text: string): Promise<Result<Imported, Rejection>> {
  let rows: string[][];
  try {
    rows = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: false });
  } catch (error) {
    return err(
      reject('malformed-csv', `This is no CSV: ${(error as Error).message}`, {
        remedy: 'Close every quotation mark and upload it again.',
      }),
    );
  }
  const header = (rows[0] ?? []).map((name) => name.trim().toLowerCase());
  const unknown = header.filter((name) => !COLUMNS.includes(name));
  const missing = COLUMNS.filter((name) => !header.includes(name));
  if (unknown.length || missing.length)
    return err(
      reject('unknown-columns', `The header has ${header.join(', ') || 'nothing'}; it should have ${COLUMNS.join(', ')}.`, {
        field: 'line 1',
        remedy: unknown.length
          ? `"${unknown[0]}": ${suggestion(unknown[0]!, missing.length ? missing : COLUMNS)}`
          : `Add: ${missing.join(', ')}.`,
      }),
    );
  const taken: { isbn: string; course: string; title: string }[] = [];
  const remarks: { line: number; skipped: boolean; reason: string }[] = [];
  for (const [index, cells] of rows.slice(1).entries()) {
    const row = Object.fromEntries(header.map((name, column) => [name, tidy(cells[column] ?? '')]));
    if (!Object.values(row).some(Boolean)) continue;
    const { found } = parseIsbns(row['isbn'] ?? '');
    const skip = (reason: string): void => void remarks.push({ line: index + 2, skipped: true, reason });
    if (!found.length) skip(`"${row['isbn']}" is no valid ISBN.`);
    else if (!row['course']) skip('It names no course.');
    else for (const isbn of found) taken.push({ isbn, course: row['course'], title: row['title'] ?? '' });
  }
  await tx.execute(CLEAR, [tx.tenant]);
  await tx.execute(ADD, [tx.tenant, json(taken)]);
  return ok({ taken: taken.length, remarks });
}
