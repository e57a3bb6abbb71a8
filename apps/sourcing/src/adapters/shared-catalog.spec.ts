import type { Asked } from '#lib/policy';
import { loadData, startWorld, type World } from '#test/world';
import { asked } from '../../../../libs/policy/src/__fixtures__/findings.ts';
import { marcRecord } from '#lib/catalog';
import type { Sharing } from './look-ups.port.ts';
import { lookInSharedCatalog, sharedRecord } from './shared-catalog.ts';

const beloved = (more: Partial<Asked> = {}): Asked =>
  asked(
    { library: 'CPL', sharedSystem: 'EVERGREEN', ...more },
    { title: 'Beloved', authors: ['Morrison, Toni'], isbn: ['9781400033416'], year: 2004 },
  );
const sharing: Sharing = { own: ['CPL', 'CPL-MAIN', 'CPL-EAST', 'CPL-MILL'], members: { 'TSU-MAIN': 'TSU' } };

describe('the shared catalog', () => {
  let world: World;
  const data = loadData();
  beforeAll(async () => {
    const [item] = data.holdings.find(({ library }) => library === 'RFL')!.items!;
    const more = [
      { ...item!, barcode: 'new', holdable: false, type: 'NEW-DVD' },
      { ...item!, barcode: 'out', status: 'checked-out' as const, due: '2025-10-20' },
    ];
    data.holdings.push({ library: 'RFL', work: 'beloved', format: 'print', items: more, lends: 'loan', union: false });
    data.holdings.push({
      library: 'RFL',
      work: 'beloved',
      format: 'print',
      items: [item!],
      lends: 'in-library-use',
      union: false,
    });
    world = await startWorld({ data });
  });
  afterAll(() => world.close());

  it('tells the copies of others with what the shared system says of lending them', async () => {
    const { records } = await lookInSharedCatalog(
      { address: `${world.url}/sru/CPL/shared` },
      beloved(),
      sharing,
      AbortSignal.timeout(5000),
    );
    expect(records).toMatchObject([{ match: 'same', title: 'Beloved' }]);
    expect(
      records[0]!.copies.map(({ library, status, holdable, circulates }) => [library, status, holdable, circulates]),
    ).toEqual([
      ['RFL', 'available', true, true],
      ['RFL', 'available', false, true],
      ['RFL', 'checked-out', true, true],
      ['RFL', 'available', true, false],
    ]);
  });

  it('takes a copy that says nothing of its status for one that is not there, and a branch for its library', () => {
    const record = marcRecord({
      leader: '00000cam a2200000 i 4500',
      control: { '001': '42' },
      fields: [
        ['020', [['a', '9781400033416']]],
        ['245', [['a', 'Beloved']]],
        ['852', [['b', 'TSU-MAIN'], ['p', '1']]],
      ],
    }); // prettier-ignore
    expect(sharedRecord(record, beloved(), sharing)).toMatchObject([{ copies: [{ library: 'TSU', status: 'unavailable' }] }]);
  });
});
