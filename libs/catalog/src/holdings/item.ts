/** What a catalog says of one copy. What it does not say is absent, and never guessed. */
export interface ShelfItem {
  /** `unknown` where the catalog's word for it is not known here: it is neither there nor away. */
  readonly status: ItemStatus;
  /** `YYYY-MM-DD`; of one that is checked out. */
  readonly due?: string;
  readonly callNumber?: string;
  /** Branch and shelf, as the catalog names them. */
  readonly location?: string;
  /** Item type or loan policy, in the catalog's own word or code. */
  readonly type?: string;
  readonly barcode?: string;
  /** Whether a hold may be placed on it; absent where the catalog does not say. */
  readonly holdable?: boolean;
}
export type ItemStatus = 'available' | 'checked-out' | 'on-order' | 'unavailable' | 'unknown';

/** What a word or code of a catalog means. */
export interface Meaning {
  readonly status: ItemStatus;
  readonly holdable?: boolean;
}
export const there: Meaning = { status: 'available' };
export const out: Meaning = { status: 'checked-out' };
export const away: Meaning = { status: 'unavailable' };
export const ordered: Meaning = { status: 'on-order' };
export const unclear: Meaning = { status: 'unknown' };
export const holds = (meaning: Meaning, holdable: boolean): Meaning => ({ ...meaning, holdable });

/** An item out of parts of which some may be missing. */
export function shelfItem(
  { status, holdable }: Meaning,
  parts: { readonly [Name in 'due' | 'callNumber' | 'location' | 'type' | 'barcode']?: string | undefined },
): ShelfItem {
  const given = Object.entries(parts).flatMap(([name, value]) => {
    const clean = value?.replaceAll(/\s+/g, ' ').trim();
    return clean ? [[name, clean] as const] : [];
  });
  return { status, ...Object.fromEntries(given), ...(holdable !== undefined && { holdable }) };
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const day = (year: number, month: number, date: number): string | undefined => {
  const found = new Date(Date.UTC(year, month - 1, date));
  return found.getUTCMonth() === month - 1 && found.getUTCDate() === date ? found.toISOString().slice(0, 10) : undefined;
};
const century = (year: number): number => (year < 100 ? 2000 + year : year);

/**
 * A due date as catalogs write it: ISO 8601 (`2026-01-31`, with or without time; `20260131`), `Jan 31 2026`, `31 Jan 2026`, and month before day
 * as systems in the US have it (`01-31-26`, `01/31/2026`); the other way round only where the first number can be no month.
 * @returns `YYYY-MM-DD`; undefined where it is no date
 */
export function dayOf(text: string | undefined): string | undefined {
  const written = text?.trim() ?? '';
  const iso = /\b(\d{4})-?(\d{2})-?(\d{2})(?!\d)/.exec(written);
  if (iso) return day(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const named =
    /\b([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})\b/i.exec(written) ?? /\b(\d{1,2}) ([a-z]{3})[a-z]*\.? (\d{4})\b/i.exec(written);
  if (named) {
    const [month, date] = /^\d/.test(named[1]!) ? [named[2]!, named[1]!] : [named[1]!, named[2]!];
    const at = MONTHS.indexOf(month.toLowerCase());
    return at < 0 ? undefined : day(Number(named[3]), at + 1, Number(date));
  }
  const numbers = /\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})\b/.exec(written);
  if (!numbers) return undefined;
  const [first, second, year] = [Number(numbers[1]), Number(numbers[2]), century(Number(numbers[3]))];
  return first > 12 ? day(year, second, first) : day(year, first, second);
}

/** Words by which most systems say how a copy stands; the first that fits is taken. */
const WORDS: readonly (readonly [pattern: RegExp, meaning: Meaning])[] = [
  [/\bnot (checked out|charged|on loan|out)\b/i, there],
  [/\b(checked out|charged|on loan|due|borrowed|out)\b/i, out],
  [/\b(on order|ordered|in acquisition)\b/i, ordered],
  [
    /\b(missing|lost|withdrawn|discard\w*|damaged|bindery|repair|claims? returned|billed|trace|long overdue)\b/i,
    holds(away, false),
  ],
  [/\b(not (for loan|available)|unavailable|non[- ]?circulating)\b/i, away],
  [/\b(reference|reserves?|library use only|lib use only|in[- ]library use|staff use)\b/i, holds(away, false)],
  [/\b(transit|hold ?shelf|on holds? shelf|held|requested|in process|processing|catalog(u)?ing|storage)\b/i, away],
  [/\b(available|check shel(f|ves)|on shelf|in library|not checked out|in|reshelving|recently returned)\b/i, there],
];

/**
 * What a status in words means. A negated *available* is looked for before *available* is.
 * @returns `unknown` for words nobody here knows
 */
export function meaningOf(words: string | undefined): Meaning {
  const said = words?.trim() ?? '';
  return WORDS.find(([pattern]) => pattern.test(said))?.[1] ?? unclear;
}
