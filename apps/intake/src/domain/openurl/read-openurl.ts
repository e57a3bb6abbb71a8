import { familyName, parseAuthors, parsePages, parseYear, uniqueNames, withoutMarkup, type Place } from '#lib/citation';
import type { Citation } from '#lib/contracts';
import { clip, clipPlace, fullDate, issueNumber, volumeNumber, withoutUndefined } from '../reading/fields.ts';
import { readIdentifiers } from './identifiers.ts';
import { readKeys, type Referent } from './keys.ts';
import { nameIt } from './kind.ts';

export interface OpenUrlRead {
  readonly citation: Citation;
  /** What was left out or set right, in plain words. */
  readonly notes: readonly string[];
  /** Numbers with the digits they were sent with. */
  readonly asCited: { readonly isbn: readonly string[] };
  /** Who sent it, where it says so. */
  readonly sender?: string;
}

/** Names from `aulast` and its companions (in parallel when repeated) and from `au`; the first author first. */
function authors(referent: Referent): string[] {
  const given = referent.all('aufirst');
  const initials = referent.all('auinit', 'auinit1');
  const main = referent.all('aulast').map((last, index) => {
    const first = given[index] ?? (given.length ? undefined : initials[index]);
    return last.includes(',') || !first || last.includes(first) ? last : `${last}, ${first}`;
  });
  const listed = referent.all('au', 'creator').flatMap((value) => (value.includes(';') ? parseAuthors(value) : [value]));
  const families = new Set(listed.map(familyName));
  const missing = listed.length ? main.slice(0, 1).filter((name) => !families.has(familyName(name))) : main;
  const people = uniqueNames([...missing, ...listed]);
  return (people.length ? people : uniqueNames(referent.all('aucorp'))).map((name) => name.slice(0, 2000)).slice(0, 200);
}

/** An `artnum` that says something: no link, and no internal number of the sender. */
const isArticleNumber = (text: string): boolean =>
  text.length <= 40 && !/^https?:|[/\s]/i.test(text) && !/^[0-9a-f]{16,}$/i.test(text);

function place(referent: Referent, notes: string[]): Place {
  const { first } = referent;
  const [start, end] = [first('spage'), first('epage')];
  const candidates = [first('pages'), start && end && end !== start ? `${start}-${end}` : start];
  let found: Place = {};
  for (const candidate of candidates) {
    const read = parsePages(candidate, 'spage');
    if (!read.ok) notes.push(read.error.message);
    else if (!found.pages && !found.articleNumber) found = read.value;
  }
  const number = first('artnum');
  return number && isArticleNumber(number) && !found.articleNumber ? { ...found, articleNumber: number } : found;
}

/**
 * Reads an OpenURL (1.0 KEV, ANSI/NISO Z39.88-2004, or 0.1; the query part or a whole link) into a citation. Never fails: what cannot be
 * understood is left out and told in `notes`.
 */
export function readOpenUrl(query: string): OpenUrlRead {
  const referent = readKeys(query);
  const { first, all } = referent;
  const notes: string[] = [];
  const ids = readIdentifiers(referent, notes);
  const named = nameIt(referent, ids);
  const dates = all('date', 'year');
  const dated = dates.find((date) => parseYear(date) !== undefined);
  const year = parseYear(dated);
  if (!year && dates.length) notes.push(`"${dates[0]!.slice(0, 60)}" says no year.`);
  const isWhole =
    named.container === undefined && ['book', 'dissertation', 'av', 'score', 'map', 'microform'].includes(named.kind);
  const citation: Citation = {
    kind: named.kind,
    title: clip(named.title && withoutMarkup(named.title)),
    container: clip(named.container && withoutMarkup(named.container)),
    authors: authors(referent),
    volume: volumeNumber(first('volume')),
    issue: issueNumber(first('issue')),
    ...(isWhole ? {} : clipPlace(place(referent, notes))),
    year,
    date: fullDate(dated, year),
    edition: clip(first('edition'), 200),
    publisher: clip(first('pub'), 400),
    place: clip(first('place'), 200),
    series: clip(first('series'), 400),
    institution: named.kind === 'dissertation' ? clip(first('inst'), 400) : undefined,
    language: clip(first('language'), 20),
    issn: [...ids.issn],
    isbn: [...ids.isbn],
    doi: ids.doi?.slice(0, 400),
    pmid: ids.pmid,
    oclc: ids.oclc,
  };
  return {
    citation: withoutUndefined(citation),
    notes,
    asCited: { isbn: ids.citedIsbn },
    ...(first('sid') ? { sender: first('sid')!.slice(0, 200) } : {}),
  };
}
