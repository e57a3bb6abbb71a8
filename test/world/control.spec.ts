import { get, hours, post, testWorld, until } from './harness.ts';
import type { World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await testWorld();
});
afterEach(() => world.close());

const article = '/crossref/works/10.2307/1914185';
const wanted = { issn: '1078-8956', year: 2023, articleTitle: 'A', customerReference: 'job' };

describe('the clock', () => {
  it('is told, set, advanced and given a rate', async () => {
    expect((await get(world, '/control/clock')).json()).toEqual({ now: '2025-10-06T13:00:00.000Z', rate: 0 });
    expect((await post(world, '/control/clock', { advance: 3600 })).json()).toMatchObject({ now: '2025-10-06T14:00:00.000Z' });
    expect((await post(world, '/control/clock', { now: '2025-10-07T00:00:00Z' })).json()).toMatchObject({
      now: '2025-10-07T00:00:00.000Z',
    });
    expect((await post(world, '/control/clock', { now: '2025-10-06T00:00:00Z' })).status).toBe(400);
    expect((await post(world, '/control/clock', { rate: 60 })).json()).toMatchObject({ rate: 60 });
  });
  it('lets things happen by itself when it runs', async () => {
    await post(world, '/getitnow/orders', wanted);
    // two hours in a hundredth of a second
    await post(world, '/control/clock', { rate: 720_000 });
    const status = async () => (await get(world, '/getitnow/orders/GIN-000001')).json<{ status: string }>().status;
    await until(async () => (await status()) === 'FULFILLED');
    expect(world.state.now() > '2025-10-06T15').toBe(true);
  });
});

describe('an outage', () => {
  const outage = (kind: string, more = {}, service = 'crossref') => post(world, '/control/outage', { service, kind, ...more });

  it('is an error, a limit, or nobody there', async () => {
    await outage('error');
    expect((await get(world, article)).status).toBe(503);
    await outage('rate-limit');
    const limited = await get(world, article);
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '1']);
    await outage('down');
    await expect(get(world, article)).rejects.toThrow('fetch failed');
    expect((await get(world, '/unpaywall/v2/10.2307/1914185?email=a@b.co')).status).toBe(200);
    await outage('none');
    expect((await get(world, article)).status).toBe(200);
  });
  it('is slow', async () => {
    await outage('slow', { milliseconds: 80 });
    const start = performance.now();
    expect((await get(world, article)).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThanOrEqual(75);
  });
  it('ends by the clock, by a number of calls, or hits a share of them', async () => {
    await outage('error', { until: '2025-10-06T15:00:00.000Z' });
    expect((await get(world, article)).status).toBe(503);
    await hours(world, 2);
    expect((await get(world, article)).status).toBe(200);
    await outage('error', { times: 2 });
    const three = [await get(world, article), await get(world, article), await get(world, article)];
    expect(three.map((reply) => reply.status)).toEqual([503, 503, 200]);
    await outage('error', { share: 0.5 });
    const seen = new Set<number>();
    for (let i = 0; i < 40; i += 1) seen.add((await get(world, article)).status);
    expect(seen).toEqual(new Set([200, 503]));
  });
  it('may do what it was asked and never say so', async () => {
    await outage('lost-answer', {}, 'getitnow');
    await expect(post(world, '/getitnow/orders', wanted)).rejects.toThrow('fetch failed');
    await outage('none', {}, 'getitnow');
    expect((await get(world, '/getitnow/orders?reference=job')).json()).toMatchObject({ orders: [{ orderId: 'GIN-000001' }] });
  });
  it('may hit one library only', async () => {
    await outage('error', {}, 'sru/LCC');
    const catalog = '?version=1.2&operation=searchRetrieve&query=beloved';
    expect((await get(world, `/sru/LCC${catalog}`)).status).toBe(503);
    expect((await get(world, `/sru/CPL${catalog}`)).status).toBe(200);
  });
  it('is refused when it is none', async () => {
    expect((await outage('tired')).json()).toMatchObject({ error: 'WRONG_CONTROL' });
    expect((await get(world, '/control/outage')).json()).toEqual({});
  });
});

it('limits calls where its row says so', async () => {
  await post(world, '/control/facts', { table: 'services', insert: { service: 'crossref', perSecond: 3 } });
  const statuses = (await Promise.all(Array.from({ length: 12 }, () => get(world, article)))).map((reply) => reply.status);
  expect(statuses).toContain(200);
  expect(statuses).toContain(429);
});

it('shows and changes its facts', async () => {
  const rows = (await get(world, '/control/data/countries')).json<{ code: string; loans: string }[]>();
  expect(rows).toContainEqual({ code: 'DE', name: 'Germany', loans: 'open' });
  const change = { table: 'countries', where: { code: 'DE' }, set: { loans: 'suspended' } };
  expect((await post(world, '/control/facts', change)).json()).toEqual({ changed: true });
  expect((await post(world, '/control/facts', change)).json()).toEqual({ changed: false });
  expect((await post(world, '/control/facts', { table: 'moods', insert: {} })).status).toBe(400);
  expect((await post(world, '/control/facts', { table: 'countries' })).status).toBe(400);
  expect((await get(world, '/control/data/moods')).status).toBe(404);
});

it('answers what it does not have as any server would', async () => {
  expect((await get(world, '/nothing')).status).toBe(404);
  expect((await get(world, '/control/nothing')).status).toBe(404);
  expect((await post(world, '/crossref/works', {})).status).toBe(405);
  expect((await get(world, '/crossref/works/%E0%A4%A')).status).toBe(400);
  expect((await post(world, '/getitnow/orders', 'no json')).status).toBe(400);
  expect((await post(world, '/ils/CPL', 'x'.repeat(3 * 1024 * 1024))).status).toBe(413);
});
