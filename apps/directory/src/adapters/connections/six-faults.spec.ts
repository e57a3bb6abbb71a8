import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { ConnectorKind } from '#lib/contracts';
import { placeOf, type ConnectionTest } from '#lib/service';
import {
  closedPort,
  faultServer,
  selfSigned,
  SIX_FAULTS,
  startOpenIdProvider,
  type Fault,
  type FaultServer,
  type OpenIdProvider,
} from '#lib/testing';
import { keyOfAccount, startSip2, startWorld, type Sip2Server, type World } from '#test/world';
import { KINDS } from '../../domain/connector/kinds.ts';
import { NetworkConnections } from './network-connections.ts';
import { testOidc, testSip2 } from './sign-in.ts';

const TIME = 600;
const CLIENT = { clientId: 'trillium', clientSecret: 'a secret between the two of us' };
const TERMINAL = { user: 'trillium', password: 'terminal' };

type SixthFault = (typeof SIX_FAULTS)[number][1];
interface At {
  readonly address: string;
  /** The credentials are wrong. */
  readonly wrong?: boolean;
}
/** A kind of outside thing: how it is tried, and where it works or refuses. */
interface Tried {
  readonly test: (at: At) => Promise<ConnectionTest>;
  readonly works: () => string;
  /** Where what it refuses is no plain 401. */
  readonly refuses?: () => string;
  /** Its scheme without TLS, where that is not http. */
  readonly plain?: string;
  /** Where the certificate nobody signed is shown. */
  readonly untrusted?: () => string;
  /** Something else that answers. */
  readonly other?: Fault;
}

const connections = new NetworkConnections(TIME);
const servers = new Map<Fault, FaultServer>();
const closers: (() => unknown)[] = [];
let world: World;
let provider: OpenIdProvider;
let sip2: Sip2Server;
const mail = { works: 0, refuses: 0, tls: 0 };

async function mailServer(options: ConstructorParameters<typeof SMTPServer>[0]): Promise<number> {
  const server = new SMTPServer({ logger: false, ...options });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return (server.server.address() as AddressInfo).port;
}

beforeAll(async () => {
  for (const fault of ['wrong-protocol', 'web-page', 'self-signed', 'silent', 'refuses'] satisfies Fault[])
    servers.set(fault, await faultServer(fault));
  world = await startWorld({ clock: { rate: 0 } });
  provider = await startOpenIdProvider({ ...CLIENT, people: {}, redirectUris: ['http://localhost/back'] });
  sip2 = await startSip2({ library: 'LCC', patrons: () => [], terminal: TERMINAL });
  mail.works = await mailServer({ authOptional: true, disabledCommands: ['STARTTLS'] });
  mail.refuses = await mailServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (_auth, _session, done) => done(new Error('Invalid username or password')),
  });
  mail.tls = await mailServer({ secure: true, ...selfSigned('localhost') });
});
afterAll(async () => {
  for (const server of servers.values()) await server.close();
  for (const close of closers) await close();
  await Promise.all([world.close(), provider.close(), sip2.close()]);
});

/** A connector of the kind with every field it must have. */
const connector =
  (kind: ConnectorKind, right: Readonly<Record<string, string>> = {}, wrongly: Readonly<Record<string, string>> = right) =>
  ({ address, wrong }: At): Promise<ConnectionTest> => {
    const given = wrong ? wrongly : right;
    const named = (fields: readonly { readonly name: string }[]) =>
      Object.fromEntries(fields.flatMap(({ name }) => (given[name] === undefined ? [] : [[name, given[name]]])));
    return connections.test('LCC', { kind, address, settings: named(KINDS[kind].settings), secrets: named(KINDS[kind].secrets) });
  };
const seller = (kind: ConnectorKind, path: string): Tried => ({
  test: connector(kind, { account: 'LCC-1', key: keyOfAccount('LCC') }, { key: 'guessed' }),
  works: () => `${world.url}/${path}`,
  refuses: () => `${world.url}/${path}`,
});
const contact = { email: 'ill@example.org' };

// z3950 needs YAZ: its six faults are in z3950.catalog.spec.ts
const ALL: Readonly<Record<Exclude<ConnectorKind, 'z3950'> | 'iso18626' | 'oidc' | 'sip2', Tried>> = {
  sru: { test: connector('sru'), works: () => `${world.url}/sru/LCC` },
  shared: { test: connector('shared'), works: () => `${world.url}/sru/EVERGREEN` },
  union: { test: connector('union'), works: () => `${world.url}/sru/union` },
  repository: { test: connector('repository'), works: () => `${world.url}/sru/repository` },
  oclc: {
    test: connector('oclc', { user: 'wskey', secret: keyOfAccount('LCC') }, { user: 'wskey', secret: 'guessed' }),
    works: () => `${world.url}/oclc/worldcat/search/v2`,
    refuses: () => `${world.url}/oclc/worldcat/search/v2`,
  },
  ncip: { test: connector('ncip'), works: () => `${world.url}/ils/LCC` },
  crossref: { test: connector('crossref', contact), works: () => `${world.url}/crossref` },
  unpaywall: {
    test: connector('unpaywall', contact, { email: 'nobody' }),
    works: () => `${world.url}/unpaywall/v2`,
    refuses: () => `${world.url}/unpaywall/v2`,
  },
  illiad: {
    test: connector('illiad', { user: 'trillium', key: keyOfAccount('LCC') }, { user: 'trillium', key: 'guessed' }),
    works: () => `${world.url}/illiad`,
    refuses: () => `${world.url}/illiad`,
  },
  'get-it-now': seller('get-it-now', 'getitnow'),
  'reprints-desk': seller('reprints-desk', 'reprintsdesk'),
  vendor: seller('vendor', 'vendor'),
  smtp: {
    test: connector('smtp', { from: 'ill@example.org' }, { from: 'ill@example.org', user: 'ill', password: 'guessed' }),
    plain: 'smtp',
    works: () => `smtp://localhost:${mail.works}`,
    refuses: () => `smtp://localhost:${mail.refuses}`,
    untrusted: () => `smtps://localhost:${mail.tls}`,
    other: 'wrong-protocol',
  },
  iso18626: {
    test: ({ address }) => connections.partner('LCC', { symbol: 'TSU', address }),
    works: () => `${world.url}/iso18626/TSU`,
  },
  oidc: {
    test: ({ address, wrong }) => testOidc({ issuer: address, ...CLIENT, ...(wrong && { clientSecret: 'guessed' }) }, TIME),
    works: () => provider.issuer,
    refuses: () => provider.issuer,
  },
  sip2: {
    test: ({ address, wrong }) => {
      const terminal = wrong ? { ...TERMINAL, password: 'guessed' } : TERMINAL;
      const at = { ...placeOf(address), tls: address.startsWith('https:') };
      return testSip2({ ...at, institution: 'LCC', encoding: 'utf-8', terminal }, TIME);
    },
    works: () => `http://127.0.0.1:${sip2.port}`,
    refuses: () => `http://127.0.0.1:${sip2.port}`,
  },
};

const url = (fault: Fault): string => servers.get(fault)!.url;
const at: Readonly<Record<SixthFault, (kind: Tried) => At | Promise<At>>> = {
  'unknown-name': ({ plain = 'https' }) => ({ address: `${plain}://no-such-server.invalid:7777` }),
  unreachable: async ({ plain = 'http' }) => ({ address: `${plain}://127.0.0.1:${await closedPort()}` }),
  untrusted: ({ untrusted }) => ({ address: untrusted?.() ?? url('self-signed') }),
  'credentials-refused': ({ refuses }) => ({ address: refuses?.() ?? url('refuses'), wrong: true }),
  'another-service': ({ plain = 'http', other = 'web-page' }) => ({ address: url(other).replace('http', plain) }),
  'too-slow': ({ plain = 'http' }) => ({ address: url('silent').replace('http', plain) }),
};

/** What was said, by kind and fault: printed at the end. */
const said: string[] = [];
afterAll(() => {
  process.stdout.write(`\nSix faults of every connection (${Object.keys(ALL).length} kinds):\n${said.join('\n')}\n`);
});

describe.each(Object.entries(ALL))('the test of a connection: %s', (kind, tried) => {
  const words = new Set<string>();

  it('works', async () => {
    expect(await tried.test({ address: tried.works() })).toMatchObject({ ok: true, words: expect.stringMatching(/\.$/) });
  });
  it.each(SIX_FAULTS)('%s: %s', async (_, fault) => {
    const test = await tried.test(await at[fault](tried));
    expect(test).toMatchObject({ ok: false, fault, remedy: expect.stringMatching(/\.$/), field: expect.stringMatching(/\S/) });
    words.add(test.words.replaceAll(/\d+/g, ''));
    said.push(`${kind.padEnd(14)} ${fault.padEnd(20)} ${test.words}`);
  });
  it('says each of the six in words of its own', () => {
    expect(words.size).toBe(6);
  });
});

describe('the test of a partner', () => {
  it('leaves no request there', async () => {
    await connections.partner('LCC', { symbol: 'TSU', address: `${world.url}/iso18626/TSU` });
    const answer = await fetch(`${world.url}/control/journal?service=iso18626`);
    const { entries } = (await answer.json()) as { entries: { type: string; kind: string }[] };
    expect(entries.filter(({ type }) => type === 'put')).toEqual([]);
  });
});
