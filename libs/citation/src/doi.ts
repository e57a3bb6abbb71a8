import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';
import { decodeEntities, plainHyphens, tidy } from './text.ts';

/** What people write where there is nothing to write. */
const NOTHING = /^(?:n\/?a\.?|none|no doi|null|nil|undefined|unknown|not (?:known|available|given)|tbd|[-–—?.]+|0)$/i;

/** True where a field holds only a word for "nothing": `n/a`, `none`, `-`. */
export const isBlank = (text: string | undefined): boolean => text === undefined || tidy(text) === '' || NOTHING.test(tidy(text));

const percentDecoded = (text: string): string => {
  let decoded = text;
  for (let rounds = 0; rounds < 3 && /%[0-9a-f]{2}/i.test(decoded); rounds += 1) {
    try {
      decoded = decodeURIComponent(decoded.replace(/%(?![0-9a-f]{2})/gi, '%25'));
    } catch {
      return decoded;
    }
  }
  return decoded;
};

const count = (text: string, letter: string): number => text.split(letter).length - 1;

/** Takes off what the sentence or the link around it added: closing punctuation and brackets that were opened outside. */
function withoutTail(doi: string): string {
  let text = doi;
  for (;;) {
    const last = text.at(-1) ?? '';
    const opening = { ')': '(', ']': '[', '}': '{', '>': '<' }[last];
    const loose = opening ? count(text, last) > count(text, opening) : /[.,;:'"’”»!?*|\\]/u.test(last);
    if (!loose) return text;
    text = text.slice(0, -1);
  }
}

// DOI Handbook §2.2: directory indicator 10, registrant code (may be divided by dots), `/`, suffix. Registrants have four digits or more.
const DOI = /10\.\d{4,9}(?:\.\d+)*\/\s?[^\s]+/;

/**
 * The first DOI in a text (a field, a link, a sentence), without prefix and otherwise as it was written; undefined where there is none.
 * Knows `doi:`, `info:doi/`, resolver and proxy links, percent-encoding (also twice), HTML character references, dashes of any kind.
 */
export function findDoi(text: string): string | undefined {
  let source = tidy(text);
  const link = /^(?:info:doi\/)?https?:\/\/([^/?#]+)/i.exec(source);
  // in a link, ? and # begin what is not part of the path; within a DOI they are percent-encoded there
  if (link) source = source.replace(/[?#](?!.*10\.\d{4,9}\/).*$/, '');
  const plain = plainHyphens(decodeEntities(percentDecoded(source)));
  let found = DOI.exec(plain)?.[0].replace(/\s/, '');
  if (!found) return undefined;
  if (link && !/doi\.org|doi-org/i.test(link[1]!))
    found = found.replace(/[?#&].*$/, '').replace(/(?:\/(?:full|abstract|pdf|epdf|html|meta|summary|fulltext)|\.pdf)+\/?$/i, '');
  const cut = withoutTail(found.replace(/[<"].*$/, (rest) => (/^<\d/.test(rest) ? rest : '')));
  return /\/.+/.test(cut.slice(3)) ? cut : undefined;
}

/** The DOI a field gives, undefined where the field is empty, or why it cannot be one. */
export function parseDoi(text: string | undefined, field = 'doi'): Result<string | undefined, Rejection> {
  if (text === undefined || isBlank(text) || /^(?:doi|info:doi\/|https?:\/\/(?:dx\.)?doi\.org)[:/\s]*$/i.test(tidy(text)))
    return ok(undefined);
  const doi = findDoi(text);
  if (doi) return ok(doi);
  const shown = tidy(text).slice(0, 80);
  const remedy = /^(?:pmid:?\s*)?\d{5,8}$/i.test(shown)
    ? 'This looks like a PubMed number: put it into the field for it, or leave the DOI empty.'
    : 'A DOI begins with "10.", a number of four digits or more and a slash, e.g. 10.1038/nature14539. Correct it or leave it empty.';
  return err(reject('impossible-doi', `"${shown}" cannot be a DOI.`, { field, remedy }));
}

/** DOIs are compared without regard to case (DOI Handbook §2.4). */
export const sameDoi = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
