import type { Holding, Journal, WorldData, Work } from './data.ts';

/** A text as words to compare: lower case, without accents and punctuation. */
export const words = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
const plain = (text: string): string => words(text).join(' ');

/** ISBN-13 of an ISBN in either length, digits only; undefined where it is none. */
export function isbn13(text: string): string | undefined {
  const digits = text.replaceAll(/[^\dXx]/g, '').toUpperCase();
  if (/^\d{13}$/.test(digits)) return digits;
  if (!/^\d{9}[\dX]$/.test(digits)) return undefined;
  const base = `978${digits.slice(0, 9)}`;
  const sum = Array.from(base).reduce((total, digit, index) => total + Number(digit) * (index % 2 ? 3 : 1), 0);
  return `${base}${(10 - (sum % 10)) % 10}`;
}

export interface Wanted {
  readonly isbn?: readonly string[];
  readonly issn?: readonly string[];
  readonly doi?: string;
  readonly recordId?: string;
  readonly title?: string;
  readonly component?: string;
  readonly year?: number;
}

/** Kinds that carry the ISBN of what they are in. */
const PARTS: readonly string[] = ['chapter', 'conference', 'article'];

/** What somebody asks for, told from identifiers first and titles last. */
export function findWork(data: WorldData, wanted: Wanted): Work | undefined {
  const isbns = (wanted.isbn ?? []).map(isbn13).filter(Boolean);
  const title = plain(wanted.component ?? wanted.title ?? '');
  return (
    data.works.find((work) => wanted.recordId && work.id === wanted.recordId) ??
    data.works.find((work) => wanted.doi && work.doi?.toLowerCase() === wanted.doi.toLowerCase()) ??
    data.works.find(
      (work) => !wanted.component && !PARTS.includes(work.kind) && work.isbn?.some((isbn) => isbns.includes(isbn13(isbn))),
    ) ??
    data.works.find((work) => title && plain(work.title) === title && (!work.year || !wanted.year || work.year === wanted.year))
  );
}
export const findJournal = (data: WorldData, wanted: Wanted): Journal | undefined =>
  data.journals.find((journal) => wanted.issn?.some((issn) => journal.issn.includes(issn))) ??
  data.journals.find((journal) => wanted.title && plain(journal.title) === plain(wanted.title));

/** Years of coverage; a holding without years has them all. */
export const covers = (holding: Holding, year: number | undefined): boolean =>
  year === undefined || ((holding.from ?? 0) <= year && year <= (holding.to ?? 9999));
