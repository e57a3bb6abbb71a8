// A practice copy of a demo library, with a spy at every real address: a request goes from asked to finished, and the spy hears nothing.
import { randomBytes } from 'node:crypto';
import type { Batch, RequestPage } from '#lib/contracts';
import { loadRequests, People, requestsFile, startWorld, type World } from '#test/world';
import { TrilliumClient } from '../support/client.ts';
import { startCluster, type Cluster } from '../support/cluster.ts';
import { quiet } from '../support/quiet.ts';
import { rowsOf, STAYS } from './rows.ts';
import { startSpy, type Spy } from './spy.ts';

interface Copy {
  readonly symbol?: string;
  readonly available: boolean;
}
interface Tested {
  readonly ok: boolean;
  readonly fault?: string;
  readonly words: string;
}

describe('a practice copy', () => {
  let spy: Spy;
  let world: World;
  let cluster: Cluster;
  const key = randomBytes(32).toString('base64url');
  let before: { real: Record<string, number>; lender: Record<string, number> };

  /** Somebody of a library's with these roles. */
  const as = async (roles: readonly string[], tenant = 'LCC'): Promise<TrilliumClient> =>
    new TrilliumClient(cluster.url('intake'), await cluster.token(tenant, roles));
  const admin = () => as(['library-admin']);
  const practising = async (roles: readonly string[], copy = 'LCC-P1') => (await as(roles)).at(copy);

  beforeAll(async () => {
    spy = await startSpy();
    world = await startWorld({ clock: { rate: 0 }, key, strangers: true });
    // to this consortium the outside is at the spy's address: catalogs, lenders, providers, Crossref; the world plays practice only
    const there: World = { ...world, state: world.state, url: spy.url };
    cluster = await startCluster({
      world: there,
      logFile: process.env['PRACTICE_LOG'],
      env: {
        TRILLIUM_CLOCK_URL: `${world.url}/control/clock`,
        TRILLIUM_PRACTICE_URL: world.url,
        TRILLIUM_PRACTICE_KEY: key,
      },
    });
    const set = await admin();
    await set.put('/api/directory/connectors/sru', { address: `${spy.url}/sru/LCC`, settings: {}, secrets: {} });
    await set.put('/api/directory/connectors/ncip', { address: `${spy.url}/ils/LCC`, settings: {}, secrets: {} });
    await set.put('/api/directory/connectors/smtp', {
      address: `smtp://127.0.0.1:${spy.port}`,
      settings: { from: 'ill@lcc.example' },
      secrets: {},
    });
    await settled();
    before = { real: await rowsOf(cluster.owner, 'LCC'), lender: await rowsOf(cluster.owner, 'TSU') };
    spy.heard.length = 0;
  }, 300_000);
  afterAll(async () => {
    await cluster?.close();
    await world?.close();
    await spy?.close();
  }, 60_000);

  const settled = (): Promise<void> => quiet(cluster.owner, 50_000, () => world.state.clock.now());
  const count = async (sql: string): Promise<number> =>
    (await cluster.owner.query<{ n: number }>(`select count(*)::int as n from ${sql}`)).rows[0]!.n;

  it('is made by the library’s administrator, and by nobody else', async () => {
    await expect((await as(['staff', 'manager'])).post('/api/directory/practice')).rejects.toThrow('403');
    expect(await (await admin()).post<Copy>('/api/directory/practice')).toMatchObject({ symbol: 'LCC-P1', available: true });
    await settled();
    await expect((await admin()).post('/api/directory/practice')).rejects.toThrow('already-practice');
  });

  it('has what the library has, and nobody’s name', async () => {
    for (const table of ['directory.partner', 'sourcing.partner', 'fulfillment.partner', 'payment.fund'])
      expect(await count(`${table} where tenant = 'LCC-P1'`)).toBeGreaterThanOrEqual(
        await count(`${table} where tenant = 'LCC'`),
      );
    for (const table of ['sourcing.licensed_title', 'sourcing.course_adoption', 'sourcing.copyright_copy'])
      expect([table, await count(`${table} where tenant = 'LCC-P1'`)]).toEqual([
        table,
        await count(`${table} where tenant = 'LCC'`),
      ]);
    expect(await count(`sourcing.licensed_title where tenant = 'LCC-P1'`)).toBeGreaterThan(0);
    // no address of a real system, nowhere
    for (const table of ['directory.library', 'directory.connector', 'directory.partner'])
      expect(await count(`${table} t where tenant = 'LCC-P1' and t::text like '%:${spy.port}%'`)).toBe(0);
    expect(
      await count(`sourcing.connector where tenant = 'LCC-P1' and profile->>'address' like '${world.url}/%'`),
    ).toBeGreaterThan(5);
    const staff = await practising(['staff']);
    const { patrons } = await staff.get<{ patrons: { familyName: string }[] }>('/api/directory/patrons?q=Pr');
    expect(patrons.length).toBeGreaterThan(0);
    expect(await count(`directory.patron where tenant = 'LCC-P1'`)).toBe(patrons.length);
    expect(new Set(patrons.map(({ familyName }) => familyName))).toEqual(new Set(['Practice']));
    const [fund] = (
      await cluster.owner.query<{ allocated: string; spent: string }>(
        `select allocated, spent from payment.fund where tenant = 'LCC-P1'`,
      )
    ).rows;
    expect(fund).toMatchObject({ allocated: expect.stringMatching(/^[1-9]/), spent: '0' });
  });

  it('is entered by whoever works at the library, and by nobody of another one', async () => {
    for (const roles of [['staff'], ['student'], ['manager']])
      expect((await (await practising(roles)).raw('GET', '/api/directory/practice')).status).toBe(200);
    expect((await (await practising(['patron'])).raw('GET', '/api/directory/practice')).status).toBe(403);
    const stranger = (await as(['staff', 'library-admin'], 'TSU')).at('LCC-P1');
    expect((await stranger.raw('GET', '/api/intake/requests')).status).toBe(403);
    expect((await cluster.operator.at('LCC-P1').raw('GET', '/api/intake/requests')).status).toBe(200);
    // and there is no other one
    expect((await (await practising(['staff'], 'LCC-P2')).raw('GET', '/api/intake/requests')).status).toBe(409);
  });

  it('takes requests from asked to finished, and the spy hears nothing', async () => {
    const rows = loadRequests()
      .filter(({ Library }) => Library === 'LCC')
      .map((row) => ({ ...row, Library: 'LCC-P1', Username: 'PRACTICE-1' }));
    const staff = await practising(['staff', 'manager', 'accountant']);
    const taken = await staff.post<Batch>('/api/intake/batches', requestsFile(rows), { 'content-type': 'text/csv' });
    await settled();
    const batch = await staff.get<Batch>(`/api/intake/batches/${taken.id}`);
    const ids = batch.results.flatMap(({ requestId }) => requestId ?? []);
    expect(ids).toHaveLength(rows.length);
    const token = await cluster.token('LCC', ['staff', 'manager', 'accountant']);
    const people = new People({
      trillium: cluster.url('intake'),
      world: world.url,
      desks: [{ library: 'LCC-P1', headers: { authorization: `Bearer ${token}`, 'x-library': 'LCC-P1' } }],
    });
    const pages = (): Promise<RequestPage[]> =>
      Promise.all(ids.map((id) => staff.get<RequestPage>(`/api/intake/requests/${id}`)));
    const OVER = new Set(['closed', 'unfilled', 'waiting-for-staff', 'declined', 'merged', 'cancelled']);
    for (let day = 0; day < 90 && !(await pages()).every(({ status }) => OVER.has(status)); day += 1) {
      world.state.moveClock({ advance: 24 * 3600 });
      await world.settle();
      await new Promise((done) => setTimeout(done, 300));
      await settled();
      if ((await people.round()).length) await settled();
    }
    const statuses = (await pages()).map(({ status }) => status);
    expect(statuses.filter((status) => status === 'closed').length).toBeGreaterThanOrEqual(2);
    // a lender was asked and answered, by ISO 18626, in the simulated outside
    expect(await count(`fulfillment.iso_message where tenant = 'LCC-P1' and direction = 'in'`)).toBeGreaterThan(0);
    expect(await count(`fulfillment.iso_message where tenant = 'LCC-P1' and direction = 'out'`)).toBeGreaterThan(0);
    expect(spy.heard).toEqual([]);
  }, 300_000);

  it('leaves the library’s and the lenders’ rows as they were', async () => {
    const { 'directory.practice': _, ...real } = await rowsOf(cluster.owner, 'LCC');
    const own = { ...real };
    // that it was made stands in the library's own audit trail, and is heard
    own['directory.event']! -= 1;
    own['reporting.heard']! -= 1;
    delete own['identity.practice'];
    expect(withoutReading(own)).toEqual(withoutReading(before.real));
    expect(withoutReading(await rowsOf(cluster.owner, 'TSU'))).toEqual(withoutReading(before.lender));
    expect(await count(`fulfillment.lent`)).toBe(0);
  });

  it.each<[string, string, () => object]>([
    ['catalog', 'connectors/sru/test', () => ({ draft: { address: `${spy.url}/sru`, settings: {}, secrets: {} } })],
    ['library system', 'connectors/ncip/test', () => ({ draft: { address: `${spy.url}/ncip`, settings: {}, secrets: {} } })],
    [
      'mail',
      'connectors/smtp/test',
      () => ({ draft: { address: `smtp://127.0.0.1:${spy.port}`, settings: { from: 'a@b.example' }, secrets: {} } }),
    ],
    ['library system by SIP2', 'sign-in/sip2/test', () => sip2(spy.port)],
    [
      'OpenID provider',
      'sign-in/oidc/test',
      () => ({ name: 'Campus', issuer: spy.url, clientId: 'x', clientSecret: 'y', claims: {} }),
    ],
  ])('does not reach a real address: %s', async (_, path, body) => {
    const tested = await (await practising(['library-admin'])).post<Tested>(`/api/directory/${path}`, body());
    expect(tested).toMatchObject({ ok: false, fault: 'not-allowed', words: expect.stringContaining('This is a practice copy') });
    expect(spy.heard).toEqual([]);
  });

  it('does not reach a lender whose real address somebody has typed in', async () => {
    const staff = await practising(['staff', 'library-admin']);
    const { partners } = await staff.get<{ partners: Record<string, unknown>[] }>('/api/directory/partners');
    const { id, agreement: _, ...partner } = partners.find(({ symbol }) => symbol === 'TSU')!;
    await staff.put(`/api/directory/partners/${String(id)}`, { ...partner, address: `${spy.url}/iso18626/TSU` });
    for (const other of partners.filter(({ symbol }) => symbol !== 'TSU')) {
      const { id: of, agreement: __, ...terms } = other;
      await staff.put(`/api/directory/partners/${String(of)}`, {
        ...terms,
        address: `${spy.url}/iso18626/${String(other['symbol'])}`,
      });
    }
    await settled();
    const rows = loadRequests()
      .filter(({ Library, RequestType }) => Library !== 'LCC' && RequestType === 'Loan')
      .map((row) => ({ ...row, Library: 'LCC-P1', Username: 'PRACTICE-2' }));
    await staff.post<Batch>('/api/intake/batches', requestsFile(rows), { 'content-type': 'text/csv' });
    await settled();
    const refused = `fulfillment.event where tenant = 'LCC-P1' and data::text like '%nothing of it leaves the house%'`;
    expect(await count(refused)).toBeGreaterThan(0);
    expect(spy.heard).toEqual([]);
    const metrics = await (await fetch(`${cluster.url('intake')}/metrics`)).text();
    const refusals = [...metrics.matchAll(/^trillium_practice_refused_total\{.*\} (\d+)/gm)].map(([, n]) => Number(n));
    expect(Math.max(...refusals)).toBeGreaterThan(0);
  }, 120_000);

  it('hears ISO 18626 from the simulated outside only', async () => {
    const { rows } = await cluster.owner.query<{ xml: string; answer: string }>(
      `select xml, answer from fulfillment.iso_message where tenant = 'LCC-P1' and direction = 'in' limit 1`,
    );
    const say = async (headers: Record<string, string>): Promise<string> => {
      const response = await fetch(`${cluster.url('fulfillment')}/iso18626`, {
        method: 'POST',
        headers: { 'content-type': 'application/xml', ...headers },
        body: rows[0]!.xml,
      });
      return response.text();
    };
    expect(await say({})).toContain('requestingAgencyId: LCC-P1');
    expect(await say({ 'x-practice-key': 'x'.repeat(key.length) })).toContain('<messageStatus>ERROR');
    expect(await say({ 'x-practice-key': key })).toBe(rows[0]!.answer);
  });

  it('marks its workbook, and no figure of the library’s', async () => {
    const staff = await practising(['manager', 'staff']);
    const { workbooks } = await staff.get<{ workbooks: { name: string }[] }>('/api/reporting/workbooks');
    const workbook = await staff.raw('GET', `/api/reporting/workbooks/${workbooks[0]!.name}.xlsx`);
    expect(workbook.headers.get('content-disposition')).toContain(`filename="PRACTICE-${workbooks[0]!.name}-LCC-P1-`);
    await workbook.arrayBuffer();
    expect(await count(`reporting.request_row where tenant = 'LCC'`)).toBe(0);
    expect(await count(`reporting.request_row where tenant = 'LCC-P1'`)).toBeGreaterThan(0);
  });

  it('is made new: everything of the old one is gone, but what only grows', async () => {
    await expect((await as(['manager'])).post('/api/directory/practice/reset')).rejects.toThrow('403');
    const staff = await practising(['staff']);
    expect(await (await admin()).post<Copy>('/api/directory/practice/reset')).toMatchObject({ symbol: 'LCC-P2' });
    // at once, everywhere: a page left open writes nothing into it any more
    for (const path of ['/api/intake/requests', '/api/fulfillment/lent', '/api/payment/funds'])
      expect((await staff.raw('GET', path)).status).toBe(409);
    await settled();
    expect(Object.keys(await rowsOf(cluster.owner, 'LCC-P1')).filter((table) => !STAYS.includes(table))).toEqual([]);
    const again = await practising(['staff'], 'LCC-P2');
    expect((await again.get<{ requests: unknown[] }>('/api/intake/requests')).requests).toEqual([]);
    expect(await count(`payment.fund where tenant = 'LCC-P2' and spent = 0`)).toBe(
      await count(`payment.fund where tenant = 'LCC'`),
    );
  });

  it('is deleted, and what came late goes too', async () => {
    expect((await (await admin()).raw('DELETE', '/api/directory/practice')).status).toBe(204);
    await settled();
    await cluster.owner.query(
      `insert into intake.account_standing (id, tenant, roles, active, sequence) values (gen_random_uuid(), 'LCC-P2', '{staff}', true, 1)`,
    );
    world.state.moveClock({ advance: 2 * 24 * 3600 });
    await new Promise((done) => setTimeout(done, 500));
    await settled();
    expect(await count(`directory.job where kind = 'sweep-practice'`)).toBe(0);
    for (const copy of ['LCC-P1', 'LCC-P2'])
      expect(Object.keys(await rowsOf(cluster.owner, copy)).filter((table) => !STAYS.includes(table))).toEqual([]);
    expect((await (await admin()).get<Copy>('/api/directory/practice')).symbol).toBeUndefined();
    expect((await (await practising(['staff'], 'LCC-P2')).raw('GET', '/api/intake/requests')).status).toBe(409);
    expect(spy.heard).toEqual([]);
  });

  it('is not the library: what that asks, the spy hears', async () => {
    const rows = loadRequests().filter(({ Library }) => Library === 'LCC');
    await (await as(['staff'])).post<Batch>('/api/intake/batches', requestsFile(rows), { 'content-type': 'text/csv' });
    for (let n = 0; n < 100 && !spy.heard.length; n += 1) await new Promise((done) => setTimeout(done, 100));
    expect(spy.heard.length).toBeGreaterThan(0);
  });
});

/** Who looked at what is noted while tests look. */
const withoutReading = (rows: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(rows).filter(([table]) => !table.endsWith('.access')));

const sip2 = (port: number) => ({ host: '127.0.0.1', port, tls: false, institution: 'LCC', defaultGroup: 'student' });
