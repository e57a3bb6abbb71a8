import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { Citation } from '#lib/contracts';
import { readOpenUrl } from './read-openurl.ts';

type Line = Record<
  | 'id'
  | 'source_hint'
  | 'openurl_query'
  | `expected_${'type' | 'title' | 'container' | 'issn' | 'isbn' | 'doi' | 'pmid' | 'year'}`,
  string
>;
const lines: Line[] = parse(readFileSync(join(import.meta.dirname, '../../../test-data/openurls.csv')), {
  columns: true,
  bom: true,
});

/** Compared without case and closing punctuation, NFC, white space single; a DOI without case. */
const text = (value: string | undefined): string =>
  (value ?? '')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
    .replace(/[\s.,:;=/!?-]+$/u, '');

describe('OpenURLs as they were sent', () => {
  it('are all there', () => expect(lines).toHaveLength(64));

  it.each(lines.map((line) => [`${line.id} ${line.source_hint}`, line] as const))('%s', (_, line) => {
    const { citation, asCited } = readOpenUrl(line.openurl_query);
    expect(Citation.safeParse(citation).error).toBeUndefined();
    expect({
      type: citation.kind,
      title: text(citation.title),
      container: text(citation.container),
      issn: citation.issn[0] ?? '',
      isbn: asCited.isbn[0] ?? '',
      doi: citation.doi?.toLowerCase() ?? '',
      pmid: citation.pmid ?? '',
      year: String(citation.year ?? ''),
    }).toEqual({
      type: line.expected_type,
      title: text(line.expected_title),
      container: text(line.expected_container),
      issn: line.expected_issn,
      isbn: line.expected_isbn,
      doi: line.expected_doi.toLowerCase(),
      pmid: line.expected_pmid,
      year: line.expected_year,
    });
  });
});
