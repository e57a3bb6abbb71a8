import type { Asked, LookupValue, SharedCopy } from '#lib/policy';
import { matchOf, queryFor, titleOf } from './bibliographic.ts';
import type { Sharing } from './look-ups.port.ts';
import type { MarcField, MarcRecord } from '#lib/catalog';
import { searchRetrieve, type SruCatalog } from './sru.ts';

/** What other members of the shared system have of what is asked for. */
export async function lookInSharedCatalog(
  catalog: SruCatalog,
  asked: Asked,
  sharing: Sharing,
  signal: AbortSignal,
): Promise<LookupValue<'shared-catalog'>> {
  const query = queryFor(asked.citation);
  if (!query) return { records: [] };
  const { records } = await searchRetrieve(catalog, query, signal);
  return { records: records.flatMap(({ marc }) => sharedRecord(marc, asked, sharing)).slice(0, 50) };
}

export function sharedRecord(
  record: MarcRecord,
  asked: Asked,
  { own, members }: Sharing,
): LookupValue<'shared-catalog'>['records'] {
  const title = titleOf(record);
  const match = matchOf(title, asked.citation);
  if (match !== 'same' && match !== 'other-edition') return [];
  const copies = record
    .fields('852')
    .filter((field) => field.first('p'))
    .map(copyOf)
    .filter(({ library }) => !own.includes(library))
    .map((copy) => ({ ...copy, library: members[copy.library] ?? copy.library }));
  return copies.length ? [{ record: title.record, title: title.title, match, copies: copies.slice(0, 200) }] : [];
}

/** Evergreen's names of copy statuses (config.copy_status as shipped); any other one is not there to be lent. */
const STATUS: Readonly<Record<string, SharedCopy['status']>> = {
  Available: 'available',
  Reshelving: 'available',
  'Checked out': 'checked-out',
  'On order': 'on-order',
};

/**
 * A copy as Evergreen writes it into 852 when records are given out with holdings (OpenILS::WWW, Exporter and SuperCat): $b owning and circulating
 * library, $c shelving location, $j call number, $p barcode, $z status, $x `unholdable`, `noncirculating`, `reference`, `hidden`. Where a copy
 * says nothing of its status it is not taken to be there.
 */
function copyOf(field: MarcField): SharedCopy {
  const flags = field.all('x');
  const [callNumber, location] = [field.first('j'), field.first('c')];
  const [owner = '', circulating] = field.all('b');
  return {
    library: owner,
    status: STATUS[field.first('z') ?? ''] ?? 'unavailable',
    ...(callNumber && { callNumber }),
    ...((location || circulating) && { location: [circulating, location].filter(Boolean).join(', ') }),
    holdable: !flags.includes('unholdable') && !flags.includes('hidden'),
    circulates: !flags.includes('noncirculating') && !flags.includes('reference'),
  };
}
