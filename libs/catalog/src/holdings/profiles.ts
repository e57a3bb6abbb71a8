import type { MarcField, MarcRecord } from '../marc.ts';
import { away, dayOf, holds, meaningOf, ordered, out, shelfItem, there, unclear, type Meaning, type ShelfItem } from './item.ts';

/** How a library system tells of its items in a MARC record. */
export interface ItemProfile {
  readonly name: string;
  /** The field of an item. */
  readonly tag: string;
  /** Whether a record is one of this system’s, where no profile is set. */
  readonly knows: (field: MarcField) => boolean;
  /** Subfields, the first that is there counts; several in one string are joined. Absent: the system does not tell. */
  readonly location?: readonly string[];
  readonly callNumber?: readonly string[];
  readonly type?: string;
  readonly barcode?: string;
  readonly due?: string;
  readonly status: (field: MarcField) => Meaning;
  /** How many copies one field stands for, by how they stand; one where absent. */
  readonly copies?: (field: MarcField) => readonly (readonly [meaning: Meaning, count: number])[];
  /** Where this was read. */
  readonly source: string;
}

const isSet = (field: MarcField, code: string): boolean => !['0', undefined].includes(field.first(code));
const count = (text: string | undefined): number => (/^\d{1,4}$/.test(text?.trim() ?? '') ? Number(text) : 0);
const has =
  (...codes: string[]) =>
  (field: MarcField): boolean =>
    codes.every((code) => field.first(code) !== undefined);

/** Evergreen's own statuses as it is installed (config.copy_status); a library may add some of its own. */
const EVERGREEN: Readonly<Record<string, Meaning>> = {
  available: holds(there, true),
  reshelving: holds(there, true),
  'checked out': holds(out, true),
  'in process': holds(away, true),
  'in transit': holds(away, true),
  'on holds shelf': holds(away, true),
  'on order': holds(ordered, true),
  bindery: holds(away, false),
  lost: holds(away, false),
  'lost and paid': holds(away, false),
  'long overdue': holds(away, false),
  missing: holds(away, false),
  ill: holds(away, false),
  cataloging: holds(away, false),
  reserves: holds(away, false),
  'discard/weed': holds(away, false),
  damaged: holds(away, false),
  'on reservation shelf': holds(away, false),
  'canceled transit': holds(away, false),
};

/** Sierra's status codes as it is installed. */
const SIERRA: Readonly<Record<string, Meaning>> = {
  '-': there,
  o: holds(away, false),
  m: holds(away, false),
  n: holds(away, false),
  z: holds(away, false),
  $: holds(away, false),
  '!': away,
  t: away,
  p: away,
};

/** What Koha knows of an item: lost, withdrawn and damaged weigh more than out, out more than not for loan. */
function koha(field: MarcField): Meaning {
  if (isSet(field, '1') || isSet(field, '0')) return holds(away, false);
  if (isSet(field, '4')) return away;
  if (field.first('q')) return out;
  const notForLoan = field.first('7') ?? '0';
  // negative: not yet, and a hold may be placed (-1 is "ordered" as Koha is installed); positive: never
  if (/^-\d+$/.test(notForLoan)) return holds(notForLoan === '-1' ? ordered : away, true);
  if (notForLoan === '3') return ordered;
  return notForLoan === '0' ? holds(there, true) : holds(away, false);
}

const SYMPHONY_AWAY = /^(CHECKEDOUT|ON-?LOAN)$/i;
const symphonyWhere = (at: string | undefined): Meaning => {
  if (!at) return there;
  if (SYMPHONY_AWAY.test(at)) return out;
  if (/^ON-?ORDER$/i.test(at)) return ordered;
  if (/^(MISSING|LOST|LOST-?\w+|DISCARD|WITHDRAWN|DAMAGED|BINDERY|REPAIR|RESERVES?|ILL|LONGOVRDUE)$/i.test(at))
    return holds(away, false);
  if (/^(HOLDS?|INTRANSIT|IN-?PROCESS|CATALOGING|BEINGHELD|UNAVAILABLE|AVAIL_?SOON)$/i.test(at)) return away;
  return there;
};

/** By system. What a system does not tell in MARC (FOLIO, Sierra and WMS do so in OPAC records) is told by `opac.ts`. */
export const PROFILES = {
  alma: {
    name: 'Alma',
    tag: 'AVA',
    knows: has('e'),
    location: ['q', 'b', 'c'],
    callNumber: ['d'],
    status: (field) => ({ available: there, unavailable: away })[field.first('e') ?? ''] ?? unclear,
    // one AVA is a holding of $f items, $g of which are not there
    copies: (field) => {
      const [all, gone] = [count(field.first('f')), count(field.first('g'))];
      return field.first('e') === 'check_holdings' || all === 0
        ? []
        : [
            [there, Math.max(0, all - gone)],
            [away, Math.min(all, gone)],
          ];
    },
    source: 'Ex Libris Developer Network, Retrieve Bib (expand=p_avail); Alma’s SRU answers the same field',
  },
  evergreen: {
    name: 'Evergreen',
    tag: '852',
    knows: (field) => field.first('n') !== undefined && field.first('g') !== undefined,
    location: ['d', 'b', 'a'],
    callNumber: ['c'],
    barcode: 'g',
    status: (field) => EVERGREEN[field.first('n')?.toLowerCase() ?? ''] ?? meaningOf(field.first('n')),
    source: 'Evergreen, OpenILS::WWW::SuperCat (SRU and Z39.50 with holdings) and 950.data.seed-values.sql (config.copy_status)',
  },
  'evergreen-file': {
    name: 'Evergreen (a file)',
    tag: '852',
    knows: (field) => has('p', 'z')(field) && (field.first('j') !== undefined || field.first('x') !== undefined),
    location: ['b', 'c'],
    callNumber: ['j'],
    barcode: 'p',
    status: (field) => {
      const meaning = EVERGREEN[field.first('z')?.toLowerCase() ?? ''] ?? meaningOf(field.first('z'));
      return field.all('x').some((flag) => ['unholdable', 'reference', 'noncirculating'].includes(flag))
        ? holds(meaning, false)
        : meaning;
    },
    source: 'Evergreen, OpenILS::WWW::Exporter (MARC with holdings)',
  },
  koha: {
    name: 'Koha',
    tag: '952',
    knows: (field) => ['7', '1', '0', 'o', 'q'].some((code) => field.first(code) !== undefined),
    location: ['c'],
    callNumber: ['o'],
    type: 'y',
    barcode: 'p',
    due: 'q',
    status: koha,
    source: 'Koha manual, Location and availability of items in MARC: 952',
  },
  folio: {
    name: 'FOLIO',
    tag: '952',
    knows: has('b', 'h'),
    callNumber: ['h'],
    barcode: 'b',
    // its MARC names items and says nothing of how they stand: that is in its OPAC records
    status: () => unclear,
    source: 'FOLIO Z39.50 server, etc/config.json (marcHoldings)',
  },
  polaris: {
    name: 'Polaris',
    tag: '852',
    knows: has('r', 'p'),
    location: ['a', 'b'],
    callNumber: ['h'],
    type: 'w',
    barcode: 'p',
    due: 'u',
    status: (field) =>
      ({ in: there, out, held: away, 'on-order': ordered })[field.first('r')?.toLowerCase() ?? ''] ?? meaningOf(field.first('r')),
    source: 'Answers of public Polaris servers, as the ReShare project keeps them among its tests (mod-rs, zresponsexml)',
  },
  sierra: {
    name: 'Sierra',
    tag: '945',
    knows: has('l', 's'),
    location: ['l'],
    callNumber: ['a b', 'c'],
    type: 't',
    barcode: 'i',
    status: (field) => SIERRA[field.first('s') ?? ''] ?? unclear,
    source:
      'Innovative, Sierra help: item status codes; load table of 945. Its Z39.50 answers OPAC records (Exporting Holdings Information)',
  },
  symphony: {
    name: 'Symphony',
    tag: '926',
    knows: has('a', 'b'),
    location: ['a', 'b'],
    callNumber: ['c'],
    type: 'd',
    status: (field) => symphonyWhere(field.first('b')),
    copies: (field) => {
      const copies = count(field.first('f'));
      return copies > 1 ? [[symphonyWhere(field.first('b')), copies]] : [];
    },
    source: 'SirsiDynix, WorkFlows help: Entering Item-level Holdings for Z39.50 Displays (926 and 927)',
  },
  'symphony-file': {
    name: 'Symphony (a file)',
    tag: '999',
    knows: (field) => has('a', 'l', 'm')(field) && field.first('i') !== undefined,
    location: ['m', 'l'],
    callNumber: ['a'],
    type: 't',
    barcode: 'i',
    // $k is where it is, when that is not its place
    status: (field) => {
      const meaning = symphonyWhere(field.first('k'));
      return meaning.status === 'available' && field.first('r') === 'N' ? holds(there, false) : meaning;
    },
    source: 'SirsiDynix, catalogdump: the holdings field 999',
  },
  wms: {
    name: 'WorldShare Management Services',
    tag: '852',
    // its items are in OPAC records only
    knows: () => false,
    status: () => unclear,
    source: 'Answers of WMS through a gateway, as the ReShare project keeps them among its tests (mod-rs, zresponsexml)',
  },
  marc21: {
    name: 'MARC 21 holdings',
    tag: '876',
    knows: has('p'),
    location: ['l'],
    type: 'h',
    barcode: 'p',
    status: (field) => (field.first('j') === undefined ? unclear : meaningOf(field.first('j'))),
    source:
      'MARC 21 Format for Holdings Data, 852 and 876–878 ($j status, $p piece designation, $h use restrictions, $l temporary location)',
  },
} as const satisfies Readonly<Record<string, ItemProfile>>;
export type ProfileName = keyof typeof PROFILES;

/** In the order in which they are tried where none is set: the ones that are hardest to mistake first. */
const TRIED: readonly ProfileName[] = [
  'alma',
  'symphony',
  'evergreen',
  'evergreen-file',
  'polaris',
  'koha',
  'folio',
  'sierra',
  'symphony-file',
  'marc21',
];

/** Whose items a record has: the profile that is set, or the first that knows its fields; undefined where it names no item. */
export function profileOf(record: MarcRecord, set?: ProfileName): ItemProfile | undefined {
  if (set) return PROFILES[set];
  const name = TRIED.find((one) => {
    const profile: ItemProfile = PROFILES[one];
    return record.fields(profile.tag).some((field) => profile.knows(field));
  });
  return name && PROFILES[name];
}

/** More copies of one title than anybody looks at. */
const MOST = 200;

/** The items a MARC record names, by the library system it is from. */
export function marcItems(record: MarcRecord, set?: ProfileName): ShelfItem[] {
  const profile = profileOf(record, set);
  if (!profile) return [];
  return record
    .fields(profile.tag)
    .filter((field) => !set || profile.knows(field) || profile.tag !== '852')
    .flatMap((field) => itemsOf(profile, field, record))
    .slice(0, MOST);
}

function itemsOf(profile: ItemProfile, field: MarcField, record: MarcRecord): ShelfItem[] {
  const read = (codes: readonly string[] | undefined): string[] =>
    codes?.flatMap((code) => code.split(' ').flatMap((one) => field.first(one) ?? [])) ?? [];
  const meaning = profile.status(field);
  // 852 of the same record holds what 876 does not repeat
  const [shelf] = profile.tag === '876' ? record.fields('852') : [];
  const parts = {
    callNumber:
      read(profile.callNumber).join(' ') || shelf ? read(profile.callNumber).join(' ') || callNumberOf(shelf) : undefined,
    location: [...new Set(read(profile.location))].join(', ') || shelf?.first('b'),
    type: profile.type && field.first(profile.type),
    barcode: profile.barcode && field.first(profile.barcode),
    due: profile.due && meaning.status === 'checked-out' ? dayOf(field.first(profile.due)) : undefined,
  };
  const copies = profile.copies?.(field) ?? [];
  if (!copies.length) return [shelfItem(meaning, parts)];
  return copies.flatMap(([how, many]) => Array.from({ length: Math.min(many, MOST) }, () => shelfItem(how, parts)));
}

/** MARC 21, 852: $k prefix, $h class, $i item part, $m suffix. */
export const callNumberOf = (field: MarcField | undefined): string | undefined =>
  ['k', 'h', 'i', 'm'].flatMap((code) => field?.first(code) ?? []).join(' ') || undefined;
