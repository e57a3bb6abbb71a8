import {
  parseAuthors,
  parseDoi,
  parseIsbns,
  parseIssns,
  parseOclc,
  parsePages,
  parsePmid,
  parseYear,
  uniqueNames,
  withoutMarkup,
} from '#lib/citation';
import type { Citation, ItemKind, NewRequest } from '#lib/contracts';
import { reject, type Rejection, type Result } from '#lib/kernel';
import { isProceedings } from '../openurl/kind.ts';
import { clip, clipPlace, fullDate, issueNumber, volumeNumber, withoutUndefined } from './fields.ts';
import { kindOfWord } from './kind-words.ts';

type Typed = NonNullable<NewRequest['citation']>;

function kindFrom(typed: Typed, citation: Omit<Citation, 'kind'>): ItemKind {
  const word = kindOfWord(typed.kind);
  const { container, issn, isbn } = citation;
  if (word === 'book' && container && citation.title) return 'chapter';
  if (word && word !== 'serial') return word;
  const placed = Boolean(citation.pages ?? citation.articleNumber);
  if (word === 'serial') return container || placed ? 'article' : 'unknown';
  if (container)
    return isbn.length && !issn.length ? 'chapter' : isProceedings(container) && !issn.length ? 'conference' : 'article';
  if (issn.length || citation.pmid || (citation.volume && placed)) return 'article';
  return isbn.length || (citation.title && !citation.doi) ? 'book' : 'unknown';
}

/** What was typed (in a form, a file, by a program), each field checked. Faults are added to `faults`, small things to `notes`. */
export function readTyped(typed: Typed, faults: Rejection[], notes: string[]): Citation {
  const checked = <T>(result: Result<T, Rejection>): T | undefined => {
    if (result.ok) return result.value;
    faults.push(result.error);
    return undefined;
  };
  const [issns, isbns] = [typed.issn ?? '', typed.isbn ?? ''].map((text) => ({
    issn: parseIssns(text, { restoreZeros: true }),
    isbn: parseIsbns(text),
  })) as [
    { issn: ReturnType<typeof parseIssns>; isbn: ReturnType<typeof parseIsbns> },
    { issn: ReturnType<typeof parseIssns>; isbn: ReturnType<typeof parseIsbns> },
  ];
  // many forms have one field for both, so each is looked for in each
  notes.push(...(issns.isbn.found.length ? [] : issns.issn.faults), ...(isbns.issn.found.length ? [] : isbns.isbn.faults));
  const year = parseYear(typed.year);
  const written = typed.year === undefined ? '' : String(typed.year).trim();
  if (!year && /^-?\d+$/.test(written))
    faults.push(
      reject('impossible-year', `"${written}" is no year of publication.`, {
        field: 'citation.year',
        remedy: 'Give four digits between 1000 and 2100, or leave it empty.',
      }),
    );
  else if (!year && written) notes.push(`"${written}" says no year.`);
  const authors = Array.isArray(typed.authors) ? uniqueNames(typed.authors) : parseAuthors(typed.authors ?? '');
  const title = clip(typed.title && withoutMarkup(typed.title));
  const citation: Omit<Citation, 'kind'> = {
    title,
    container: clip(typed.container && withoutMarkup(typed.container)),
    authors: authors.map((name) => name.slice(0, 2000)).slice(0, 200),
    volume: volumeNumber(typed.volume),
    issue: issueNumber(typed.issue),
    ...clipPlace(checked(parsePages(typed.pages, 'citation.pages')) ?? {}),
    year,
    date: fullDate(written, year),
    edition: clip(typed.edition, 200),
    publisher: clip(typed.publisher, 400),
    place: clip(typed.place, 200),
    institution: clip(typed.institution, 400),
    language: clip(typed.language, 20),
    issn: [...new Set([...issns.issn.found, ...isbns.issn.found])],
    isbn: [...new Set([...isbns.isbn.found, ...issns.isbn.found])],
    doi: checked(parseDoi(typed.doi, 'citation.doi')),
    pmid: checked(parsePmid(typed.pmid, 'citation.pmid')),
    oclc: checked(parseOclc(typed.oclc, 'citation.oclc')),
  };
  const kind = kindFrom(typed, citation);
  // a whole journal has no title of its own: it is the container of what is wanted
  const whole = kind === 'unknown' && kindOfWord(typed.kind) === 'serial' && !citation.container;
  return withoutUndefined({ kind, ...citation, ...(whole ? { title: undefined, container: title } : {}) });
}
