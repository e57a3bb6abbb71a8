import { readFileSync } from 'node:fs';
import { readSru } from '../sru/answer.ts';
import { coverageOf, onlineCoverageOf } from './coverage.ts';
import type { ShelfItem } from './item.ts';
import { marcItems, PROFILES, type ProfileName } from './profiles.ts';

const sample = (name: string): string => readFileSync(new URL(`../__fixtures__/samples/${name}.xml`, import.meta.url), 'utf8');
/** Items of the first record, as own-catalog takes them: those of holdings sent along first. */
const itemsOf = (xml: string, set?: ProfileName): readonly ShelfItem[] => {
  const [record] = readSru(xml).records;
  return record!.items?.length ? record!.items : marcItems(record!.marc, set);
};
const brief = ({ status, due, callNumber, location, type, holdable }: ShelfItem): string =>
  [
    status,
    due && `due ${due}`,
    location,
    callNumber,
    type,
    holdable === undefined ? undefined : holdable ? 'holdable' : 'not holdable',
  ]
    .filter(Boolean)
    .join(' | ');

const MORRISON = 'PS3563 .O8749';
const SAMPLES: Readonly<Record<string, { readonly profile?: ProfileName; readonly items: readonly string[] }>> = {
  koha: {
    profile: 'koha',
    items: [
      `available | STACKS | ${MORRISON} | BOOK | holdable`,
      `checked-out | due 2026-03-12 | STACKS | ${MORRISON} | BOOK`,
      'unavailable | BOOK | not holdable',
      'on-order | BOOK | holdable',
      'unavailable | REF | REF | not holdable',
    ],
  },
  evergreen: {
    profile: 'evergreen',
    items: [
      'available | RVL-MAIN, Fiction | FIC MOR | holdable',
      'checked-out | RVL-WEST, RVL-MAIN, Fiction | FIC MOR | holdable',
      'unavailable | RVL-MAIN, Fiction | FIC MOR | holdable',
      'unavailable | RVL-MAIN, Reserve | FIC MOR | not holdable',
      'unknown | RVL-MAIN, Fiction | FIC MOR',
    ],
  },
  alma: {
    profile: 'alma',
    items: [
      `available | Main Library, MAIN, Stacks | ${MORRISON}`,
      `available | Main Library, MAIN, Stacks | ${MORRISON}`,
      `unavailable | Main Library, MAIN, Stacks | ${MORRISON}`,
      `unavailable | Annex, ANNEX, Storage | ${MORRISON}`,
      'unknown | Special Collections, SPEC, Rare',
    ],
  },
  polaris: {
    profile: 'polaris',
    items: [
      'available | Main Library, Adult fiction | FIC Morrison | Hardcover',
      'checked-out | due 2025-12-15 | Main Library, Adult fiction | FIC Morrison | Hardcover',
      'unavailable | Main Library, Adult fiction | FIC Morrison | Paperback',
    ],
  },
  symphony: {
    profile: 'symphony',
    items: [
      `available | MAIN, STACKS | ${MORRISON} | STKS-MONO`,
      `available | MAIN, STACKS | ${MORRISON} | STKS-MONO`,
      `checked-out | MAIN, CHECKEDOUT | ${MORRISON} | STKS-MONO`,
      `unavailable | WEST, RESERVES | ${MORRISON} | BOOK | not holdable`,
    ],
  },
  'symphony-file': {
    profile: 'symphony-file',
    items: [
      `available | MAIN, STACKS | ${MORRISON} | BOOK`,
      `checked-out | MAIN, STACKS | ${MORRISON} | BOOK`,
      `available | MAIN, REFERENCE | ${MORRISON} | REF | not holdable`,
    ],
  },
  'sierra-file': {
    profile: 'sierra',
    items: [
      'available | main | PS3563.O8749 B4 1987 | 0',
      'unavailable | main | PS3563.O8749 | 0 | not holdable',
      'unknown | ref | PS3563.O8749 | 2',
    ],
  },
  marc21: {
    profile: 'marc21',
    items: [
      'available | Main | PS3563.O8749 B4 1987',
      'checked-out | Main | PS3563.O8749 B4 1987 | Two weeks',
      'unknown | Main | PS3563.O8749 B4 1987',
    ],
  },
  folio: {
    items: [
      `available | Olin Library, Olin | ${MORRISON} | Book`,
      `checked-out | due 2026-02-01 | Olin Library, Olin | ${MORRISON}`,
      `unavailable | Olin Reserve | ${MORRISON} | not holdable`,
      `unavailable | Olin Library, Olin | ${MORRISON} | not holdable`,
    ],
  },
  sierra: {
    items: [
      `available | Circulation | ${MORRISON}`,
      `available | Circulation | ${MORRISON}`,
      `checked-out | due 2026-01-11 | Circulation | ${MORRISON}`,
      `unavailable | Reference | ${MORRISON} | not holdable`,
      `unavailable | Circulation | ${MORRISON} | not holdable`,
      `unknown | Circulation | ${MORRISON}`,
    ],
  },
  wms: {
    items: [
      `available | LFMM, General Collection | ${MORRISON}`,
      `checked-out | due 2026-01-20 | LFMM, General Collection | ${MORRISON}`,
    ],
  },
};

describe.each(Object.entries(SAMPLES))('items as %s tells of them', (name, { profile, items }) => {
  it('are read', () => {
    expect(itemsOf(sample(name)).map(brief)).toEqual(items);
  });
  it('are the same where its profile is set', () => {
    // those that come in OPAC records need none
    expect(itemsOf(sample(name), profile ?? 'wms').map(brief)).toEqual(items);
  });
  it('are the same without namespaces, and with prefixes of any kind', () => {
    const bare = sample(name)
      .replaceAll(/ xmlns(?::\w+)?="[^"]*"/g, '')
      .replaceAll(/(<\/?)\w+:/g, '$1');
    expect(itemsOf(bare).map(brief)).toEqual(items);
    const prefixed = sample(name)
      .replaceAll(/<(\/?)(record|leader|controlfield|datafield|subfield)\b(?=[ >])/g, '<$1m:$2')
      .replaceAll(' xmlns="http://www.loc.gov/MARC21/slim"', ' xmlns:m="http://www.loc.gov/MARC21/slim"');
    expect(itemsOf(prefixed).map(brief)).toEqual(items);
  });
  it('are the same where the record is packed as a string', () => {
    const packed = sample(name).replace(
      /(recordData>)([\s\S]*)(<\/[\w:]*recordData>)/,
      (_, before: string, xml: string, after: string) =>
        before + xml.trim().replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') + after,
    );
    expect(itemsOf(packed).map(brief)).toEqual(items);
  });
});

describe('items', () => {
  it('are none where a record names none', () => {
    const record = readSru(sample('sierra')).records[0]!.marc;
    expect(marcItems(record)).toEqual([]);
    for (const name of Object.keys(PROFILES) as ProfileName[]) expect(marcItems(record, name)).toEqual([]);
  });
  it('of ISO 20775 are read piece by piece, or counted', () => {
    const { holdings } = readSru(sample('isohold'));
    expect(holdings.get(1)!.map(brief)).toEqual([
      `available | Main, Stacks | ${MORRISON} | book | holdable`,
      `checked-out | due 2026-02-14 | Main | ${MORRISON}`,
      'unknown | Main',
    ]);
    expect(holdings.get(2)!.map(brief)).toEqual(['available', 'unavailable', 'unavailable', 'on-order']);
  });
  it('read online only are covered as the license says', () => {
    const { marc } = readSru(sample('alma-journal')).records[0]!;
    expect(onlineCoverageOf(marc)).toEqual({ years: [{ from: 1995, to: 1999 }, { from: 2004 }] });
    expect(coverageOf(marc)).toEqual({});
  });
});
