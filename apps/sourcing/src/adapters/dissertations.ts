import type { MarcRecord } from '#lib/catalog';
import { PermanentError } from '#lib/messaging';
import type { Asked, LookupValue, OpenCopy } from '#lib/policy';
import { matchOf, queryFor, titleOf } from './bibliographic.ts';
import type { Borrower, KnownPartner } from './look-ups.port.ts';
import { searchRetrieve, type SruCatalog } from './sru.ts';
import { holderOf } from './union-catalog.ts';

/** Where a dissertation is looked up; one of the two at least. */
export interface DissertationCatalogs {
  /** What stands there may be read by everybody, unless its record says otherwise. */
  readonly repository?: SruCatalog | undefined;
  /** Links there go to whoever licenses them as well: one that is open says so. */
  readonly union?: SruCatalog | undefined;
}

/**
 * Whether a dissertation is open in a repository, and the library of the institution that granted its degree (MARC 21: 502 $c, else as cited).
 * @throws PermanentError where a catalog refuses the query; besides, what `ask` throws
 */
export async function lookForDissertation(
  { repository, union }: DissertationCatalogs,
  asked: Asked,
  borrower: Borrower,
  signal: AbortSignal,
): Promise<LookupValue<'dissertation'>> {
  if (!repository && !union) throw new PermanentError('neither a repository nor a union catalog is set up');
  const query = queryFor(asked.citation);
  const recordsOf = async (catalog: SruCatalog | undefined): Promise<readonly MarcRecord[]> => {
    if (!catalog || !query) return [];
    const { records } = await searchRetrieve(catalog, query, signal);
    return records.map(({ marc }) => marc).filter((marc) => matchOf(titleOf(marc), asked.citation) === 'same');
  };
  const [kept, listed] = await Promise.all([recordsOf(repository), recordsOf(union)]);
  const named = [...kept, ...listed].map(institutionIn).find(Boolean);
  const institution = asked.citation.institution ?? named;
  const links = [
    ...kept.flatMap((record) => linksIn(record, mayBeRead)),
    ...listed.flatMap((record) => linksIn(record, saysOpen)),
  ];
  const library = institution && libraryOf(institution, borrower.partners, asked.library);
  return {
    copies: [...new Set(links)].slice(0, 20).map((url) => copyAt(url, institution)),
    ...(institution && { institution }),
    ...(library && {
      library: holderOf(library, borrower, asked, { title: asTitle(asked), match: 'same', format: 'print', maySupply: true }),
    }),
  };
}

const copyAt = (url: string, institution: string | undefined): OpenCopy => ({
  version: 'publishedVersion',
  url,
  host: institution ? `the repository of ${institution}` : new URL(url).hostname,
});

const asTitle = ({ citation: { title, authors, isbn, issn } }: Asked) =>
  ({ record: '', title: title ?? '', isbn, issn, authors, serial: false, av: false }) as const;

const institutionIn = (record: MarcRecord): string | undefined =>
  record
    .fields('502')[0]
    ?.first('c')
    ?.replace(/[.,;:\s]+$/, '') || undefined;

/** Materials, public note and access status of a link (856 $3, $z and $y, $7), and of the whole record (506 $a and $f). */
interface Said {
  readonly words: string;
  /** MARC 21, 856 $7: 0 open, 1 restricted; absent on most records. */
  readonly status: string | undefined;
}
const RESTRICTED = /restrict|embargo|subscri|licen[cs]ed|on campus|abstract|table of contents/i;
const OPEN = /open access|unrestricted|free(ly)? (access|available|to read)|repository copy/i;
const mayBeRead = ({ words, status }: Said): boolean => status !== '1' && (status === '0' || !RESTRICTED.test(words));
const saysOpen = (said: Said): boolean => mayBeRead(said) && (said.status === '0' || OPEN.test(said.words));

function linksIn(record: MarcRecord, isOpen: (said: Said) => boolean): string[] {
  const access = record.fields('506').flatMap((field) => [...field.all('a'), ...field.all('f')]);
  return record.fields('856').flatMap((field) => {
    const words = [...access, ...['3', 'y', 'z'].flatMap((code) => field.all(code))].join(' ');
    if (!isOpen({ words, status: field.first('7') })) return [];
    return field.all('u').filter((url) => /^https?:/.test(url) && URL.canParse(url));
  });
}

/** What may stand around an institution's name in that of its library. */
const AROUND =
  /^(the|of|at|de|der|des|und|and|library|libraries|bibliothek|bibliotheken|biblioteca|bibliotecas|bibliothèque|thesis|theses|collection|interlibrary|loan|ill|document|delivery|services?|system)$/;
const wordsOf = (text: string): string[] =>
  text
    .replaceAll(/\([^()]*\)/g, ' ')
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * The partner that is the institution's library: its name is the institution's with nothing around it but words for libraries, so that the library
 * of *University of Texas at Dallas* is not that of *University of Texas*. None where several are called so.
 */
export function libraryOf(institution: string, partners: readonly KnownPartner[], own: string): KnownPartner | undefined {
  const name = wordsOf(institution).filter((word) => word !== 'the');
  if (!name.length) return undefined;
  const fitting = partners.filter((partner) => {
    if (partner.symbol === own) return false;
    const words = wordsOf(partner.name);
    const at = words.findIndex((_, index) => name.every((word, nth) => words[index + nth] === word));
    return at >= 0 && [...words.slice(0, at), ...words.slice(at + name.length)].every((word) => AROUND.test(word));
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}
