import { z } from 'zod';
import { findDoi, parseIsbns, parseIssns, parsePages, plainTitle, saysRetracted, tidy } from '#lib/citation';
import type { ItemKind } from '#lib/contracts';
import { withoutUndefined } from '../domain/reading/fields.ts';
import type { RegistryWork } from '../domain/verification/registry-work.ts';

const texts = z.array(z.string().nullish()).nullish().catch(undefined);
const dated = z
  .object({ 'date-parts': z.array(z.array(z.number().nullish())).nullish() })
  .nullish()
  .catch(undefined);
const text = z.string().nullish().catch(undefined);

/** `message` of `/works/{doi}` and the items of a list (Crossref REST API, Works). Loose: deposits leave out and misuse every field. */
export const CrossrefWork = z.object({
  DOI: z.string(),
  type: text,
  subtype: text,
  title: texts,
  subtitle: texts,
  'original-title': texts,
  'container-title': texts,
  author: z
    .array(z.object({ family: text, given: text, name: text }))
    .nullish()
    .catch(undefined),
  'published-print': dated,
  issued: dated,
  'published-online': dated,
  published: dated,
  volume: text,
  issue: text,
  page: text,
  'article-number': text,
  ISSN: texts,
  'issn-type': z
    .array(z.object({ value: z.string(), type: z.string() }))
    .nullish()
    .catch(undefined),
  ISBN: texts,
  publisher: text,
  institution: z
    .union([z.array(z.object({ name: text })), z.object({ name: text })])
    .nullish()
    .catch(undefined),
  language: text,
  'updated-by': z
    .array(z.object({ DOI: text, type: text }))
    .nullish()
    .catch(undefined),
});
export type CrossrefWork = z.infer<typeof CrossrefWork>;

/** Crossref's types of works (REST API, /types) in Trillium's kinds. */
const KINDS: Readonly<Record<string, ItemKind>> = {
  'journal-article': 'article',
  'posted-content': 'article',
  'book-chapter': 'chapter',
  'book-section': 'chapter',
  'book-part': 'chapter',
  'book-track': 'chapter',
  'reference-entry': 'chapter',
  'proceedings-article': 'conference',
  proceedings: 'conference',
  book: 'book',
  monograph: 'book',
  'edited-book': 'book',
  'reference-book': 'book',
  'book-set': 'book',
  report: 'book',
  dissertation: 'dissertation',
};
const RETRACTIONS = new Set(['retraction', 'removal', 'withdrawal', 'retracted_and_replaced']);

const list = (values: CrossrefWork['title']): string[] =>
  (values ?? []).flatMap((value) => (value && tidy(value) ? [value] : []));

function titles(work: CrossrefWork): string[] {
  const [main] = list(work.title).map(plainTitle).filter(Boolean);
  const [subtitle] = list(work.subtitle).map(plainTitle).filter(Boolean);
  const whole = main && subtitle && !main.includes(subtitle) ? `${main}: ${subtitle}` : undefined;
  return [...new Set([whole, main, ...list(work['original-title']).map(plainTitle)])]
    .filter((title): title is string => Boolean(title))
    .map((title) => title.slice(0, 2000));
}

const name = ({ family, given, name: group }: { family?: string | null; given?: string | null; name?: string | null }): string =>
  tidy(family ? [family, given].filter(Boolean).join(', ') : (group ?? given ?? '')).slice(0, 2000);

const year = (date: CrossrefWork['issued']): number[] => {
  const first = date?.['date-parts']?.[0]?.[0];
  return typeof first === 'number' && first >= 1000 && first <= 2100 ? [first] : [];
};

/** Print before electronic, as far as the registry says which is which. */
function issns(work: CrossrefWork): string[] {
  const electronic = new Set((work['issn-type'] ?? []).filter(({ type }) => type === 'electronic').map(({ value }) => value));
  const all = list(work.ISSN).flatMap((issn) => parseIssns(issn).found);
  return [...new Set([...all.filter((issn) => !electronic.has(issn)), ...all])];
}

/** A work of Crossref in Trillium's words; undefined where its DOI is none. */
export function fromCrossref(work: CrossrefWork): RegistryWork | undefined {
  const doi = findDoi(work.DOI);
  if (!doi) return undefined;
  const kind = KINDS[work.type ?? ''] ?? 'unknown';
  const containers = list(work['container-title'])
    .map((title) => plainTitle(title).slice(0, 2000))
    .filter(Boolean);
  // chapters and papers name the series first and the book last
  const ordered = kind === 'chapter' || kind === 'conference' ? containers.toReversed() : containers;
  const place = parsePages(work.page ?? undefined);
  const updates = work['updated-by'] ?? [];
  const retraction = updates.find(({ type }) => RETRACTIONS.has(type ?? ''));
  const institution = Array.isArray(work.institution) ? work.institution[0]?.name : work.institution?.name;
  const short = (value: string | null | undefined, length: number): string | undefined =>
    (value && tidy(value).slice(0, length)) || undefined;
  return withoutUndefined({
    doi,
    kind,
    preprint: work.type === 'posted-content',
    titles: titles(work),
    containers: ordered,
    authors: (work.author ?? []).map(name).filter(Boolean),
    years: [...new Set([work['published-print'], work.issued, work['published-online'], work.published].flatMap(year))],
    volume: short(work.volume, 100),
    issue: short(work.issue, 100),
    pages: place.ok ? short(place.value.pages, 100) : undefined,
    articleNumber: short(work['article-number'], 100) ?? (place.ok ? short(place.value.articleNumber, 100) : undefined),
    issn: issns(work),
    isbn: [...new Set(list(work.ISBN).flatMap((isbn) => parseIsbns(isbn).found))],
    publisher: short(work.publisher, 400),
    institution: kind === 'dissertation' ? short(institution, 400) : undefined,
    language: short(work.language, 20),
    retracted: retraction !== undefined || list(work.title).some(saysRetracted),
    retractionNotice: short(retraction?.DOI, 400),
    concern: updates.some(({ type }) => type === 'expression_of_concern'),
  });
}
