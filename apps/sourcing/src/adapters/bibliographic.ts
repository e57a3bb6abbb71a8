import type { Citation } from '#lib/contracts';
import { familyName, parseIsbns, parseIssns, sameTitle, tidyPart } from '#lib/citation';
import type { MarcRecord, Z3950Search } from '#lib/catalog';
import { quoted } from './sru.ts';

/** What a record says of a title, as far as matching needs it. */
export interface Title {
  readonly record: string;
  readonly title: string;
  readonly edition?: string;
  readonly year?: number;
  readonly isbn: readonly string[];
  readonly issn: readonly string[];
  readonly authors: readonly string[];
  /** MARC 21 leader/06–07: a serial, or something that is no text. */
  readonly serial: boolean;
  readonly av: boolean;
}

export function titleOf(record: MarcRecord): Title {
  const [main] = record.fields('245');
  const edition = record.fields('250')[0]?.first('a');
  const year = yearOf(record);
  return {
    record: record.control('001')?.trim() ?? '',
    title: tidyPart([main?.first('a'), main?.first('b')].filter(Boolean).join(' ')),
    ...(edition && { edition: tidyPart(edition) }),
    ...(year && { year }),
    isbn: record.fields('020').flatMap((field) => field.all('a').flatMap((text) => parseIsbns(text).found)),
    issn: record.fields('022').flatMap((field) => field.all('a').flatMap((text) => parseIssns(text).found)),
    authors: record.fields('100', '110', '700', '710').flatMap((field) => field.all('a')),
    serial: record.leader[7] === 's' || record.leader[7] === 'b',
    av: 'gjikor'.includes(record.leader[6] ?? ' '),
  };
}

/** 008/07–10 (date 1), else the date of publication in 264 or 260. */
function yearOf(record: MarcRecord): number | undefined {
  const [imprint] = record.fields('264', '260');
  const text = [record.control('008')?.slice(7, 11), imprint?.first('c')].find((one) => /\d{4}/.test(one ?? ''));
  const year = Number(/\d{4}/.exec(text ?? '')?.[0]);
  return year >= 1000 && year <= 2100 ? year : undefined;
}

/** How a title relates to what is wanted; undefined where it is something else that the search brought up. */
export function matchOf(title: Title, wanted: Citation): 'same' | 'other-edition' | 'journal' | undefined {
  if (title.serial) {
    const byIssn = title.issn.some((issn) => wanted.issn.includes(issn));
    const byTitle = !wanted.issn.length && wanted.container !== undefined && sameTitle(title.title, wanted.container);
    return byIssn || byTitle ? 'journal' : undefined;
  }
  if (wanted.kind === 'article' || wanted.kind === 'conference') return undefined;
  // a chapter is in its book: the book's own numbers and title count
  const name = wanted.kind === 'chapter' ? wanted.container : wanted.title;
  if (title.isbn.some((isbn) => wanted.isbn.includes(isbn))) return 'same';
  if (!name || !sameTitle(title.title, name) || title.av !== (wanted.kind === 'av')) return undefined;
  if (wanted.kind !== 'chapter' && !sameAuthor(title, wanted)) return undefined;
  // without an ISBN on either side, title and author are the same edition when the year agrees or is not said
  const unsaid = !wanted.isbn.length || !title.isbn.length;
  return unsaid && (wanted.year === undefined || title.year === undefined || wanted.year === title.year)
    ? 'same'
    : 'other-edition';
}

function sameAuthor({ authors }: Title, wanted: Citation): boolean {
  const [first] = wanted.authors;
  if (!first || !authors.length) return true;
  const family = familyName(first).toLowerCase();
  return authors.some((author) => familyName(author).toLowerCase() === family);
}

/** The family name with its accents and capitals, as not every catalog finds `muller` where *Müller* is meant. */
export const familyAsWritten = (author: string): string =>
  author.includes(',') ? author.split(',')[0]!.trim() : (author.trim().split(/\s+/).at(-1) ?? '');

/** The CQL query that brings up the title, its other editions too; undefined where the citation says too little to search by. */
export function queryFor(wanted: Citation): string | undefined {
  const journal = wanted.kind === 'article' || wanted.kind === 'conference';
  const name = journal || wanted.kind === 'chapter' ? wanted.container : wanted.title;
  const numbers = journal
    ? wanted.issn.map((issn) => `bath.issn=${quoted(issn)}`)
    : wanted.isbn.map((isbn) => `bath.isbn=${quoted(isbn)}`);
  const [author] = journal || wanted.kind === 'chapter' ? [] : wanted.authors;
  const title = name?.split(/\s*[:=/;]\s/)[0];
  const words =
    title && [`dc.title=${quoted(title)}`, ...(author ? [`dc.creator=${quoted(familyAsWritten(author))}`] : [])].join(' and ');
  // journals share titles (Science, Nature): by title only where there is no ISSN
  const byTitle = words && (!journal || !numbers.length) ? [`(${words})`] : [];
  return [...numbers, ...byTitle].join(' or ') || undefined;
}

/** The same for Z39.50; undefined where the citation says too little to search by. */
export function searchFor(wanted: Citation): Z3950Search | undefined {
  const journal = wanted.kind === 'article' || wanted.kind === 'conference';
  const name = journal || wanted.kind === 'chapter' ? wanted.container : wanted.title;
  const title = name?.split(/\s*[:=/;]\s/)[0];
  const [author] = journal || wanted.kind === 'chapter' ? [] : wanted.authors;
  // journals share titles (Science, Nature): by title only where there is no ISSN
  if (journal) return wanted.issn.length ? { issn: wanted.issn } : title ? { title } : undefined;
  if (!wanted.isbn.length && !title) return undefined;
  return { isbn: wanted.isbn, ...(title && { title, ...(author && { author: familyAsWritten(author) }) }) };
}
