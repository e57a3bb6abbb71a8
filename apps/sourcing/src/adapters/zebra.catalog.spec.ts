import { startZebra, startZtest, type ZebraServer } from '#lib/testing';
import { PermanentError } from '#lib/messaging';
import type { SruVersion } from '#lib/catalog';
import { aBook, asked } from '../__fixtures__/asked.ts';
import { lookByZ3950, lookInOwnCatalog } from './own-catalog.ts';
import { searchByZ3950 } from './z3950.ts';
import { searchRetrieve } from './sru.ts';

const signal = (ms = 10_000) => AbortSignal.timeout(ms);
const field = (tag: string, ...subfields: readonly [string, string][]): string =>
  `<datafield tag="${tag}" ind1=" " ind2=" ">${subfields.map(([code, value]) => `<subfield code="${code}">${value}</subfield>`).join('')}</datafield>`;
const record = (id: string, ...fields: string[]): string =>
  `<record><leader>00000cam a2200000 a 4500</leader><controlfield tag="001">${id}</controlfield>${fields.join('')}</record>`;
const item = (barcode: string, ...more: [string, string][]): string =>
  field('952', ['7', '0'], ['c', 'STACKS'], ['o', 'PS3563 .O8749'], ['p', barcode], ['y', 'BOOK'], ...more);
/** As many as a catalog has that every search finds too much in. */
const MANY = 10_000;

describe('a real catalog: Zebra', () => {
  let zebra: ZebraServer;
  let closed: ZebraServer;
  beforeAll(async () => {
    const beloved = record(
      'b1',
      field('020', ['a', '9781400033416']),
      field('100', ['a', 'Morrison, Toni']),
      field('245', ['a', 'Beloved :'], ['b', 'a novel']),
      item('31000001'),
      item('31000002', ['q', '2026-03-12']),
    );
    const umlaut = record(
      'b2',
      field('100', ['a', 'Müller, Käthe']),
      field('245', ['a', 'Grenzüberschreitungen']),
      item('31000003'),
    );
    const many = Array.from({ length: MANY }, (_, n) => record(`h${n}`, field('245', ['a', `History volume ${n}`])));
    zebra = await startZebra(
      `<collection xmlns="http://www.loc.gov/MARC21/slim">${[beloved, umlaut, ...many].join('')}</collection>`,
    );
    closed = await startZebra(`<collection xmlns="http://www.loc.gov/MARC21/slim">${beloved}</collection>`, {
      name: 'trillium',
      password: 'right',
    });
  });
  afterAll(() => Promise.all([zebra.stop(), closed.stop()]));

  const beloved = () => asked('loan', aBook('Beloved', 'Morrison, Toni', '9781400033416'));
  const account = (settings: Record<string, string> = {}, secrets: Record<string, string> = {}, server = zebra) => ({
    address: server.z3950,
    settings,
    secrets,
  });
  const HELD = [
    {
      record: 'b1',
      title: 'Beloved : a novel',
      isbn: ['9781400033416'],
      format: 'print',
      match: 'same',
      items: [
        { status: 'available', callNumber: 'PS3563 .O8749', location: 'STACKS', type: 'BOOK', holdable: true },
        { status: 'checked-out', due: '2026-03-12', callNumber: 'PS3563 .O8749', location: 'STACKS', type: 'BOOK' },
      ],
    },
  ];

  it.each<SruVersion>(['1.1', '1.2', '2.0'])('is searched by SRU %s', async (version) => {
    expect((await lookInOwnCatalog({ address: zebra.sru, version }, beloved(), signal())).records).toEqual(HELD);
  });
  it('tells holdings of ISO 20775 by themselves', async () => {
    const { records } = await lookInOwnCatalog({ address: zebra.sru, holdings: 'isohold' }, beloved(), signal());
    expect(records[0]!.items).toEqual([
      { status: 'available', callNumber: 'PS3563 .O8749' },
      { status: 'unavailable', callNumber: 'PS3563 .O8749' },
    ]);
  });
  it.each(['opac', 'usmarc', 'xml'])('is searched by Z39.50, asked for %s, with the same result', async (syntax) => {
    expect((await lookByZ3950(account({ syntax }), beloved(), signal())).records).toEqual(HELD);
  });
  it('keeps letters beyond ASCII by both protocols', async () => {
    const wanted = asked('loan', aBook('Grenzüberschreitungen', 'Müller, Käthe'));
    for (const found of [
      await searchByZ3950(account(), { title: 'Grenzüberschreitungen' }, signal()),
      await searchRetrieve({ address: zebra.sru }, 'rec.id=b2', signal()),
    ])
      expect(found.records.map(({ marc }) => marc.fields('100')[0]?.first('a'))).toEqual(['Müller, Käthe']);
    expect((await lookInOwnCatalog({ address: zebra.sru }, wanted, signal())).records).toHaveLength(1);
  });
  it('says how many it found where it is too many, and then nobody knows', async () => {
    const { total, records } = await searchRetrieve({ address: zebra.sru }, 'dc.title=history', signal());
    expect([total, records.length]).toEqual([MANY, 50]);
    const history = asked('loan', aBook('History', 'Nobody'));
    for (const look of [
      lookInOwnCatalog({ address: zebra.sru }, asked('loan', { kind: 'book', title: 'History' }), signal()),
      lookByZ3950(account(), asked('loan', { kind: 'book', title: 'History' }), signal()),
    ])
      await expect(look).rejects.toThrow(/found 10000 records and sent 50; the title is none of these/);
    expect((await lookInOwnCatalog({ address: zebra.sru }, history, signal())).records).toEqual([]);
  });
  it('says what is wrong with a query, and that is for good', async () => {
    const unknown = searchRetrieve({ address: zebra.sru }, 'dc.nonsense=x', signal());
    await expect(unknown).rejects.toThrow(/Unsupported index \(16; the catalog has no such index\)/);
    await expect(unknown).rejects.toThrow(PermanentError);
    await expect(searchRetrieve({ address: zebra.sru, schema: 'mods' }, 'dc.title=beloved', signal())).rejects.toThrow(/schema/);
  });
  it('finds nothing without a complaint', async () => {
    const nothing = asked('loan', aBook('There is no such book', 'Nobody', '9780306406157'));
    expect((await lookInOwnCatalog({ address: zebra.sru }, nothing, signal())).records).toEqual([]);
    expect((await lookByZ3950(account(), nothing, signal())).records).toEqual([]);
  });
  it('takes what could be a command for a word', async () => {
    const bad = asked('loan', aBook('x"\nquit\nopen tcp:127.0.0.1:1', 'a\\" @or'));
    expect((await lookByZ3950(account(), bad, signal())).records).toEqual([]);
  });
  it('wants to know who asks, by Z39.50', async () => {
    const right = account({ user: 'trillium' }, { password: 'right' }, closed);
    expect((await lookByZ3950(right, beloved(), signal())).records).toHaveLength(1);
    const wrong = lookByZ3950(account({ user: 'trillium' }, { password: 'wrong' }, closed), beloved(), signal());
    await expect(wrong).rejects.toThrow(/Bad Userid and\/or Password/);
    await expect(wrong).rejects.toThrow(PermanentError);
    // a password that would be a line of its own
    const two = lookByZ3950(account({ user: 'trillium' }, { password: 'a\nquit' }, closed), beloved(), signal());
    await expect(two).rejects.toThrow(/line break/);
  });
  it('ends with its time', async () => {
    await expect(lookByZ3950(account(), beloved(), AbortSignal.abort(new Error('over')))).rejects.toThrow('over');
  });
});

describe('a real server of OPAC records: yaz-ztest', () => {
  it('tells of a copy in the holdings beside the record', async () => {
    const server = await startZtest();
    try {
      const { records } = await searchByZ3950(
        { address: server.z3950, settings: {}, secrets: {} },
        { title: 'computer' },
        signal(),
      );
      expect(records[0]!.marc.fields('245')[0]?.first('a')).toBe('How to program a computer');
      expect(records[0]!.items).toEqual([
        {
          status: 'available',
          callNumber: 'MLCM 89/00602 (N)',
          location: 'Main or Science/Business Reading Rms - STORED OFFSITE',
          barcode: '1226176',
        },
      ]);
    } finally {
      await server.stop();
    }
  });
});
