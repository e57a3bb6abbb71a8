import { reject, type Rejection } from '#lib/kernel';

export interface FileRecord {
  /** The line of the file in which it begins; the first is 1. */
  readonly line: number;
  readonly fields?: readonly string[];
  readonly error?: Rejection;
}

/** Splits one record into its fields; `open` where a quote is not closed before its end. */
export type SplitRecord = (record: string, delimiter: string) => { fields: string[] } | { open: true } | { fault: string };

const MOST_LINES = 60;
const MOST_LETTERS = 60_000;

const brokenQuote = (line: number, what: string): Rejection =>
  reject('broken-quotes', `Line ${line}: ${what}`, {
    field: `line ${line}`,
    remedy: 'Put a field with commas, quotes or line breaks between quotes and double the quotes in it: "He said ""no""".',
  });

/**
 * The records of a file, one after another. A record may go over several lines between quotes. A line whose quotes do not come out even
 * is an error of its own, and reading goes on with the next line: one missing quote swallows no other request. `fits` says whether a
 * record of several lines has as many fields as it should; where it has not, a quote was missing as well.
 */
export function* records(
  text: string,
  delimiter: string,
  split: SplitRecord,
  fits: (fields: readonly string[]) => boolean,
): Generator<FileRecord> {
  const lines = text.split(/\r\n|\n|\r/);
  for (let at = 0; at < lines.length;) {
    const line = at + 1;
    if (!lines[at]!.trim()) {
      at += 1;
      continue;
    }
    let record = lines[at]!;
    let result = split(record, delimiter);
    let next = at + 1;
    while ('open' in result && next < lines.length && next - at < MOST_LINES && record.length < MOST_LETTERS) {
      record += `\n${lines[next]!}`;
      next += 1;
      result = split(record, delimiter);
    }
    const several = next > at + 1;
    if ('fields' in result && (!several || fits(result.fields))) {
      yield { line, fields: result.fields };
      at = next;
    } else {
      yield {
        line,
        error: brokenQuote(line, 'fault' in result ? result.fault : 'a quote is opened and not closed where it should be.'),
      };
      at += 1;
    }
  }
}

/** The character between the fields, told from the first line: comma, semicolon or tab. */
export function delimiterOf(text: string): string {
  const first = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const counts = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: first.split(delimiter).length }));
  return counts.toSorted((a, b) => b.count - a.count)[0]!.delimiter;
}
