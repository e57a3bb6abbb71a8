/** A search term in quotes for a prefix query (PQF), with what has a meaning in it escaped. */
export const pqfTerm = (term: string): string => `"${term.replace(/[\\"]/g, '\\$&').replace(/\s+/g, ' ').trim()}"`;

/** What is searched for; at least one is given. */
export interface Z3950Search {
  readonly isbn?: readonly string[];
  readonly issn?: readonly string[];
  readonly title?: string;
  readonly author?: string;
}

/** Bib-1 use attributes (Z39.50-2003, Appendix 3 ATR): 7 ISBN, 8 ISSN, 4 title, 1003 author. */
const USE = { isbn: 7, issn: 8, title: 4, author: 1003 } as const;
const clause = (use: keyof typeof USE, term: string): string => `@attr 1=${USE[use]} ${pqfTerm(term)}`;

const MOST = 8;

/**
 * The prefix queries that bring a title up, the surest first: each number by itself (many servers take no "or" over different indexes), then title
 * with author. One number after another is asked until records come.
 */
export function pqfQueries({ isbn = [], issn = [], title, author }: Z3950Search): string[] {
  const numbers = [...isbn.map((number) => clause('isbn', number)), ...issn.map((number) => clause('issn', number))].slice(
    0,
    MOST,
  );
  const byTitle = title && (author ? `@and ${clause('title', title)} ${clause('author', author)}` : clause('title', title));
  return [...numbers, ...(byTitle ? [byTitle] : [])];
}
