import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import ExcelJS from 'exceljs';
import { writeSheet, type Column } from '#lib/workbook';
import { isRefused, type DecidedLine, type Line } from './line.ts';

const decided = (value: (line: DecidedLine) => string | null | undefined) => (line: Line) =>
  isRefused(line) ? null : value(line);

const COLUMNS: readonly Column<Line>[] = [
  { header: 'Line', kind: 'integer', width: 8, value: ({ line }) => line, counted: true },
  { header: 'Library', kind: 'text', width: 10, value: decided(({ library }) => library) },
  { header: 'Title', kind: 'text', width: 50, value: decided(({ title }) => title) },
  { header: 'Route', kind: 'text', width: 14, value: (line) => (isRefused(line) ? 'refused' : line.route) },
  { header: 'Supplier', kind: 'text', width: 18, value: decided(({ supplier }) => supplier) },
  { header: 'Lenders', kind: 'text', width: 18, value: decided(({ lenders }) => lenders?.join(', ')) },
  {
    header: 'Expected cost',
    kind: 'money',
    width: 14,
    value: (line) => (isRefused(line) ? null : line.expectedCost),
  },
  { header: 'Currency', kind: 'text', width: 10, value: decided(({ expectedCost }) => expectedCost?.currency), currency: true },
  { header: 'Rule', kind: 'text', width: 8, value: decided(({ rule }) => rule?.number) },
  { header: 'Rule id', kind: 'text', width: 22, value: decided(({ rule }) => rule?.id) },
  { header: 'What the rule says', kind: 'text', width: 50, value: decided(({ rule }) => rule?.description) },
  { header: 'Reason', kind: 'text', width: 70, value: (line) => (isRefused(line) ? line.error.message : line.reason) },
  { header: 'Why', kind: 'text', width: 70, value: decided(({ why }) => why.join(' ')) },
  {
    header: 'Also',
    kind: 'text',
    width: 40,
    value: decided(({ also }) => also.map(({ rule, reason }) => `Rule ${rule}: ${reason}`).join(' ')),
  },
  { header: 'Unknown', kind: 'text', width: 40, value: decided(({ unknown }) => unknown.join(' ')) },
  { header: 'Field', kind: 'text', width: 18, value: (line) => (isRefused(line) ? line.error.field : null) },
  { header: 'What to do', kind: 'text', width: 50, value: (line) => (isRefused(line) ? line.error.remedy : null) },
];

/** Writes the lines as an Excel workbook, amounts as numbers. */
export async function writeWorkbook(file: string, lines: AsyncIterable<Line>): Promise<void> {
  const stream = createWriteStream(file);
  const closed = once(stream, 'close');
  // awaited at the end; a disk that is full before then is no unhandled rejection
  closed.catch(() => undefined);
  const gone = new AbortController();
  stream.on('error', (error) => gone.abort(error));
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false });
  await writeSheet(book, { name: 'Decisions', columns: COLUMNS }, oneByOne(lines), gone.signal);
  await book.commit();
  await closed;
}

async function* oneByOne(lines: AsyncIterable<Line>): AsyncGenerator<readonly Line[]> {
  for await (const line of lines) yield [line];
}
