import {
  closedPort,
  faultServer,
  SIX_FAULTS,
  startZebra,
  startZtest,
  type Fault,
  type FaultServer,
  type ZebraServer,
} from '#lib/testing';
import { NetworkConnections } from './network-connections.ts';

const connections = new NetworkConnections(1500);
const servers = new Map<Fault, FaultServer>();
let open: ZebraServer;
let closed: ZebraServer;
let opac: ZebraServer;

const record =
  '<collection xmlns="http://www.loc.gov/MARC21/slim"><record><leader>00000cam a2200000 a 4500</leader><controlfield tag="001">b1</controlfield><datafield tag="245" ind1="1" ind2="0"><subfield code="a">The library of Babel</subfield></datafield></record></collection>';
beforeAll(async () => {
  for (const fault of ['web-page', 'self-signed', 'silent'] satisfies Fault[]) servers.set(fault, await faultServer(fault));
  open = await startZebra(record);
  closed = await startZebra(record, { name: 'trillium', password: 'right' });
  opac = await startZtest();
});
afterAll(async () => {
  for (const server of servers.values()) await server.close();
  for (const server of [open, closed, opac]) await server.stop();
});

const test = (address: string, settings: Record<string, string> = {}, secrets: Record<string, string> = {}) =>
  connections.test('LCC', { kind: 'z3950', address, settings, secrets });
const at = (fault: Fault, scheme = 'z3950'): string => `${scheme}://localhost:${servers.get(fault)!.port}/Default`;

/** Where each of the six is, and what is given there. */
const PLACES: Readonly<Record<(typeof SIX_FAULTS)[number][1], () => ReturnType<typeof test>>> = {
  'unknown-name': () => test('z3950://no-such-server.invalid:7777/Default'),
  unreachable: async () => test(`z3950://127.0.0.1:${await closedPort()}/Default`),
  untrusted: () => test(at('self-signed', 'z3950s')),
  'credentials-refused': () => test(closed.z3950, { user: 'trillium' }, { password: 'guessed' }),
  'another-service': () => test(at('web-page')),
  'too-slow': () => test(at('silent')),
};

describe('the test of a connection: z3950', () => {
  const words = new Set<string>();

  it('works, with the hits it saw', async () => {
    expect(await test(open.z3950)).toEqual({
      ok: true,
      words: 'The catalog answers searches by Z39.50.',
      seen: '1 records with "library" in their title',
    });
  });
  it('works where credentials are right', async () => {
    expect(await test(closed.z3950, { user: 'trillium' }, { password: 'right' })).toMatchObject({ ok: true });
  });
  it('says that holdings come along', async () => {
    expect(await test(opac.z3950)).toMatchObject({ ok: true, seen: expect.stringContaining('with holdings') });
  });
  it.each(SIX_FAULTS)('%s: %s', async (_, fault) => {
    const tested = await PLACES[fault]();
    expect(tested).toMatchObject({ ok: false, fault, remedy: expect.stringMatching(/\.$/), field: expect.stringMatching(/\S/) });
    words.add(tested.words.replaceAll(/\d+/g, ''));
    process.stdout.write(`z3950 ${fault.padEnd(20)} ${tested.words}\n`);
  });
  it('says each of the six in words of its own', () => {
    expect(words.size).toBe(6);
  });
  it('says that this machine has no YAZ', async () => {
    const kept = process.env['TRILLIUM_ZOOMSH'];
    process.env['TRILLIUM_ZOOMSH'] = '/no/such/program';
    try {
      expect(await test(open.z3950)).toMatchObject({
        ok: false,
        fault: 'cannot-ask',
        remedy: expect.stringContaining('the package yaz'),
      });
    } finally {
      process.env['TRILLIUM_ZOOMSH'] = kept;
    }
  });
});

describe('the test of a connection: sru, on the same server', () => {
  it.each(['1.1', '1.2', '2.0'])('works by version %s, and shows what the server calls itself', async (version) => {
    expect(await connections.test('LCC', { kind: 'sru', address: open.sru, settings: { version }, secrets: {} })).toEqual({
      ok: true,
      words: 'The catalog answers searches by SRU.',
      seen: '1 records with the word "library"; A catalog for tests',
    });
  });
  it('says that the server has no such schema', async () => {
    const tested = await connections.test('LCC', { kind: 'sru', address: open.sru, settings: { schema: 'mods' }, secrets: {} });
    expect(tested).toMatchObject({ ok: false, words: expect.stringContaining('set another record schema at the connector') });
  });
});
