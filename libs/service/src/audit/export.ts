import type { Writable } from 'node:stream';
import ExcelJS from 'exceljs';
import type { AuditEntry } from './audit-query.ts';

const COLUMNS = [
  { header: 'When (UTC)', width: 22 },
  { header: 'Kind', width: 8 },
  { header: 'Who', width: 40 },
  { header: 'Acting from', width: 14 },
  { header: 'What', width: 30 },
  { header: 'Subject', width: 40 },
  { header: 'Changes', width: 80 },
] as const;

/** An entry as a line, each cell text that no spreadsheet takes for a formula. */
function lineOf({ at, kind, who, actingFrom, what, subjects, changes }: AuditEntry): string[] {
  const changed = changes.map(({ field, before, after }) => `${field}: ${before ?? '–'} → ${after ?? '–'}`).join('\n');
  return [at, kind, who ?? 'a message', actingFrom ?? '', what, subjects.join(' '), changed].map(harmless);
}

/** OWASP, CSV injection: text that begins so would be run as a formula. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** RFC 4180, with the mark by which Excel knows UTF-8. */
export async function writeCsv(pages: AsyncIterable<readonly AuditEntry[]>, stream: Writable): Promise<void> {
  const quoted = (cells: readonly string[]): string => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`;
  stream.write(`\ufeff${quoted(COLUMNS.map(({ header }) => header))}`);
  for await (const entries of pages) {
    const full = !stream.write(entries.map((entry) => quoted(lineOf(entry))).join(''));
    if (full) await drained(stream);
  }
  stream.end();
}

/** Until the reader has taken what was written. @throws where they hung up */
function drained(stream: Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => (): void => {
      stream.off('drain', taken).off('close', gone);
      settle();
    };
    const taken = end(resolve);
    const gone = end(() => reject(new Error('the reader went away')));
    stream.once('drain', taken).once('close', gone);
    if (stream.destroyed) gone();
  });
}

export async function writeXlsx(pages: AsyncIterable<readonly AuditEntry[]>, stream: Writable): Promise<void> {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false });
  const sheet = book.addWorksheet('Audit trail', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = COLUMNS.map(({ width }) => ({ width }));
  const header = sheet.addRow(COLUMNS.map(({ header: text }) => text));
  header.font = { bold: true };
  header.commit();
  let rows = 0;
  for await (const entries of pages) {
    for (const entry of entries) sheet.addRow(lineOf(entry)).commit();
    rows += entries.length;
    if (stream.destroyed) throw new Error('the reader went away');
  }
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: rows + 1, column: COLUMNS.length } };
  sheet.commit();
  await book.commit();
}
