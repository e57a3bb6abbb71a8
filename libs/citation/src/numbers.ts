import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';
import { isBlank } from './doi.ts';
import { tidy } from './text.ts';

const shown = (text: string): string => `"${tidy(text).slice(0, 60)}"`;

/** The PubMed number a field gives (`PMID: 123`, `info:pmid/123`, a link), undefined where it is empty, or why it can be none. */
export function parsePmid(text: string | undefined, field = 'pmid'): Result<string | undefined, Rejection> {
  if (text === undefined || isBlank(text) || /^(?:info:pmid\/|pmid:?)$/i.test(tidy(text))) return ok(undefined);
  const match =
    /^(?:info:pmid\/|(?:pmid|pubmed(?:\s+id)?|medline)\s*[:#=]?\s*)?0*([1-9]\d{0,8})(?:\.\d+)?$/i.exec(tidy(text)) ??
    /(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov\/(?:m\/)?pubmed|info:pmid)\/0*([1-9]\d{0,8})(?!\d)/i.exec(tidy(text));
  if (match) return ok(match[1]!);
  const remedy = /^PMC\d+$/i.test(tidy(text))
    ? 'This is a PubMed Central number; the PubMed number has digits only.'
    : 'A PubMed number has 1 to 8 digits, e.g. 26017442. Correct it or leave it empty.';
  return err(reject('impossible-pmid', `${shown(text)} cannot be a PubMed number.`, { field, remedy }));
}

/** The OCLC number a field gives (`ocm00012345`, `(OCoLC)123`, a WorldCat link), undefined where it is empty, or why it can be none. */
export function parseOclc(text: string | undefined, field = 'oclc'): Result<string | undefined, Rejection> {
  if (text === undefined || isBlank(text)) return ok(undefined);
  const match =
    /^(?:\(OCoLC\)\s*|info:oclcnum\/|urn:oclc:|oclc\s*(?:no\.?|number|num)?\s*[:#]?\s*)?(?:oc[mn]|on)?0*([1-9]\d{0,11})$/i.exec(
      tidy(text),
    ) ?? /worldcat\.org\/(?:[a-z-]+\/)*(?:oclc|title)\/(?:[a-z0-9-]+\/)?0*([1-9]\d{0,11})(?!\d)/i.exec(tidy(text));
  if (match) return ok(match[1]!);
  return err(
    reject('impossible-oclc', `${shown(text)} cannot be an OCLC number.`, {
      field,
      remedy: 'An OCLC number has digits only, e.g. 45339661. Correct it or leave it empty.',
    }),
  );
}
