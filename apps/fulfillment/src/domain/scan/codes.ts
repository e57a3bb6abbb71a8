import type { Attempt } from '../attempt/state.ts';
import { tailIn, tailOf } from './number.ts';
import { trackingIn, type Carrier } from './tracking.ts';

/** The longest code that is looked up: barcodes and numbers of others are shorter. */
export const LONGEST_CODE = 100;

/** As codes are compared: upper case, without blanks and hyphens. */
export const plain = (code: string): string => code.toUpperCase().replaceAll(/[\s-]/g, '').slice(0, LONGEST_CODE);

/** The mark before the tail of an id, so that it is no other number. */
const own = (tail: string): string => `~${tail}`;

/** An ISBN as 13 digits (ISO 2108); undefined where the text is none. */
export function isbn13(text: string): string | undefined {
  if (/^97[89]\d{10}$/.test(text)) return text;
  if (!/^\d{9}[\dX]$/.test(text)) return undefined;
  const first = `978${text.slice(0, 9)}`;
  const sum = first.split('').reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return `${first}${(10 - (sum % 10)) % 10}`;
}

/** Everything by which an attempt is found when its parcel, band or label is scanned. */
export function codesOf(attempt: Attempt): string[] {
  const { id, requestId, requestIds, lenderRequestId, tracking, order, holdId, wanted } = attempt;
  const others = [requestId, ...requestIds, lenderRequestId, tracking, order?.orderNumber, holdId].flatMap((code) =>
    code ? [plain(code)] : [],
  );
  const isbns = wanted.citation.isbn.flatMap((isbn) => isbn13(plain(isbn)) ?? []);
  return [...new Set([own(tailOf(id)), ...others, ...isbns])].filter((code) => code.length > 1);
}

/** The tails of ids a scan may stand for: our own number on a slip, or an id in full, which borrowers' labels carry as the lender's number. */
export function tailsOf(text: string): string[] {
  const code = plain(text);
  const tail = tailIn(code) ?? (/^[\dA-F]{32}$/.test(code) ? tailOf(code) : undefined);
  return tail ? [tail] : [];
}

/** What was scanned may be. */
export interface Scanned {
  /** Any of these may be among an attempt's codes. */
  readonly codes: readonly string[];
  readonly kind: 'number' | 'tracking' | 'isbn' | 'other';
  readonly carrier?: Carrier;
}

/** Reads a scan: our own number, a carrier's tracking number, an ISBN, or somebody else's number for it. */
export function readScan(text: string): Scanned {
  const code = plain(text);
  const tail = tailIn(code);
  const tracking = trackingIn(code);
  const isbn = isbn13(code);
  const codes = [...new Set([...(tail ? [own(tail)] : []), tracking?.number, isbn, code])].filter((one) => one !== undefined);
  if (tail) return { codes, kind: 'number' };
  if (tracking) return { codes, kind: 'tracking', carrier: tracking.carrier };
  return { codes, kind: isbn ? 'isbn' : 'other' };
}
