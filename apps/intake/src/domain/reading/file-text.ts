import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';

export interface FileText {
  readonly text: string;
  readonly encoding: 'UTF-8' | 'UTF-16' | 'Windows-1252';
  readonly warnings: readonly string[];
}

const SAVE_AS = 'Save the file as "CSV UTF-8" and send it again.';
const starts = (bytes: Uint8Array, ...with_: number[]): boolean => with_.every((byte, index) => bytes[index] === byte);

/** The line (1 is the first) in which the byte at this place stands. */
const lineAt = (bytes: Uint8Array, at: number): number => {
  let line = 1;
  for (let index = 0; index < at; index += 1)
    if (bytes[index] === 0x0a || (bytes[index] === 0x0d && bytes[index + 1] !== 0x0a)) line += 1;
  return line;
};

/**
 * The text of an uploaded file. Told apart: UTF-8 (with or without byte order mark), UTF-16 with its mark, Windows-1252. In a file that
 * is UTF-8 in some lines and something else in others, what cannot be read becomes U+FFFD, so that only those lines are refused.
 * Rejected, with the line where there is one: a workbook, binary data, bytes that no encoding known here has.
 */
export function fileText(bytes: Uint8Array): Result<FileText, Rejection> {
  if (starts(bytes, 0x50, 0x4b, 0x03, 0x04) || starts(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    return err(reject('workbook', 'The file is a spreadsheet workbook, not CSV.', { field: 'file', remedy: SAVE_AS }));
  if (starts(bytes, 0xff, 0xfe) || starts(bytes, 0xfe, 0xff)) {
    const text = new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes);
    return ok({ text, encoding: 'UTF-16', warnings: [] });
  }
  const zero = bytes.indexOf(0);
  if (zero >= 0) {
    const line = lineAt(bytes, zero);
    return err(
      reject('not-text', `Line ${line}: the file holds data that is no text.`, { field: `line ${line}`, remedy: SAVE_AS }),
    );
  }
  try {
    return ok({ text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8', warnings: [] });
  } catch {
    return otherThanUtf8(bytes);
  }
}

function otherThanUtf8(bytes: Uint8Array): Result<FileText, Rejection> {
  const loose = new TextDecoder('utf-8').decode(bytes);
  // letters beyond ASCII that did decode: the file means to be UTF-8 and has damaged places
  if (starts(bytes, 0xef, 0xbb, 0xbf) || /[^\0-\u007f\ufffd]/.test(loose))
    return ok({ text: loose, encoding: 'UTF-8', warnings: ['The file is UTF-8, but some lines are not: those are refused.'] });
  const undefinedByte = bytes.findIndex(
    (byte) => byte === 0x81 || byte === 0x8d || byte === 0x8f || byte === 0x90 || byte === 0x9d,
  );
  if (undefinedByte >= 0) {
    const line = lineAt(bytes, undefinedByte);
    return err(
      reject('unknown-encoding', `Line ${line}: the file is neither UTF-8 nor Windows-1252.`, {
        field: `line ${line}`,
        remedy: SAVE_AS,
      }),
    );
  }
  return ok({
    text: new TextDecoder('windows-1252').decode(bytes),
    encoding: 'Windows-1252',
    warnings: ['The file is not UTF-8; it was read as Windows-1252. Look at a title with accents.'],
  });
}
