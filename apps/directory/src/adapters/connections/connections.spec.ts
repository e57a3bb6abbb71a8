import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { closedPort, faultServer, selfSigned, SIX_FAULTS, type Fault } from '#lib/testing';
import type { ConnectorKind } from '#lib/contracts';
import type { ConnectionTest } from '#lib/service';
import type { OpenConnector } from '../../app/connectors.ts';
import { NetworkConnections } from './network-connections.ts';

const connections = new NetworkConnections(400);
const connector = (kind: ConnectorKind, address: string): OpenConnector => ({ kind, address, settings: {}, secrets: {} });
const test = (kind: ConnectorKind, address: string): Promise<ConnectionTest> => connections.test('LCC', connector(kind, address));

/** Servers of each fault, made once. */
const servers = new Map<string, { readonly url: string; readonly port: number; close(): unknown }>();
const closers: (() => unknown)[] = [];
let xml: Server;
let said: string;

async function smtp(options: ConstructorParameters<typeof SMTPServer>[0]): Promise<number> {
  const server = new SMTPServer({ logger: false, ...options });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return (server.server.address() as AddressInfo).port;
}

beforeAll(async () => {
  for (const fault of ['wrong-protocol', 'web-page', 'self-signed', 'silent', 'refuses'] satisfies Fault[])
    servers.set(fault, await faultServer(fault));
  xml = createServer((_, response) => response.setHeader('content-type', 'application/xml').end(said)).listen(0, '127.0.0.1');
  await once(xml, 'listening');
});
afterAll(async () => {
  for (const server of servers.values()) await server.close();
  for (const close of closers) await close();
  xml.close();
});
const url = (fault: Fault): string => servers.get(fault)!.url;
const ours = (): string => `http://127.0.0.1:${(xml.address() as AddressInfo).port}/x`;

/** The address of each of the six faults, for a kind that goes by HTTP. */
const byHttp = async (): Promise<Record<(typeof SIX_FAULTS)[number][1], string>> => ({
  'unknown-name': 'http://no-such-server.invalid/sru',
  unreachable: `http://127.0.0.1:${await closedPort()}/sru`,
  untrusted: url('self-signed'),
  'credentials-refused': url('refuses'),
  'another-service': url('web-page'),
  'too-slow': url('silent'),
});

describe.each(['sru', 'ncip'] as const)('the test of a connection: %s', (kind) => {
  it.each(SIX_FAULTS)('%s: %s', async (_, fault) => {
    expect(await test(kind, (await byHttp())[fault])).toMatchObject({ ok: false, fault });
  });
  it('says each of the six in words of its own, with a remedy', async () => {
    const all = await Promise.all(Object.values(await byHttp()).map((address) => test(kind, address)));
    const words = all.map((one) => (one.ok ? '' : `${one.words} ${one.remedy}`));
    expect(new Set(words.map((text) => text.replaceAll(/\d+/g, ''))).size).toBe(6);
  });
});

describe('the test of a catalog', () => {
  it('works, and tells what it saw', async () => {
    said =
      '<zs:searchRetrieveResponse xmlns:zs="http://www.loc.gov/zing/srw/"><zs:numberOfRecords>17</zs:numberOfRecords></zs:searchRetrieveResponse>';
    expect(await test('sru', ours())).toEqual({
      ok: true,
      words: 'The catalog answers searches by SRU.',
      seen: '17 records with the word "library"',
    });
  });
  it('hears that credentials are refused in SRU’s own way', async () => {
    said =
      '<searchRetrieveResponse><diagnostics><diagnostic><uri>info:srw/diagnostic/1/3</uri></diagnostic></diagnostics></searchRetrieveResponse>';
    expect(await test('sru', ours())).toMatchObject({ fault: 'credentials-refused' });
  });
});

describe('the test of a library system', () => {
  it('works also where it does not know the user asked for', async () => {
    said =
      '<NCIPMessage xmlns="http://www.niso.org/2008/ncip"><LookupUserResponse><Problem><ProblemType>Unknown User</ProblemType></Problem></LookupUserResponse></NCIPMessage>';
    expect(await connections.test('LCC', { ...connector('ncip', ours()), settings: { patron: '42' } })).toMatchObject({
      ok: true,
      seen: 'about 42 it says: Unknown User',
    });
  });
  it('hears that the agency is not let in', async () => {
    said = '<NCIPMessage><Problem><ProblemType>Unknown Agency</ProblemType></Problem></NCIPMessage>';
    expect(await test('ncip', ours())).toMatchObject({ fault: 'credentials-refused' });
  });
});

describe('the test of a mail server', () => {
  const auth = (settings: Record<string, string>, port: number, scheme = 'smtp') =>
    connections.test('LCC', {
      kind: 'smtp',
      address: `${scheme}://localhost:${port}`,
      settings: { from: 'ill@example.org', ...settings },
      secrets: settings['user'] ? { password: 'wrong' } : {},
    });

  it('works', async () => {
    expect(await auth({}, await smtp({ authOptional: true, disabledCommands: ['STARTTLS'] }))).toMatchObject({ ok: true });
  });
  it.each(SIX_FAULTS)('%s: %s', async (_, fault) => {
    const refuses = await smtp({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(new Error('Invalid username or password')),
    });
    const tls = await smtp({ secure: true, ...selfSigned('localhost') });
    const tried: Record<typeof fault, () => Promise<ConnectionTest>> = {
      'unknown-name': () => test('smtp', 'smtp://no-such-server.invalid'),
      unreachable: async () => auth({}, await closedPort()),
      untrusted: () => auth({}, tls, 'smtps'),
      'credentials-refused': () => auth({ user: 'ill' }, refuses),
      'another-service': () => auth({}, servers.get('wrong-protocol')!.port),
      'too-slow': () => auth({}, servers.get('silent')!.port),
    };
    expect(await tried[fault]()).toMatchObject({ ok: false, fault });
  });
});
