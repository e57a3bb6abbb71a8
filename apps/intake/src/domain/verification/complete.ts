import { firstPage, fold, titleSimilarity } from '#lib/citation';
import { Citation } from '#lib/contracts';
import { withoutUndefined } from '../reading/fields.ts';
import type { RegistryWork } from './registry-work.ts';

export interface Completed {
  readonly citation: Citation;
  /** What was corrected, in plain words. What was only added is not told. */
  readonly notes: readonly string[];
}

const differ = (a: string | undefined, b: string | undefined): boolean => Boolean(a && b && fold(a) !== fold(b));

/** The citation with what the registry knows: gaps filled, errors corrected and told. What the registry does not say stays as cited. */
export function complete(cited: Citation, work: RegistryWork, source: string): Completed {
  const notes: string[] = [];
  const corrected = (what: string, from: string | undefined, to: string | undefined): string | undefined => {
    if (differ(from, to)) notes.push(`${what} corrected by ${source}: ${to} (cited: ${from}).`);
    return to ?? from;
  };
  const [title] = work.titles;
  if (cited.title && title && titleSimilarity(cited.title, title) < 0.97)
    notes.push(`Title by ${source}: ${title} (cited: ${cited.title}).`);
  if (cited.kind !== 'unknown' && work.kind !== 'unknown' && cited.kind !== work.kind)
    notes.push(`By ${source} it is ${work.kind === 'article' ? 'an article' : `a ${work.kind}`} (cited as ${cited.kind}).`);
  if (work.preprint) notes.push(`The DOI is that of a preprint.`);

  const yearFits = cited.year !== undefined && work.years.includes(cited.year);
  const year = yearFits ? cited.year : work.years[0];
  const sameStart = firstPage(cited.pages) !== undefined && firstPage(cited.pages) === firstPage(work.pages);
  // registries often know the first page only
  const pages =
    sameStart && (work.pages?.length ?? 0) <= (cited.pages?.length ?? 0)
      ? cited.pages
      : corrected('Pages', cited.pages, work.pages);
  const kind = work.kind === 'unknown' ? cited.kind : work.kind;
  const [container] = work.containers;
  const completed: Citation = withoutUndefined({
    ...cited,
    kind,
    title: title ?? cited.title,
    container: container ?? (kind === 'book' || kind === 'dissertation' ? undefined : cited.container),
    authors: work.authors.length ? [...work.authors].slice(0, 200) : cited.authors,
    volume: corrected('Volume', cited.volume, work.volume),
    issue: work.issue ?? cited.issue,
    pages,
    articleNumber: work.articleNumber ?? (pages ? undefined : cited.articleNumber) ?? cited.articleNumber,
    year: year === undefined ? cited.year : Number(corrected('Year', cited.year?.toString(), String(year))),
    date: cited.year === year || year === undefined ? cited.date : undefined,
    publisher: cited.publisher ?? work.publisher,
    institution: cited.institution ?? work.institution,
    language: cited.language ?? work.language,
    issn: [...new Set([...work.issn, ...cited.issn])],
    isbn: [...new Set([...(kind === 'article' ? [] : work.isbn), ...cited.isbn])],
    doi: work.doi,
  });
  // whatever a registry sends, what goes on keeps the contract
  const checked = Citation.safeParse(completed);
  return checked.success ? { citation: checked.data, notes } : { citation: cited, notes };
}
