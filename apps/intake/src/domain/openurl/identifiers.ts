import { findDoi, parseIsbns, parseIssns, parseOclc, parsePmid } from '#lib/citation';
import type { Referent } from './keys.ts';

export interface Identifiers {
  readonly doi?: string;
  readonly pmid?: string;
  readonly oclc?: string;
  readonly issn: readonly string[];
  readonly isbn: readonly string[];
  /** ISBNs with the digits they were cited with. */
  readonly citedIsbn: readonly string[];
}

const EMPTY = /^(?:info:)?(?:urn:)?(?:doi|pmid|oai|eric|oclcnum|isbn|issn|lccn|hdl)[:/]*$/i;
const push = (list: string[], more: readonly string[]): void => more.forEach((one) => list.includes(one) || list.push(one));

/** `doi:10.1000/xyz,pmid:12345`: several in one value, each with its scheme. */
const separate = ({ key, value }: { key: string; value: string }): { key: string; value: string }[] =>
  value.split(/[,;\s]+(?=(?:info:|urn:)?(?:doi|pmid|oclcnum|isbn|issn|pmcid)[:/])/i).map((one) => ({ key, value: one }));

/** Every identifier of the thing wanted; those that cannot be one are told in `notes`. */
export function readIdentifiers(referent: Referent, notes: string[]): Identifiers {
  let [doi, pmid, oclc]: (string | undefined)[] = [];
  const issn: string[] = [];
  const citedIsbn: string[] = [];
  const isbn: string[] = [];
  const takeIsbn = (text: string): boolean => {
    const read = parseIsbns(text);
    read.found.forEach((one, index) => {
      if (isbn.includes(one)) return;
      isbn.push(one);
      citedIsbn.push(read.cited[index]!);
    });
    return read.found.length > 0;
  };
  const otherIds: string[] = [];

  for (const { key, value } of referent.ids.flatMap(separate)) {
    if (EMPTY.test(value)) continue;
    const number = key === 'pmid' || /^(?:info:pmid\/|pmid:)|ncbi\.nlm\.nih\.gov\/pubmed|pubmed\.ncbi/i.test(value);
    const oclcNumber = key === 'oclcnum' || /^(?:info:oclcnum\/|urn:oclc:|\(ocolc\))|worldcat\.org\//i.test(value);
    const read = number ? parsePmid(value) : oclcNumber ? parseOclc(value) : undefined;
    if (read && !read.ok) notes.push(read.error.message);
    else if (number) pmid ??= read?.value;
    else if (oclcNumber) oclc ??= read?.value;
    else if (/^(?:urn:)?isbn:/i.test(value)) otherIds.push(value);
    else if (/^(?:urn:)?issn:/i.test(value)) otherIds.push(value);
    else {
      const found = findDoi(value);
      doi ??= found;
      if (!found && (key === 'doi' || /^(?:info:)?doi[:/]/i.test(value))) notes.push(`"${value.slice(0, 80)}" cannot be a DOI.`);
    }
  }
  for (const value of referent.all('isbn', 'isbn_additional', 'eisbn')) {
    if (takeIsbn(value)) continue;
    const asIssn = parseIssns(value).found;
    push(issn, asIssn);
    if (!asIssn.length) notes.push(...parseIsbns(value).faults);
  }
  for (const value of referent.all('issn', 'eissn')) {
    const read = parseIssns(value);
    push(issn, read.found);
    if (!read.found.length && !takeIsbn(value)) notes.push(...read.faults);
  }
  for (const value of otherIds) if (!takeIsbn(value)) push(issn, parseIssns(value).found);
  doi ??= referent.all('artnum', 'url').map(findDoi).find(Boolean);
  return { doi, pmid, oclc, issn, isbn, citedIsbn };
}
