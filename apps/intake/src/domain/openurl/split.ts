import { percentDecode } from './decode.ts';

export interface Pair {
  /** In lower case, `rft.` and the like kept. */
  readonly key: string;
  /** Still encoded. */
  readonly value: string;
}

/** Keys of OpenURL 0.1 and of the 1.0 KEV formats (ANSI/NISO Z39.88-2004), and what vendors commonly add. */
const KNOWN = new Set(
  (
    'genre sid id pid doi pmid oclcnum lccn aulast aufirst auinit auinit1 auinitm ausuffix au aucorp title btitle jtitle stitle atitle ctitle ' +
    'issn eissn isbn eisbn isbn_additional coden sici bici volume issue part date year month day quarter ssn chron spage epage pages artnum ' +
    'place pub edition series tpages language degree inst advisor co cc notes note vid institution linktype checksum detail abbr arnumber ' +
    'creator identifier type source description sersolreports issuetitle peerreview refid url request_id __char_set __charset __service_type _service_type isserivcespage'
  ).split(' '),
);
const PREFIXED = /^(?:rft|rfe|rfr|req|res|svc|ctx|url|bpr3)[._]/;
/** Keys whose values are words, so that an `&` in them may not have been encoded. */
const WORDY = /(?:title|^(?:rft\.)?(?:au\w*|pub|place|series|genre|edition|inst|notes?)|sid|pid)$/;

const isKnown = (key: string): boolean => KNOWN.has(key) || PREFIXED.test(key);

/** The key a piece between two `&` begins with, undefined where the piece belongs to the value before it. */
function keyOf(piece: string, before: Pair | undefined): string | undefined {
  const equals = piece.indexOf('=');
  if (equals < 0) return before ? undefined : '';
  const key = percentDecode(piece.slice(0, equals));
  const lower = key.trim().toLowerCase();
  if (isKnown(lower)) return lower;
  if (!/^[A-Za-z_][\w.:-]{0,60}$/.test(key)) return before ? undefined : '';
  // "AT&T=": some programs end a key without value in "="; a short capitalized word behind words is no key
  if (before && equals === piece.length - 1 && /^[A-Z][A-Za-z]{0,3}$/.test(key) && WORDY.test(before.key)) return undefined;
  return lower;
}

/** The part of a link behind its question mark; a query alone stays as it is (some come with one or two question marks of their own). */
const queryOf = (link: string): string => {
  let query = link.trim();
  for (let cut = /^[^=&]*\?/.exec(query); cut; cut = /^[^=&]*\?/.exec(query)) query = query.slice(cut[0].length);
  return !query.includes('=') && /%3d/i.test(query) ? percentDecode(query, false) : query;
};

/**
 * Keys and values of an OpenURL in their order, values still encoded. An `&` that a value contains (encoded or not, alone or as the
 * beginning of a character reference) stays in the value; `&amp;` between pairs separates as `&` does.
 */
export function splitQuery(link: string): Pair[] {
  const pairs: Pair[] = [];
  for (const written of queryOf(link).split('&')) {
    if (!written) continue;
    const unescaped = written.replace(/^(?:amp;)+/i, '');
    const before = pairs.at(-1);
    // "&amp;rft.au=…" begins a pair; "&amp; Cultural Studies" goes on with the value
    const piece = unescaped !== written && keyOf(unescaped, before) && isKnown(keyOf(unescaped, before)!) ? unescaped : written;
    const key = keyOf(piece, before);
    if (key) pairs.push({ key, value: piece.slice(piece.indexOf('=') + 1) });
    else if (before && key === undefined) {
      const onlyAtEnd = piece.indexOf('=') === piece.length - 1;
      pairs[pairs.length - 1] = {
        key: before.key,
        value: `${withoutEnd(before.value)}&${onlyAtEnd ? piece.slice(0, -1) : piece}`,
      };
    }
  }
  return pairs.map(({ key, value }) => ({ key, value: withoutEnd(value) }));
}

/** "…+Media+=": the `=` that a program added when it took the piece for a key. */
const withoutEnd = (value: string): string => value.replace(/(?<=.)=+$/, '');
