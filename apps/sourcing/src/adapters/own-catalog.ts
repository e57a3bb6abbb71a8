import type { Asked, CatalogRecord, LookupValue } from '#lib/policy';
import { matchOf, queryFor, titleOf } from './bibliographic.ts';
import { marcRecord, type MarcField, type MarcRecord, type PlainRecord } from './marc-xml.ts';
import { searchRetrieve, type Access } from './sru.ts';

/**
 * What the library's own catalog holds of what is asked for, item by item. Items are read from Koha's 952 (status of each item) or, where a
 * catalog gives only holdings, from 852 and 866.
 */
export async function lookInOwnCatalog(
  address: string,
  asked: Asked,
  signal: AbortSignal,
  access?: Access,
): Promise<LookupValue<'own-catalog'>> {
  const query = queryFor(asked.citation);
  if (!query) return { records: [] };
  const found = await searchRetrieve(address, query, signal, access);
  return { records: found.flatMap((record) => catalogRecord(record, asked)).slice(0, 50) };
}

/**
 * The same in records of a catalog file. It says what there is, not what is out: an item is taken for there, and whoever fetches it finds
 * out. Where a record names no item (852 or 952), it is one.
 */
export function lookInFile(held: readonly PlainRecord[], asked: Asked): LookupValue<'own-catalog'> {
  return {
    records: held.flatMap((plain) => {
      const record = marcRecord(plain);
      return catalogRecord(record, asked).map((found) =>
        found.items.length || found.format === 'electronic' ? found : { ...found, items: itemsOfFile(record) },
      );
    }),
  };
}

/** MARC 21 holdings, 852: $b sublocation, $h and $i call number. */
function itemsOfFile(record: MarcRecord): CatalogRecord['items'] {
  const items = record.fields('852').map((field): CatalogRecord['items'][number] => {
    const [location, callNumber] = [field.first('b'), [field.first('h'), field.first('i')].filter(Boolean).join(' ')];
    return { status: 'available', ...(callNumber && { callNumber }), ...(location && { location }) };
  });
  return items.length ? items.slice(0, 200) : [{ status: 'available' }];
}

export function catalogRecord(record: MarcRecord, { citation }: Pick<Asked, 'citation'>): CatalogRecord[] {
  const title = titleOf(record);
  const match = matchOf(title, citation);
  if (!match) return [];
  const holdings = record.fields('866', '867', '868');
  const items = record.fields('952').map(itemOf);
  const years = holdings.flatMap((field) => field.all('a').flatMap(yearsIn));
  return [
    {
      record: title.record,
      title: title.title,
      ...(title.edition && { edition: title.edition }),
      ...(title.year && { year: title.year }),
      isbn: [...title.isbn],
      format: formatOf(record, title.av, items.length > 0),
      ...(title.serial && years.length > 0 && { years }),
      match,
      items: items.slice(0, 200),
    },
  ];
}

/** `c` in 007/00, an electronic carrier, or holdings that say so: online. Physical items outweigh them. */
function formatOf(record: MarcRecord, av: boolean, hasItems: boolean): CatalogRecord['format'] {
  if (av) return 'av';
  const online =
    record.control('007')?.startsWith('cr') ||
    record.fields('338').some((field) => field.first('b') === 'cr') ||
    record.fields('866').some((field) => field.first('x') === 'electronic');
  return online && !hasItems ? 'electronic' : 'print';
}

/**
 * Koha's item field: $q due date, $7 not for loan (0 for loan, 3 on order), $1 lost, $4 damaged, $0 withdrawn, $o call number, $c location.
 * Source: Koha manual, "MARC bibliographic record: 952".
 */
function itemOf(field: MarcField): CatalogRecord['items'][number] {
  const [due, callNumber, location] = [field.first('q'), field.first('o'), field.first('c')];
  const set = (code: string): boolean => !['0', undefined].includes(field.first(code));
  const shared = { ...(callNumber && { callNumber }), ...(location && { location }) };
  if (set('1') || set('0') || set('4')) return { status: 'unavailable', ...shared };
  if (due) return { status: 'checked-out', ...(/^\d{4}-\d{2}-\d{2}/.test(due) && { due: due.slice(0, 10) }), ...shared };
  if (set('7')) return { status: field.first('7') === '3' ? 'on-order' : 'unavailable', ...shared };
  return { status: 'available', ...shared };
}

/** Years in a textual holdings statement (866 $a): `1979-1998, 2001-`, `v.12(1990)-v.30(2008)`. */
export function yearsIn(statement: string): { from: number; to?: number }[] {
  const year = /(?:1[5-9]|20)\d{2}/g;
  return statement.split(/[,;]/).flatMap((part) => {
    const years = part.match(year)?.map(Number) ?? [];
    const [from] = years;
    if (from === undefined) return [];
    const to = years.at(-1)!;
    const open = /-\s*(?:present\s*)?$/i.test(part.trim());
    return [open ? { from } : { from, to }];
  });
}
