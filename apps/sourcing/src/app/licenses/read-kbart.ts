import { parse } from 'csv-parse/sync';
import { parseIsbns, parseIssns, tidy } from '#lib/citation';
import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';
import type { CoverageLine } from '../../domain/licenses/coverage.ts';
import { parseEmbargo } from '../../domain/licenses/embargo.ts';

/** A line of a KBART title list, as far as finding a licensed title needs it. */
export interface KbartLine extends CoverageLine {
  /** Line of the file; the header is line 1. */
  readonly line: number;
  readonly title: string;
  readonly titleId?: string;
  readonly issn: readonly string[];
  readonly isbn: readonly string[];
  readonly url?: string;
  readonly publisher?: string;
  readonly depth?: string;
}

export interface TitleList {
  readonly lines: readonly KbartLine[];
  /** Lines left out, and what was not understood on lines that were taken. */
  readonly remarks: readonly { readonly line: number; readonly skipped: boolean; readonly reason: string }[];
}

/** KBART phase II, NISO RP-9-2014 §6.6; phase I calls column 15 coverage_notes. These have to be there. */
const NEEDED = [
  'publication_title',
  'print_identifier',
  'online_identifier',
  'date_first_issue_online',
  'date_last_issue_online',
  'title_url',
];
const MOST_BYTES = 50 * 1024 * 1024;

/**
 * Reads a KBART file (tab-separated, UTF-8, phase I or II; further columns are allowed). A line that cannot be used is left out with its
 * reason; the rest is taken.
 * @returns a rejection when the file as a whole is no such list
 */
export function readKbart(file: Buffer): Result<TitleList, Rejection> {
  if (file.length > MOST_BYTES)
    return err(reject('too-large', `The list has more than ${MOST_BYTES / 1024 / 1024} MB.`, { remedy: 'Upload it in parts' }));
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return err(
      reject('malformed-encoding', 'The list is not encoded in UTF-8.', { remedy: 'Save it as UTF-8 and upload it again' }),
    );
  }
  const rows = parse(text, {
    delimiter: '\t',
    quote: null,
    relax_column_count: true,
    skip_empty_lines: false,
    bom: true,
  });
  const header = rows[0]?.map((name) => name.trim().toLowerCase()) ?? [];
  const missing = NEEDED.filter((name) => !header.includes(name));
  if (missing.length)
    return err(
      reject('unknown-columns', `This is no KBART list: the header lacks ${missing.join(', ')}.`, {
        field: 'line 1',
        remedy: 'Upload a tab-separated file with KBART’s column names in its first line',
      }),
    );
  const list: { lines: KbartLine[]; remarks: { line: number; skipped: boolean; reason: string }[] } = { lines: [], remarks: [] };
  for (const [index, cells] of rows.slice(1).entries()) {
    const line = index + 2;
    if (cells.every((cell) => !cell.trim())) continue;
    const row = Object.fromEntries(header.map((name, column) => [name, tidy(cells[column] ?? '')]));
    const remark = (skipped: boolean, reason: string): undefined => {
      list.remarks.push({ line, skipped, reason });
    };
    const read = readLine(row, line, remark);
    if (read) list.lines.push(read);
  }
  return ok(list);
}

const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;

function readLine(
  row: Readonly<Record<string, string>>,
  line: number,
  remark: (skipped: boolean, reason: string) => undefined,
): KbartLine | undefined {
  const title = row['publication_title'];
  if (!title) return remark(true, 'It has no publication_title.');
  const identifiers = [row['print_identifier'], row['online_identifier'], row['all_issns']].filter(Boolean).join(' ; ');
  const [issn, isbn] = [parseIssns(identifiers).found, parseIsbns(identifiers).found];
  const dates: Record<string, string> = {};
  for (const name of ['date_first_issue_online', 'date_last_issue_online']) {
    const date = row[name];
    if (!date) continue;
    // an end that is not understood must not widen the coverage: such a line is no promise of access
    if (!DATE.test(date)) return remark(true, `${name} "${date}" is no date (YYYY, YYYY-MM or YYYY-MM-DD).`);
    dates[name] = date;
  }
  const embargo = row['embargo_info'];
  if (embargo && !parseEmbargo(embargo)) return remark(true, `embargo_info "${embargo}" is not understood (P12M, R10Y …).`);
  const link = row['title_url'];
  const url = link && /^https?:\/\//i.test(link) && URL.canParse(link) ? link : undefined;
  if (link && !url) remark(false, `title_url "${link.slice(0, 60)}" is no full address; the title is taken without a link.`);
  if (!issn.length && !isbn.length) remark(false, 'It has no valid ISSN or ISBN; it is found by its title only.');
  const [titleId, publisher, depth] = [row['title_id'], row['publisher_name'], row['coverage_depth']];
  const [fromVolume, toVolume] = [row['num_first_vol_online'], row['num_last_vol_online']];
  const [from, to] = [dates['date_first_issue_online'], dates['date_last_issue_online']];
  return {
    line,
    title,
    issn,
    isbn,
    ...(titleId && { titleId }),
    ...(from && { from }),
    ...(to && { to }),
    ...(fromVolume && { fromVolume }),
    ...(toVolume && { toVolume }),
    ...(embargo && { embargo }),
    ...(url && { url }),
    ...(publisher && { publisher }),
    ...(depth && { depth }),
  };
}
