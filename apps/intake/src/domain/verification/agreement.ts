import { familyName, firstPage, fold, similarity, titleKey, titleSimilarity } from '#lib/citation';
import type { Citation } from '#lib/contracts';
import type { RegistryWork } from './registry-work.ts';

/** How a registry's work and a citation go together. */
export interface Agreement {
  readonly same: boolean;
  /** From 0 to 1: for choosing among several. */
  readonly score: number;
  /** It is the book or proceedings the thing cited is in. */
  readonly isContainer: boolean;
}

const known = <T>(value: T | undefined | null | ''): value is T => value !== undefined && value !== null && value !== '';

/** Agreement in one element, undefined where one of them says nothing. */
function compare<T>(cited: T | undefined, registered: readonly T[], equal: (a: T, b: T) => boolean): boolean | undefined {
  if (!known(cited) || !registered.length) return undefined;
  return registered.some((one) => equal(cited, one));
}

const titleLikeness = (title: string, work: RegistryWork): number =>
  Math.max(0, ...work.titles.map((one) => titleSimilarity(title, one)));
const placeOf = ({ pages, articleNumber }: { readonly pages?: string; readonly articleNumber?: string }): string[] =>
  [firstPage(pages), articleNumber?.toLowerCase()].filter(known);

function elements(citation: Citation, work: RegistryWork) {
  const cited = placeOf(citation);
  const authors = citation.authors.slice(0, 3).map(familyName);
  const registeredAuthors = work.authors.map(familyName);
  const registered = placeOf(work);
  return {
    author:
      authors.length && registeredAuthors.length
        ? authors.some((one) => registeredAuthors.some((other) => similarity(one, other) >= 0.75))
        : undefined,
    year: compare(citation.year, work.years, (a, b) => Math.abs(a - b) <= 1),
    volume: compare(citation.volume && fold(citation.volume), work.volume ? [fold(work.volume)] : [], (a, b) => a === b),
    page: cited.length && registered.length ? cited.some((one) => registered.includes(one)) : undefined,
    container: compare(citation.container, work.containers, (a, b) => titleSimilarity(a, b) >= 0.8),
    number:
      citation.issn.some((issn) => work.issn.includes(issn)) || citation.isbn.some((isbn) => work.isbn.includes(isbn))
        ? true
        : undefined,
  };
}

const count = (values: readonly (boolean | undefined)[], wanted: boolean): number =>
  values.filter((value) => value === wanted).length;

/** Whether the work a DOI leads to is the one cited. With a title the titles decide, helped by what else agrees; without one the rest. */
export function agreementByDoi(citation: Citation, work: RegistryWork): Agreement {
  const { author, year, volume, page, container, number } = elements(citation, work);
  const others = [author, year, volume, page, container ?? number];
  const [yes, no] = [count(others, true), count(others, false)];
  const isContainer = Boolean(
    citation.container && !known(work.containers[0]) && titleLikeness(citation.container, work) >= 0.85,
  );
  if (!citation.title) return { same: yes >= no, score: 0.5 + yes / 10, isContainer: false };
  const likeness = titleLikeness(citation.title, work);
  // a title in another language, or cited by its translation: place and people must all agree
  const same = likeness >= 0.85 ? no <= 2 : likeness >= 0.6 ? yes >= 2 && yes > no : yes >= 4 && no === 0;
  return { same, score: likeness, isContainer: !same && isContainer };
}

const ABOUT_ANOTHER =
  /^(?:retraction|erratum|errata|corrigendum|correction|reply|response|comment|commentary|review|expression of concern|author correction)\b/;

const GROUPS: Readonly<Record<string, string>> = { article: 'paper', conference: 'paper', unknown: 'any' };
const sameKind = (citation: Citation, work: RegistryWork): boolean => {
  const [a, b] = [GROUPS[citation.kind] ?? citation.kind, GROUPS[work.kind] ?? work.kind];
  return a === b || a === 'any' || b === 'any';
};

/**
 * Whether a work found by searching is the one cited. Stricter than by DOI, as nobody said it is: the kind must fit, the titles must be
 * alike, something beside the title must agree and no more than one thing may speak against it.
 */
export function agreementBySearch(citation: Citation, work: RegistryWork): Agreement {
  const none = { same: false, score: 0, isContainer: false };
  if (!citation.title || !sameKind(citation, work)) return none;
  const about = (title: string): boolean => ABOUT_ANOTHER.test(titleKey(title));
  if (work.titles.some(about) && !about(citation.title)) return none;
  const likeness = titleLikeness(citation.title, work);
  const { author, year, volume, page, container, number } = elements(citation, work);
  const others = [author, year, volume, page, container ?? number];
  const [yes, no] = [count(others, true), count(others, false)];
  const score = likeness + yes * 0.05 - no * 0.1;
  const long = titleKey(citation.title).split(' ').length >= 5;
  const nothingElse = yes + no === 0;
  const same =
    likeness >= 0.85 && author !== false && no <= 1
      ? yes >= (likeness >= 0.95 ? 1 : 2) || (nothingElse && long && likeness >= 0.97)
      : likeness >= 0.6 && author === true && volume === true && page === true && no === 0;
  return { same, score, isContainer: false };
}
