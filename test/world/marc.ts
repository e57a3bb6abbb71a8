import type { Holding, Item, Journal, Library, Work, WorldData } from './data.ts';
import { escape } from './xml.ts';

/** A title of a catalog: a work that is lent whole, or a journal. */
export type Title = { readonly work: Work } | { readonly journal: Journal };
export const titleId = (title: Title): string => ('work' in title ? title.work.id : title.journal.id);

type Field = readonly [tag: string, indicators: string, ...subfields: readonly (readonly [string, string | undefined])[]];

function field([tag, indicators, ...subfields]: Field): string {
  const [one, two] = [indicators[0] ?? ' ', indicators[1] ?? ' '];
  const inner = subfields
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([code, value]) => `<subfield code="${code}">${escape(value!)}</subfield>`)
    .join('');
  return inner ? `<datafield tag="${tag}" ind1="${one}" ind2="${two}">${inner}</datafield>` : '';
}

function bibliographic(title: Title, url: string): Field[] {
  if ('journal' in title) {
    const { journal } = title;
    return [
      ...journal.issn.map((issn): Field => ['022', '  ', ['a', issn]]),
      ['245', '00', ['a', journal.title]],
      ['264', ' 1', ['b', journal.publisher]],
    ];
  }
  const { work } = title;
  const [first, ...others] = work.authors;
  return [
    ...(work.isbn ?? []).map((isbn): Field => ['020', '  ', ['a', isbn]]),
    ['050', ' 4', ['a', work.lcClass]],
    ['100', '1 ', ['a', first]],
    ['245', '10', ['a', work.title], ['c', work.authors.join(' ; ')]],
    ['250', '  ', ['a', work.edition]],
    ['264', ' 1', ['a', work.place], ['b', work.publisher], ['c', work.year?.toString()]],
    ['300', '  ', ['a', work.kind === 'av' ? `${work.pieces ?? 1} videodisc(s)` : undefined]],
    ...(work.kind === 'av' ? ([['338', '  ', ['a', 'videodisc'], ['b', 'vd'], ['2', 'rdacarrier']]] as Field[]) : []),
    ...(work.kind === 'dissertation'
      ? ([['502', '  ', ['b', 'Ph. D.'], ['c', work.institution], ['d', work.year?.toString()]]] as Field[])
      : []),
    ...(work.subjects ?? []).map((subject): Field => ['650', ' 0', ['a', subject]]),
    ...(work.genres ?? []).map((genre): Field => ['655', ' 7', ['a', genre], ['2', 'lcgft']]),
    ...others.map((name): Field => ['700', '1 ', ['a', name]]),
    ...(work.repositoryCopy
      ? ([['856', '40', ['u', `${url}/openaccess/repository/${work.id}.pdf`], ['z', 'Repository copy, open access']]] as Field[])
      : []),
  ];
}

// Koha's 952: $q is set while it is out, $1 says lost, $7 not for loan (1 on reserve, 2 in repair, 3 on order)
const NOT_FOR_LOAN: Readonly<Record<string, string>> = { reserve: '1', 'in-repair': '2', 'on-order': '3' };
const NOTES: Readonly<Record<Item['status'], string>> = {
  available: 'Available',
  'checked-out': 'Checked out',
  reserve: 'On course reserve',
  missing: 'Missing',
  'in-repair': 'In repair',
  'on-order': 'On order',
};
const itemField = (item: Item, holding: Holding): Field => [
  '952',
  '  ',
  ['a', holding.library],
  ['b', item.branch ?? holding.library],
  ['c', item.location ?? 'STACKS'],
  ['o', item.callNumber],
  ['p', item.barcode],
  ['q', item.status === 'checked-out' ? item.due : undefined],
  ['y', item.type],
  ['1', item.status === 'missing' ? '1' : '0'],
  ['7', NOT_FOR_LOAN[item.status] ?? '0'],
  ['z', NOTES[item.status]],
];
/** Evergreen's names of copy statuses. */
const EVERGREEN: Readonly<Record<Item['status'], string>> = {
  available: 'Available',
  'checked-out': 'Checked out',
  reserve: 'On reservation shelf',
  missing: 'Missing',
  'in-repair': 'Bindery',
  'on-order': 'On order',
};
/** A copy as Evergreen gives records out with holdings: $b owning and circulating library, $j call number, $p barcode, $x flags, $z status. */
const evergreenField = (item: Item, { library, lends }: Holding): Field => [
  '852',
  '4 ',
  ['a', 'US'],
  ['b', item.branch ?? library],
  ['b', item.branch ?? library],
  ['c', item.location ?? 'Stacks'],
  ['j', item.callNumber],
  ['g', item.type],
  ['p', item.barcode],
  ['x', item.holdable === false ? 'unholdable' : 'holdable'],
  ['x', lends === 'in-library-use' ? 'noncirculating' : 'circulating'],
  ['x', 'visible'],
  ['z', EVERGREEN[item.status]],
];
const coverage = (holding: Holding): string | undefined =>
  holding.from === undefined ? undefined : `${holding.from}-${holding.to ?? ''}`;

/** Terms of use and reproduction (MARC 845), for whoever holds it: what a license says of ILL, and whether it is lent. */
const termFields = (holding: Holding): Field[] =>
  [holding.terms, holding.lends]
    .filter((code) => code !== undefined)
    .map((code): Field => ['845', '  ', ['a', code.replaceAll('-', ' ')], ['f', code], ['5', holding.library]]);

const COUNTRIES: Readonly<Record<string, string>> = { US: 'xxu', DE: 'gw', GB: 'xxk', CA: 'xxc', FR: 'fr' };

/**
 * MARCXML of a title. In the library's own catalog with items (952) and, for what it holds online, its coverage (866); in the union
 * catalog of a shared system with every member's copies (852, as Evergreen writes them); in the union catalog with who holds it: 850 $a symbol, 852 $a symbol $h call number $3 years $n country (MARC code) $x print or electronic,
 * 845 $f terms $5 symbol.
 */
export function marcXml(
  title: Title,
  holdings: readonly Holding[],
  data: WorldData,
  url: string,
  as: 'own' | 'shared' | 'union',
): string {
  const kind = 'journal' in title ? 'as' : title.work.kind === 'av' ? 'gm' : 'am';
  const library = (holding: Holding): Library | undefined => data.libraries.find((row) => row.symbol === holding.library);
  const held =
    as === 'shared'
      ? holdings.flatMap((holding) => (holding.items ?? []).map((item) => evergreenField(item, holding)))
      : as === 'union'
        ? holdings.flatMap((holding): Field[] => [
            ['850', '  ', ['a', holding.library]],
            [
              '852',
              '8 ',
              ['3', coverage(holding)],
              ['a', holding.library],
              ['h', holding.items?.[0]?.callNumber],
              ['n', COUNTRIES[library(holding)?.country ?? ''] ?? 'xx'],
              ['x', holding.format],
              ['z', library(holding)?.name],
            ],
            ...termFields(holding),
          ])
        : holdings.flatMap((holding): Field[] => [
            ['866', ' 0', ['a', coverage(holding)], ['x', holding.from === undefined ? undefined : holding.format]],
            ...(holding.items ?? []).map((item) => itemField(item, holding)),
          ]);
  const year = 'work' in title ? String(title.work.year ?? '    ') : '    ';
  // 008/22: j is for juvenile readers
  const audience = 'work' in title && title.work.genres?.some((genre) => genre.startsWith('Juvenile')) ? 'j' : ' ';
  return (
    '<record xmlns="http://www.loc.gov/MARC21/slim">' +
    `<leader>00000c${kind} a2200000 i 4500</leader>` +
    `<controlfield tag="001">${escape(titleId(title))}</controlfield>` +
    `<controlfield tag="008">251006s${year}    xx     ${audience}      000 0 eng d</controlfield>` +
    [...bibliographic(title, url), ...held].map(field).join('') +
    '</record>'
  );
}
