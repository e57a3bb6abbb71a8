import { setImmediate } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse/sync';
import { matchKeys } from '#lib/citation';
import type { NewRequest } from '#lib/contracts';
import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';
import { toCitation } from '../domain/reading/asked.ts';
import { readHeader } from '../domain/reading/columns.ts';
import { fileText, type FileText } from '../domain/reading/file-text.ts';
import { readLine } from '../domain/reading/line.ts';
import { delimiterOf, records, type SplitRecord } from '../domain/reading/records.ts';

/** One line of the file: a request, with the keys by which others of the same work are found, or why it is none. */
export type FileLine =
  | { readonly line: number; readonly request: NewRequest; readonly matchKeys: readonly string[]; readonly error?: undefined }
  | { readonly line: number; readonly request?: undefined; readonly error: Rejection };

export interface RequestsFile {
  readonly lines: readonly FileLine[];
  readonly encoding: FileText['encoding'];
  /** What the one who uploads should know, in plain words. */
  readonly warnings: readonly string[];
}

export interface ReadOptions {
  /** Bytes; default 10 MB. */
  readonly maxBytes?: number;
  /** Requests; default 20,000. */
  readonly maxLines?: number;
  /** Today at the library, `YYYY-MM-DD`: a line not wanted after a day that has passed is refused. */
  readonly today?: string;
}

const OPTIONS = { relax_column_count: true, record_delimiter: '\u0000' } as const;

const split: SplitRecord = (record, delimiter) => {
  try {
    return { fields: parse(record, { ...OPTIONS, delimiter })[0] ?? [''] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') return { open: true };
    // a quote inside a field that has none around it (5" disk) means what it says
    if (!record.includes('\n') && error.code === 'INVALID_OPENING_QUOTE')
      try {
        return { fields: parse(record, { ...OPTIONS, delimiter, relax_quotes: true })[0] ?? [''] };
      } catch {
        return { fault: 'the quotes do not come out even.' };
      }
    return { fault: 'something stands behind a closing quote.' };
  }
};

/** The fault with the line before it and the field's own column in it. */
const inLine = (
  line: number,
  fault: Rejection,
  columnOf: (path: string | undefined) => string | undefined = (path) => path,
): Rejection => ({
  ...fault,
  message: fault.message.startsWith(`Line ${line}:`) ? fault.message : `Line ${line}: ${fault.message}`,
  field: columnOf(fault.field) ?? `line ${line}`,
  ...(fault.details ? { details: fault.details.map((one) => ({ ...one, field: columnOf(one.field) })) } : {}),
});

/** Reads a file bit by bit: yields after every so many lines, returns the whole or why it is rejected. */
function* reading(bytes: Uint8Array, options: ReadOptions): Generator<void, Result<RequestsFile, Rejection>> {
  const { maxBytes = 10_000_000, maxLines = 20_000, today } = options;
  if (bytes.length > maxBytes)
    return err(
      reject(
        'too-large',
        `The file has ${bytes.length.toLocaleString('en-US')} bytes; ${maxBytes.toLocaleString('en-US')} are the most.`,
        {
          field: 'file',
          remedy: 'Divide it into several files, each with the header line.',
        },
      ),
    );
  const decoded = fileText(bytes);
  if (!decoded.ok) return decoded;
  const { text, encoding } = decoded.value;
  let width = 0;
  const source = records(text.replace(/^\ufeff/, ''), delimiterOf(text), split, (fields) => !width || fields.length === width);
  const first = source.next();
  if (first.done)
    return err(
      reject('empty-file', 'The file is empty.', {
        field: 'file',
        remedy: 'Send a CSV file whose first line names the columns.',
      }),
    );
  if (first.value.error) return err(first.value.error);
  const header = readHeader(first.value.fields ?? []);
  if (!header.ok) return header;
  const { columns, passedOver } = header.value;
  width = columns.length;

  const lines: FileLine[] = [];
  for (const { line, fields, error } of source) {
    if (lines.length >= maxLines)
      return err(
        reject('too-large', `The file has more than ${maxLines.toLocaleString('en-US')} lines.`, {
          field: `line ${line}`,
          remedy: 'Divide it into several files, each with the header line.',
        }),
      );
    if (fields?.every((field) => !field.trim())) continue;
    lines.push(error ? { line, error } : oneLine(line, fields ?? [], columns, today));
    if (lines.length % 100 === 0) yield;
  }
  if (!lines.length)
    return err(
      reject('no-lines', 'The file has a header and no request.', { field: 'line 2', remedy: 'Add a line for each request.' }),
    );
  const warnings = [...decoded.value.warnings, ...(passedOver.length ? [`Not used: ${passedOver.join(', ')}.`] : [])];
  return ok({ lines, encoding, warnings });
}

/**
 * Reads a bulk file of requests (CSV, ILLiad's field names, see `COLUMNS`). The file as a whole is rejected when it is too large, no text,
 * or its header names an unknown column; a bad line is an error of its own and the others go on.
 */
export function readRequestsFile(bytes: Uint8Array, options: ReadOptions = {}): Result<RequestsFile, Rejection> {
  const steps = reading(bytes, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** As {@link readRequestsFile}, letting a server answer others in between: twenty thousand lines take seconds. */
export async function readRequestsFileGently(
  bytes: Uint8Array,
  options: ReadOptions = {},
): Promise<Result<RequestsFile, Rejection>> {
  const steps = reading(bytes, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await setImmediate();
  }
}

function oneLine(
  line: number,
  fields: readonly string[],
  columns: readonly (string | undefined)[],
  today: string | undefined,
): FileLine {
  const trailing = fields.slice(columns.length);
  if (fields.length < columns.length || trailing.some((field) => field.trim()))
    return {
      line,
      error: reject('wrong-field-count', `Line ${line} has ${fields.length} fields; the header has ${columns.length}.`, {
        field: `line ${line}`,
        remedy: 'Look for a comma too many or too few, or a field with a comma that is not between quotes.',
      }),
    };
  const cells = new Map<string, string>();
  columns.forEach((column, index) => {
    const value = fields[index]!;
    if (column && value.trim()) cells.set(column, value);
  });
  const damaged = [...cells].find(([, value]) => value.includes('\ufffd'))?.[0];
  if (damaged)
    return {
      line,
      error: reject('unreadable', `Line ${line}: ${damaged} has letters that are not UTF-8, as the rest of the file is.`, {
        field: damaged,
        remedy: 'Save the file as "CSV UTF-8" and send the line again.',
      }),
    };
  const read = readLine(cells);
  if (!read.ok) return { line, error: inLine(line, read.error) };
  const asked = toCitation(read.value.request, today);
  if (!asked.ok) return { line, error: inLine(line, asked.error, read.value.columnOf) };
  return { line, request: read.value.request, matchKeys: matchKeys(asked.value.citation) };
}
