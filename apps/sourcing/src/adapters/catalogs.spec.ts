import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Asked } from '#lib/policy';
import { PermanentError } from '#lib/messaging';
import { keyOfAccount, startWorld, type World } from '#test/world';
import { aBook, aPartner, asked } from '../__fixtures__/asked.ts';
import { lookInWorldCat, withWorldCat } from './oclc-holders.ts';
import { WorldCat, worldCatQuery } from './oclc.ts';
import { lookInOwnCatalog } from './own-catalog.ts';
import { searchRetrieve } from './sru.ts';
import { lookInUnionCatalog } from './union-catalog.ts';

const signal = (ms = 5000) => AbortSignal.timeout(ms);

describe('a catalog by SRU', () => {
  let server: Server;
  let answers: string[];
  let queries: URLSearchParams[];
  let address: string;
  beforeAll(async () => {
    server = createServer((request, response) => {
      queries.push(new URL(request.url ?? '', 'http://x').searchParams);
      response.setHeader('content-type', 'application/xml').end(answers.length > 1 ? answers.shift() : answers[0]);
    });
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sru`;
  });
  beforeEach(() => (queries = []));
  afterAll(() => server.close());

  const answer = (inner: string, total = 1) =>
    `<searchRetrieveResponse xmlns="http://www.loc.gov/zing/srw/"><numberOfRecords>${total}</numberOfRecords>${inner}</searchRetrieveResponse>`;
  const record = (data: string) =>
    `<records><record><recordData>${data}</recordData><recordPosition>1</recordPosition></record></records>`;
  const marc = (title: string) =>
    record(
      `<record><leader>00000nam a22</leader><controlfield tag="001">b1</controlfield><datafield tag="245"><subfield code="a">${title}</subfield></datafield></record>`,
    );
  const diagnostic = (code: number, message: string, details = '') =>
    answer(
      `<diagnostics><diagnostic><uri>info:srw/diagnostic/1/${code}</uri><details>${details}</details><message>${message}</message></diagnostic></diagnostics>`,
      0,
    );
  const wanted = (): Asked => asked('loan', aBook('Beloved', 'Morrison, Toni'));

  it('is asked again in the version it says it speaks', async () => {
    answers = [diagnostic(5, 'Unsupported version', '1.1'), answer(marc('Beloved'))];
    expect((await searchRetrieve({ address, version: '2.0' }, 'x', signal())).records).toHaveLength(1);
    expect(queries.map((query) => query.get('version'))).toEqual(['2.0', '1.1']);
    expect(queries[1]!.get('operation')).toBe('searchRetrieve');
  });
  it('is asked once more only', async () => {
    answers = [diagnostic(5, 'Unsupported version', '1.1')];
    await expect(searchRetrieve({ address }, 'x', signal())).rejects.toThrow('set another SRU version at the connector');
    expect(queries).toHaveLength(2);
  });
  it('is not asked again about what it refuses, and again later where it is down', async () => {
    answers = [diagnostic(16, 'Unsupported index', 'bath.isbn')];
    const refused = searchRetrieve({ address }, 'x', signal());
    await expect(refused).rejects.toThrow(PermanentError);
    await expect(refused).rejects.toThrow('Unsupported index: bath.isbn (16; the catalog has no such index)');
    answers = [diagnostic(2, 'System temporarily unavailable')];
    const down: unknown = await searchRetrieve({ address }, 'x', signal()).catch((error: unknown) => error);
    expect(down).not.toBeInstanceOf(PermanentError);
    expect((down as Error).message).toMatch(/cannot answer now/);
  });
  it('tells its holdings by themselves where it is set so', async () => {
    const piece =
      '<copyInformation><pieceIdentifier><value>1</value></pieceIdentifier><shelfLocator>X 1</shelfLocator><availabilityInformation><status><availabilityStatus>1</availabilityStatus></status></availabilityInformation></copyInformation>';
    answers = [
      answer(marc('Beloved')),
      answer(record(`<holdings><holding><holdingSimple><copiesSummary/>${piece}</holdingSimple></holding></holdings>`)),
    ];
    const { records } = await lookInOwnCatalog({ address, holdings: 'isohold' }, wanted(), signal());
    expect(records[0]!.items).toEqual([{ status: 'available', callNumber: 'X 1' }]);
    expect(queries.map((query) => query.get('recordSchema'))).toEqual(['marcxml', 'isohold']);
  });
  it('does not know how a copy stands that it does not name', async () => {
    answers = [answer(marc('Beloved'))];
    expect((await lookInOwnCatalog({ address }, wanted(), signal())).records[0]!.items).toEqual([{ status: 'unknown' }]);
  });
  it('does not know what it has where it found more than it sent', async () => {
    answers = [answer(marc('Another book'), 10_000)];
    const look = lookInOwnCatalog({ address }, wanted(), signal());
    await expect(look).rejects.toThrow('the catalog found 10000 records and sent 1; the title is none of these');
    await expect(look).rejects.toThrow(PermanentError);
    await expect(
      lookInUnionCatalog({ address }, wanted(), { symbol: 'BLL', country: 'US', partners: [aPartner('HFC')] }, signal()),
    ).rejects.toThrow(PermanentError);
    answers = [answer(marc('Beloved'), 10_000)];
    expect((await lookInOwnCatalog({ address }, wanted(), signal())).records).toHaveLength(1);
  });
  it.each([
    ['broken XML', '<searchRetrieveResponse><records>'],
    ['a web page', '<!DOCTYPE html><html><body>It works!</body></html>'],
    ['nothing', ''],
  ])('answers %s: that is for good', async (_, text) => {
    answers = [text];
    await expect(lookInOwnCatalog({ address }, wanted(), signal())).rejects.toThrow(PermanentError);
  });
});

describe("OCLC's WorldCat, as the simulated world plays it", () => {
  let world: World;
  const account = (secret = keyOfAccount('BLL')) => ({
    address: `${world.url}/oclc/worldcat/search/v2`,
    settings: { user: 'wskey' },
    secrets: { secret },
  });
  const jacobs = () => asked('loan', aBook('The Death and Life of Great American Cities', 'Jacobs, Jane', '9780679741954'));
  const borrower = (...symbols: string[]) => ({ symbol: 'BLL', country: 'US', partners: symbols.map((one) => aPartner(one)) });
  beforeAll(async () => {
    world = await startWorld({ clock: { rate: 0 } });
  });
  afterAll(() => world.close());

  it('tells which partners hold it, and nobody else', async () => {
    const { holders } = await lookInWorldCat(account(), jacobs(), borrower('HFC', 'OCLC:TSU', 'ZZX'), signal());
    expect(holders.map(({ symbol, edition, maySupply }) => [symbol, edition, maySupply])).toEqual(
      expect.arrayContaining([
        ['HFC', 'same', true],
        ['OCLC:TSU', 'same', true],
      ]),
    );
    expect(holders.map(({ symbol }) => symbol)).not.toContain('BLL');
    expect((await lookInWorldCat(account(), jacobs(), borrower(), signal())).holders).toEqual([]);
  });
  it('adds to the union catalog whom that does not name', async () => {
    const both = borrower('HFC', 'TSU');
    const union = await lookInUnionCatalog({ address: `${world.url}/sru/union` }, jacobs(), both, signal());
    const oclc = await lookInWorldCat(account(), jacobs(), both, signal());
    expect(withWorldCat(union, oclc)).toEqual(union);
    expect(withWorldCat({ ...union, holders: [] }, oclc).holders).toEqual(oclc.holders);
  });
  it('is asked for a token once, and refuses a wrong secret for good', async () => {
    const worldCat = new WorldCat();
    const tokens = () => world.state.lookups.get('oclc-token') ?? 0;
    const before = tokens();
    await worldCat.bibs(account(), 'bn:9780679741954', signal());
    await worldCat.bibs(account(), 'bn:9780679741954', signal());
    expect(tokens()).toBe(before + 1);
    await expect(new WorldCat().bibs(account('guessed'), 'bn:9780679741954', signal())).rejects.toThrow(/refuses the key/);
    await expect(new WorldCat().bibs(account('guessed'), 'x', signal())).rejects.toThrow(PermanentError);
  });
  it('finds nothing without a complaint', async () => {
    const { holders } = await lookInWorldCat(
      account(),
      asked('loan', aBook('No such book', 'Nobody')),
      borrower('HFC'),
      signal(),
    );
    expect(holders).toEqual([]);
  });
  it('is asked by number, and by words that cannot leave their quotes', () => {
    expect(worldCatQuery(aBook('Cities "of" men: a study', 'Jacobs, Jane', '9780679741954'))).toBe(
      'bn:9780679741954 OR (ti:"Cities of men" AND au:"Jacobs")',
    );
    expect(worldCatQuery({ kind: 'article', authors: [], issn: ['1078-8956'], isbn: [], container: 'Nature medicine' })).toBe(
      'in:1078-8956',
    );
    expect(worldCatQuery({ kind: 'book', authors: [], issn: [], isbn: [] })).toBeUndefined();
  });
});
