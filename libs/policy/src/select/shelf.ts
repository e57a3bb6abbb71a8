import type { Asked, CatalogRecord, LookupValue } from '../lookups/index.ts';
import { wantsDocument, wasTried } from '../lookups/index.ts';

/** A copy of the library's own that would serve the request. */
export interface OwnCopy {
  readonly record: CatalogRecord;
  /** Absent where a journal's record lists years and no items. */
  readonly item?: CatalogRecord['items'][number];
}

const editionWill = (record: CatalogRecord, asked: Asked): boolean =>
  record.match === 'same' || (record.match === 'other-edition' && asked.wishes.anyEdition);

const within = (spans: CatalogRecord['years'], wanted: number): boolean =>
  (spans ?? []).some(({ from, to }) => from <= wanted && (to === undefined || wanted <= to));

/**
 * Whether the volume an article is in is on the shelf: by its year, or by its volume where the record tells of volumes only.
 * @returns undefined where the record does not say
 */
export function holdsIssue(record: CatalogRecord, { year, volume }: Asked['citation']): boolean | undefined {
  if (record.years) return year !== undefined && within(record.years, year);
  const number = /^\d{1,4}$/.test(volume ?? '') ? Number(volume) : undefined;
  return record.volumes && number !== undefined ? within(record.volumes, number) : undefined;
}

/** The library's own physical copies of what is wanted, in whatever state; none once a hold or scan there has failed. */
export function ownCopies(
  asked: Asked,
  catalog: LookupValue<'own-catalog'>,
  tried: LookupValue<'tried'>,
): { record: CatalogRecord; items: CatalogRecord['items'] }[] {
  if (wasTried(tried, wantsDocument(asked) ? 'scan' : 'hold', asked.library)) return [];
  const inJournal = wantsDocument(asked) && asked.citation.kind !== 'chapter';
  return catalog.records
    .filter((record) => record.format !== 'electronic')
    .filter((record) =>
      inJournal ? record.match === 'journal' && holdsIssue(record, asked.citation) : editionWill(record, asked),
    )
    .map((record) => ({ record, items: record.items }));
}

/** Those on the shelf now, the wanted edition first. */
export function onShelf(asked: Asked, catalog: LookupValue<'own-catalog'>, tried: LookupValue<'tried'>): OwnCopy[] {
  const copies = ownCopies(asked, catalog, tried).flatMap(({ record, items }): OwnCopy[] =>
    // a journal's volumes are seldom items of their own: the years in the record say that they are there
    items.length === 0 && record.match === 'journal'
      ? [{ record }]
      : items
          .filter((item) => item.status === 'available' && (wantsDocument(asked) || item.holdable !== false))
          .map((item) => ({ record, item })),
  );
  return copies.toSorted((a, b) => Number(a.record.match !== 'same') - Number(b.record.match !== 'same'));
}

/** Those checked out with a due date, the earliest first. */
export function dueBack(
  asked: Asked,
  catalog: LookupValue<'own-catalog'>,
  tried: LookupValue<'tried'>,
): (OwnCopy & { due: string })[] {
  if (wantsDocument(asked)) return [];
  return ownCopies(asked, catalog, tried)
    .flatMap(({ record, items }) =>
      items.flatMap((item) => (item.status === 'checked-out' && item.due ? [{ record, item, due: item.due }] : [])),
    )
    .toSorted((a, b) => (a.due < b.due ? -1 : 1));
}
