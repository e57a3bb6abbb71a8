import {
  callNumberOf,
  coverageOf,
  marcItems,
  marcRecord,
  onlineCoverageOf,
  type FoundRecord,
  type MarcRecord,
  type PlainRecord,
  type ProfileName,
  type ShelfItem,
} from '#lib/catalog';
import type { Asked, CatalogRecord, LookupValue } from '#lib/policy';
import { PermanentError } from '#lib/messaging';
import type { Account } from '#lib/service';
import { matchOf, queryFor, searchFor, titleOf } from './bibliographic.ts';
import { searchRetrieve, type Found, type SruCatalog } from './sru.ts';
import { searchByZ3950 } from './z3950.ts';

/** What the library's own catalog holds of what is asked for, item by item, asked by SRU. */
export async function lookInOwnCatalog(
  catalog: SruCatalog,
  asked: Asked,
  signal: AbortSignal,
): Promise<LookupValue<'own-catalog'>> {
  const query = queryFor(asked.citation);
  if (!query) return { records: [] };
  return held(await searchRetrieve(catalog, query, signal), asked, catalog.profile);
}

/** The same by Z39.50. */
export async function lookByZ3950(
  account: Account,
  asked: Asked,
  signal: AbortSignal,
  profile?: ProfileName,
): Promise<LookupValue<'own-catalog'>> {
  const search = searchFor(asked.citation);
  if (!search) return { records: [] };
  return held(await searchByZ3950(account, search, signal), asked, profile);
}

/** @throws PermanentError where there is more than was sent, and none of it is the title: it may be among the rest */
function held({ total, records }: Found, asked: Asked, profile: ProfileName | undefined): LookupValue<'own-catalog'> {
  const found = records.flatMap((record) => catalogRecord(record, asked, profile));
  if (!found.length && total > records.length)
    throw new PermanentError(`the catalog found ${total} records and sent ${records.length}; the title is none of these`);
  // a book whose record names no copy: there may be some, and nobody knows how they stand
  const silent = found.map((record) =>
    record.items.length || record.match === 'journal' || record.format === 'electronic'
      ? record
      : { ...record, items: [{ status: 'unknown' as const }] },
  );
  return { records: silent.slice(0, 50) };
}

/**
 * The same in records of a catalog file. It says what there is, not what is out: an item is taken for there, and whoever fetches it finds
 * out. Where a record names no item (852 or one of its system’s own), it is one.
 */
export function lookInFile(records: readonly PlainRecord[], asked: Asked): LookupValue<'own-catalog'> {
  return {
    records: records.flatMap((plain) => {
      const marc = marcRecord(plain);
      return catalogRecord({ marc, items: marcItems(marc) }, asked, undefined).map((found) =>
        found.items.length || found.format === 'electronic' ? found : { ...found, items: itemsOfFile(marc) },
      );
    }),
  };
}

/** MARC 21 holdings, 852: $b sublocation, $h and $i call number. */
function itemsOfFile(record: MarcRecord): CatalogRecord['items'] {
  const items = record.fields('852').map((field): CatalogRecord['items'][number] => {
    const [location, callNumber] = [field.first('b'), callNumberOf(field)];
    return { status: 'available', ...(callNumber && { callNumber }), ...(location && { location }) };
  });
  return items.length ? items.slice(0, 200) : [{ status: 'available' }];
}

function catalogRecord(
  { marc, items }: FoundRecord,
  { citation }: Pick<Asked, 'citation'>,
  profile: ProfileName | undefined,
): CatalogRecord[] {
  const title = titleOf(marc);
  const match = matchOf(title, citation);
  if (!match) return [];
  // holdings sent beside the record know more than the record itself, where there are any
  const copies = (items?.length ? items : marcItems(marc, profile)).map(itemOf);
  const format = formatOf(marc, title.av, copies.length > 0);
  const { years, volumes } = format === 'electronic' ? withOnline(marc) : coverageOf(marc);
  return [
    {
      record: title.record,
      title: title.title,
      ...(title.edition && { edition: title.edition }),
      ...(title.year && { year: title.year }),
      isbn: [...title.isbn],
      format,
      ...(title.serial && years && { years: [...years] }),
      ...(title.serial && volumes && { volumes: [...volumes] }),
      match,
      items: copies.slice(0, 200),
    },
  ];
}

const withOnline = (marc: MarcRecord): ReturnType<typeof coverageOf> => {
  const online = onlineCoverageOf(marc);
  return online.years ? online : coverageOf(marc);
};

/** All but the barcode: nobody decides by it. */
function itemOf(item: ShelfItem): CatalogRecord['items'][number] {
  const { barcode: _barcode, ...kept } = item;
  return kept;
}

/** `c` in 007/00, an electronic carrier, Alma’s AVE, or holdings that say so: online. Physical items outweigh them. */
function formatOf(record: MarcRecord, av: boolean, hasItems: boolean): CatalogRecord['format'] {
  if (av) return 'av';
  const online =
    record.control('007')?.startsWith('cr') ||
    record.fields('338').some((field) => field.first('b') === 'cr') ||
    record.fields('AVE').some((field) => field.first('e') !== 'Not Available') ||
    record.fields('866').some((field) => field.first('x') === 'electronic');
  return online && !hasItems ? 'electronic' : 'print';
}
