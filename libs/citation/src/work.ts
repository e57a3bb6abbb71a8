import type { Citation, ItemKind } from '#lib/contracts';
import { sameDoi } from './doi.ts';
import { familyName } from './names.ts';
import { firstPage } from './pages.ts';
import { fold } from './text.ts';
import { mainTitleKey, numbersIn, similarity, titleKey, titleSimilarity } from './title.ts';

type Cited = Partial<Citation> & Pick<Citation, 'kind'>;

/** Kinds between which one work is not told apart: a paper is cited as in a journal or as in proceedings. */
const GROUPS: Readonly<Record<ItemKind, string>> = {
  article: 'article',
  conference: 'article',
  chapter: 'chapter',
  book: 'book',
  microform: 'book',
  dissertation: 'dissertation',
  av: 'av',
  score: 'score',
  map: 'map',
  unknown: 'unknown',
};

const firstAuthor = (citation: Cited): string => (citation.authors?.[0] ? familyName(citation.authors[0]) : '');
const place = (citation: Cited): string | undefined => firstPage(citation.pages) ?? citation.articleNumber?.toLowerCase();

// "Editorial", "Introduction": titles that thousands of works bear
const GENERIC =
  /^(?:editorial|introduction|preface|foreword|conclusion|conclusions|index|erratum|corrigendum|correspondence|letters?(?: to the editor)?|letter from the editor|book reviews?|reviews?|comment|commentary|reply|response|discussion|abstracts?|news|obituary|in this issue|untitled)$/;

/**
 * The same for every citation of the same work, as far as a key can: kind, title proper and first author's family name, and what tells
 * articles apart (year; for titles like "Editorial" container, volume and first page). Editions of a book share one. Mistyped and
 * incomplete citations are matched by `sameWork`. Stable over releases: stored keys must stay comparable.
 */
export function workKey(citation: Cited): string {
  const group = GROUPS[citation.kind];
  const title = citation.title ? mainTitleKey(citation.title) : '';
  const parts = (...values: (string | number | undefined)[]): string => [group, ...values.map((value) => value ?? '')].join('|');
  const published = [
    citation.container && titleKey(citation.container),
    citation.volume && fold(citation.volume),
    place(citation),
  ];
  if (title && !GENERIC.test(title)) {
    // the title proper of a set is that of all its volumes
    const which = numbersIn(titleKey(citation.title!)) || (group === 'article' ? '' : fold(citation.volume ?? ''));
    // dissertations, books, films: one work in all its years; articles: a title may come back
    return parts(title, firstAuthor(citation), which === numbersIn(title) ? '' : which, group === 'article' ? citation.year : '');
  }
  if (citation.doi) return parts(`doi:${citation.doi.toLowerCase()}`);
  if (citation.pmid) return parts(`pmid:${citation.pmid}`);
  if (citation.isbn?.[0] && group !== 'chapter') return parts(`isbn:${citation.isbn[0]}`);
  if (citation.oclc) return parts(`oclc:${citation.oclc}`);
  return parts(title, firstAuthor(citation), citation.year, ...published);
}

export interface Likeness {
  readonly same: boolean;
  /** In plain words: what agrees, or what tells them apart. */
  readonly why: string;
}
const same = (why: string): Likeness => ({ same: true, why });
const different = (why: string): Likeness => ({ same: false, why });

/** Agreement of one element: undefined where either citation does not say. */
const agree = <T>(a: T | undefined, b: T | undefined, equal: (a: T, b: T) => boolean): boolean | undefined =>
  a === undefined || b === undefined || a === '' || b === '' ? undefined : equal(a, b);

const byIdentifier = (a: Cited, b: Cited): Likeness | undefined => {
  if (agree(a.doi, b.doi, sameDoi) === true) return same('the same DOI');
  if (agree(a.pmid, b.pmid, (x, y) => x === y) === true) return same('the same PubMed number');
  if (a.doi && b.doi) return different('different DOIs');
  if (a.pmid && b.pmid) return different('different PubMed numbers');
  // a chapter bears the ISBN of its book, so it says nothing between two chapters
  if (GROUPS[a.kind] === 'chapter' || GROUPS[b.kind] === 'chapter') return undefined;
  if (a.isbn?.some((isbn) => b.isbn?.includes(isbn))) return same('the same ISBN');
  if (agree(a.oclc, b.oclc, (x, y) => x === y) === true) return same('the same OCLC number');
  return undefined;
};

/** Whether two citations mean the same work, allowing for mistyped, shortened and missing elements. Kinds are told apart. */
export function sameWork(a: Cited, b: Cited): Likeness {
  const [groupA, groupB] = [GROUPS[a.kind], GROUPS[b.kind]];
  const kindsKnown = groupA !== 'unknown' && groupB !== 'unknown';
  if (kindsKnown && groupA !== groupB) return different('different kinds');
  const decided = byIdentifier(a, b);
  if (decided) return decided;

  const author = agree(firstAuthor(a), firstAuthor(b), (x, y) => similarity(x, y) >= 0.75);
  const year = agree(a.year, b.year, (x, y) => Math.abs(x - y) <= 1);
  const volume = agree(a.volume && fold(a.volume), b.volume && fold(b.volume), (x, y) => x === y);
  const page = agree(place(a), place(b), (x, y) => x === y);
  const isPart = groupA === 'article' || groupA === 'chapter' || groupB === 'article' || groupB === 'chapter';

  if (!a.title || !b.title) {
    const container = agree(a.container, b.container, (x, y) => titleSimilarity(x, y) >= 0.85);
    return container && volume && page && !(a.title && b.title)
      ? same('the same journal, volume and page')
      : different('no title to compare');
  }
  const likeness = titleSimilarity(a.title, b.title);
  if (likeness < 0.8) return different('different titles');
  if (isPart && volume === false && page === false) return different('different volume and page');
  if (isPart && year === false && !(volume && page)) return different('different years');
  if (author === false && !(isPart && volume && page)) return different('different authors');
  const key = mainTitleKey(a.title);
  const telling = !GENERIC.test(key) && key.split(' ').length >= 3;
  if (telling && likeness >= 0.85) return same('titles alike and nothing speaks against it');
  // a short or general title needs something beside it; a badly mistyped one more
  const support = [author, isPart ? year : undefined, volume, page].filter((one) => one === true).length;
  const exact = likeness >= 0.97 && !GENERIC.test(key);
  const needed = exact ? (isPart ? 1 : author === undefined ? 0 : 1) : 2;
  return support >= needed ? same('titles alike, and what else is said agrees') : different('too little beside the title agrees');
}
