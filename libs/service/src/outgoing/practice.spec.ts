import { createServer, get, type Server } from 'node:http';
import { connect, createServer as createTcp, type AddressInfo, type Server as TcpServer } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { createTransport } from 'nodemailer';
import { fetch as undiciFetch } from 'undici';
import { PermanentError } from '#lib/messaging';
import { inLogContext } from '../logging/context.ts';
import { ask } from './ask.ts';
import { checkHost, guardedAgent, guardedLookup, openNetworks } from './guard.ts';
import { keepInHouse, playedBy, StaysInHouse, whenRefused } from './practice.ts';

describe('what a practice copy does stays in the house', () => {
  let world: Server;
  let spy: TcpServer;
  let worldUrl: string;
  let spyPort: number;
  let heard = 0;
  let refused: string[] = [];
  const practise = <T>(work: () => T): T => inLogContext({ tenant: 'LCC-P1' }, work);
  const signal = () => AbortSignal.timeout(2000);
  const listening = (server: TcpServer): Promise<number> =>
    new Promise((done) => {
      server.listen(0, '127.0.0.1', () => done((server.address() as AddressInfo).port));
    });

  beforeAll(async () => {
    world = createServer((request, response) => response.end(`world ${request.url}`));
    // whatever comes to it, of any protocol, has left the house
    spy = createTcp((socket) => {
      heard += 1;
      socket.on('error', () => undefined).end('HTTP/1.1 200 OK\r\ncontent-length: 3\r\nconnection: keep-alive\r\n\r\nspy');
    });
    worldUrl = `http://127.0.0.1:${await listening(world)}`;
    spyPort = await listening(spy);
  });
  beforeEach(() => {
    heard = 0;
    refused = [];
    openNetworks(['127.0.0.1']);
    whenRefused((tenant, place) => void refused.push(`${tenant} ${place}`));
    keepInHouse({
      world: worldUrl,
      own: [],
      standIns: new Map([
        ['https://api.crossref.org', 'crossref'],
        [`http://127.0.0.1:${spyPort}/v2`, 'unpaywall/v2'],
      ]),
    });
  });
  afterAll(() => {
    keepInHouse({ own: [], standIns: new Map() });
    whenRefused(() => undefined);
    openNetworks(['127.0.0.0/8', '::1']);
    world.closeAllConnections();
    world.close();
    spy.close();
  });

  const ends = (socket: { once(event: string, then: (error: unknown) => void): unknown }): Promise<unknown> =>
    new Promise((done) => {
      for (const event of ['error', 'connect', 'secureConnect', 'response']) socket.once(event, done);
    });
  const place = (): string => `http://127.0.0.1:${spyPort}/`;
  /** Everything by which something here opens a connection, and what somebody may bring along later. */
  const WAYS: readonly [string, () => Promise<unknown>][] = [
    ['ask, as every adapter by HTTP does', () => ask(place(), { signal: signal() })],
    ['undici with the guarded agent', () => undiciFetch(place(), { dispatcher: guardedAgent() })],
    ['undici by itself', () => undiciFetch(place())],
    ['Node’s fetch', () => fetch(place())],
    ['node:http', () => ends(get(place(), { agent: false }))],
    ['a socket, port and host', () => ends(connect(spyPort, '127.0.0.1'))],
    ['a socket with options, as SIP2', () => ends(connect({ host: '127.0.0.1', port: spyPort, lookup: guardedLookup }))],
    ['TLS', () => ends(connectTls({ host: '127.0.0.1', port: spyPort }))],
    ['mail', () => createTransport({ host: '127.0.0.1', port: spyPort, connectionTimeout: 2000 }).verify()],
    ['an address before it is used', async () => checkHost('127.0.0.2')],
  ];

  it.each(WAYS)('%s: refused, and counted', async (_, way) => {
    const failure = await practise(() => way().catch((error: unknown) => error));
    const causes = [failure, (failure as Error).cause, ((failure as Error).cause as Error | undefined)?.cause];
    const words = causes.map((error) => (error instanceof Error ? error.message : String(error))).join(' ');
    expect(words).toMatch(/LCC-P1 is a practice copy: nothing of it leaves the house/);
    expect(refused).toEqual([expect.stringMatching(/^LCC-P1 127\.0\.0\.[12]/)]);
    expect(heard).toBe(0);
  });

  it.each(WAYS.slice(0, 5))('%s: a library itself gets through', async (_, way) => {
    await inLogContext({ tenant: 'LCC' }, () => way().catch(() => undefined));
    expect(heard).toBe(1);
    expect(refused).toEqual([]);
  });

  it('does not go out by a connection that the library has left open', async () => {
    await inLogContext({ tenant: 'LCC' }, () => ask(place(), { signal: signal() }));
    const failed = await practise(() => ask(place(), { signal: signal() }).catch((error: unknown) => error));
    expect(failed).toBeInstanceOf(PermanentError);
    expect(heard).toBe(1);
  });

  it('is for good: a job that tries is not repeated', async () => {
    const failed = await practise(() => ask(place(), { signal: signal() }).catch((error: unknown) => error));
    expect(failed).toBeInstanceOf(PermanentError);
  });

  it('reaches the simulated outside, on this machine too', async () => {
    openNetworks([]);
    expect((await practise(() => ask(`${worldUrl}/sru/LCC`, { signal: signal() }))).text).toBe('world /sru/LCC');
    await expect(inLogContext({ tenant: 'LCC' }, () => ask(`${worldUrl}/`, { signal: signal() }))).rejects.toThrow(
      'no public address',
    );
  });

  it('has the installation’s services played', async () => {
    const asked = (url: string): Promise<string> => practise(() => ask(url, { signal: signal() })).then(({ text }) => text);
    expect(await asked('https://api.crossref.org/works/10.1/x?y=1')).toBe('world /crossref/works/10.1/x?y=1');
    expect(await asked(`http://127.0.0.1:${spyPort}/v2/10.1`)).toBe('world /unpaywall/v2/10.1');
    await expect(asked(`http://127.0.0.1:${spyPort}/v20`)).rejects.toThrow(PermanentError);
    // and only for the copy
    const real = new URL('https://api.crossref.org/works');
    expect(inLogContext({ tenant: 'LCC' }, () => playedBy(real)).href).toBe(real.href);
    expect(heard).toBe(0);
  });

  it('reaches nothing where there is no simulated outside', async () => {
    keepInHouse({ own: [], standIns: new Map() });
    for (const url of [worldUrl, place()])
      await expect(practise(() => ask(url, { signal: signal() }))).rejects.toThrow(PermanentError);
    expect(() => practise(() => checkHost('127.0.0.1'))).toThrow(StaysInHouse);
  });

  it('keeps what is the installation’s own: database, brokers, pipes', async () => {
    keepInHouse({ own: [`127.0.0.1:${spyPort}`], standIns: new Map() });
    await practise(() => ends(connect(spyPort, '127.0.0.1')));
    expect(heard).toBe(1);
    const piped = await practise(() => ends(connect({ path: '/nowhere/at/all' })));
    expect(piped).toMatchObject({ code: 'ENOENT' });
  });
});
