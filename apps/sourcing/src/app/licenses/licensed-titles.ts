import type { Citation } from '#lib/contracts';
import { titleKey } from '#lib/citation';
import type { LookupValue } from '#lib/policy';
import { statement, type Tx } from '#lib/messaging';
import { coverageInWords, covers, type CoverageLine } from '../../domain/licenses/coverage.ts';

/** A line of a title list as it is kept. */
export interface KeptTitle {
  readonly title: string;
  readonly package: string;
  readonly url: string | null;
  readonly coverage: CoverageLine;
}

const FIND = statement(`select title, package, url, coverage from licensed_title
  where tenant = $1 and (issn && $2 or isbn && $3 or title_key = any($4)) order by line limit 100`);

/** The lines of the library's title list that the wanted thing may be in: by its numbers; by title only where it has none. */
export function findTitles(tx: Tx, { issn, isbn, container, title, kind }: Citation): Promise<KeptTitle[]> {
  const name = kind === 'article' || kind === 'chapter' || kind === 'conference' ? container : title;
  const byTitle = !issn.length && !isbn.length && name ? [titleKey(name)] : [];
  return tx.query<KeptTitle>(FIND, [tx.tenant, issn, isbn, byTitle]);
}

/** What these lines say of the wanted thing. A book has no coverage: its line is all of it. */
export const licensedFinding = (lines: readonly KeptTitle[], citation: Citation, today: string): LookupValue<'licenses'> => ({
  titles: lines.map((line) => {
    const { volume, year, date } = citation;
    const published = { ...(year !== undefined && { year }), ...(date && { date }), ...(volume && { volume }) };
    return {
      package: line.package,
      title: line.title,
      ...(line.url && { url: line.url }),
      covered: citation.kind === 'book' || citation.kind === 'chapter' ? true : covers(line.coverage, published, today),
      coverage: coverageInWords(line.coverage),
    };
  }),
});
