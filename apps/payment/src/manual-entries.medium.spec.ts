import request from 'supertest';
import type { TaskList } from '#lib/contracts';
import { testDatabase, testService } from '#lib/testing';
import type { ManualEntryList } from './http/manual-shapes.ts';
import { ledgerCheck } from './ledger-check.ts';
import { payment } from './payment.module.ts';

const usd = (minor: number) => ({ minor, currency: 'USD' });
const written = (minor: number) => ({
  lines: [
    { account: 'expense:fees', amount: usd(minor) },
    { account: 'bank', amount: usd(-minor) },
  ],
  reason: 'Bank charges of October',
});

describe('entries by hand', () => {
  const database = testDatabase('payment');
  const service = testService(payment, { database });
  const call = async (method: 'get' | 'post' | 'put', path: string, who: string, body?: object, tenant = 'TSU') => {
    const url = `/api/payment/${path}`;
    const asked = request(service.http);
    const roles = [who.startsWith('man') ? ('manager' as const) : ('accountant' as const)];
    return (method === 'get' ? asked.get(url) : method === 'put' ? asked.put(url) : asked.post(url))
      .set(await service.as({ tenant, sub: who, roles }))
      .send(body);
  };
  const list = async (tenant = 'TSU') =>
    (await call('get', 'manual-entries', 'acc-1', undefined, tenant)).body as ManualEntryList;
  const bank = async (): Promise<number> => {
    const { rows } = await database.owner.query<{ minor: string | null }>(
      `select sum(minor) as minor from payment.posting where tenant = 'TSU' and account = 'bank'`,
    );
    return Number(rows[0]!.minor ?? 0);
  };
  const tasks = async (who: string) =>
    ((await call('get', 'tasks', who)).body as TaskList).tasks.filter(({ kind }) => kind === 'manual-entry');
  afterEach(async () => {
    const { faults } = await ledgerCheck(database.owner);
    if (faults.length) throw new Error(faults.join('\n'));
  });

  it('are posted at once up to the limit, with who wrote them and why', async () => {
    const { status, body } = await call('post', 'manual-entries', 'acc-1', written(5000));
    expect([status, body.status, body.approvedBy]).toEqual([200, 'posted', undefined]);
    expect(await bank()).toBe(-5000);
    const { rows } = await database.owner.query<{ id: string; actor: string; because: object }>(
      `select id, actor, because from payment.entry where kind = 'manual'`,
    );
    expect(rows).toEqual([{ id: body.entry, actor: 'acc-1', because: { rules: [], person: 'Bank charges of October' } }]);
  });

  it('wait above it as a task for a second person, who may be a manager and is never who proposed it', async () => {
    const { body } = await call('post', 'manual-entries', 'acc-1', written(5001));
    expect(body.status).toBe('proposed');
    expect(await bank()).toBe(-5000);
    expect((await tasks('man-1')).map(({ title, actions }) => [title, actions.map(({ name }) => name)])).toEqual([
      ['$50.01: Bank charges of October', ['approve-manual-entry', 'refuse-manual-entry']],
    ]);
    const own = await call('post', `manual-entries/${body.id}/approve`, 'acc-1');
    expect([own.status, own.body.code]).toEqual([422, 'second-person']);
    expect((await call('post', `manual-entries/${body.id}/approve`, 'man-1')).status).toBe(204);
    expect(await bank()).toBe(-10_001);
    expect(await tasks('man-1')).toEqual([]);
    expect((await list()).entries[0]).toMatchObject({ id: body.id, status: 'posted', by: 'acc-1', approvedBy: 'man-1' });
  });

  it('are refused with a reason, and nothing is posted', async () => {
    const { body } = await call('post', 'manual-entries', 'acc-1', written(9000));
    const short = await call('post', `manual-entries/${body.id}/refuse`, 'acc-2', { reason: 'no' });
    expect([short.status, short.body.field]).toEqual([422, 'reason']);
    expect((await call('post', `manual-entries/${body.id}/refuse`, 'acc-2', { reason: 'It was paid in September' })).status).toBe(
      204,
    );
    expect(await bank()).toBe(-10_001);
  });

  it('are taken back by an entry of their own, by the same way', async () => {
    const { id } = (await list()).entries.find(({ status, approvedBy }) => status === 'posted' && approvedBy)!;
    const reason = { reason: 'Charged to us by mistake' };
    expect((await call('post', `manual-entries/${id}/reverse`, 'acc-2', reason)).status).toBe(204);
    expect((await call('post', `manual-entries/${id}/approve`, 'acc-2')).body.code).toBe('second-person');
    expect((await tasks('acc-1'))[0]!.title).toMatch(/^Take back \$50\.01/);
    expect((await call('post', `manual-entries/${id}/approve`, 'acc-1')).status).toBe(204);
    expect(await bank()).toBe(-5000);
    expect((await call('post', `manual-entries/${id}/reverse`, 'acc-1', reason)).status).toBe(409);
  });

  it('count together for each person: many at once do not slip through, and what goes above says why it waits', async () => {
    // a desk of its own: nothing was posted there before
    const at = 'HFC';
    const post = (who: string, minor: number) => call('post', 'manual-entries', who, written(minor), at);
    const done = await Promise.all(Array.from({ length: 24 }, (_, n) => post(n % 2 ? 'acc-1' : 'acc-2', 999)));
    const posted = done.filter(({ body }) => body.status === 'posted');
    const byOne = posted.filter(({ body }) => body.by === 'acc-1');
    expect([posted.length, byOne.length]).toEqual([10, 5]);
    const { rows } = await database.owner.query<{ minor: string }>(
      `select sum(minor) as minor from payment.posting where tenant = 'HFC' and account = 'bank'`,
    );
    expect(rows[0]!.minor).toBe('-9990');
    const waits = { limit: 50, already: usd(4995) };
    expect((await post('acc-1', 6)).body).toMatchObject({ status: 'proposed', waits });
    expect((await post('acc-1', 5)).body).toMatchObject({ status: 'posted' });
    expect((await list(at)).alone).toEqual([usd(5000)]);
    const { body } = await call('get', 'tasks', 'man-1', undefined, at);
    const reasons = (body as TaskList).tasks.map(({ reason }) => reason);
    expect(reasons).toContain(
      'With the $49.95 that its writer posted alone in the 30 days before, it is above the limit for one person. Another than who proposed it approves it.',
    );
  });

  it('do not count once a second person approved them, they were taken back, or 30 days went by', async () => {
    const at = 'HFC';
    const post = async (minor: number) => (await call('post', 'manual-entries', 'acc-1', written(minor), at)).body;
    const waiting = (await list(at)).entries.find(({ status, by }) => status === 'proposed' && by === 'acc-1')!;
    expect((await call('post', `manual-entries/${waiting.id}/approve`, 'acc-2', undefined, at)).status).toBe(204);
    expect((await list(at)).alone).toEqual([usd(5000)]);
    const own = (await list(at)).entries.find(
      ({ status, by, approvedBy }) => status === 'posted' && by === 'acc-1' && !approvedBy,
    )!;
    const reason = { reason: 'Charged to us by mistake' };
    expect((await call('post', `manual-entries/${own.id}/reverse`, 'acc-1', reason, at)).status).toBe(204);
    const left = 5000 - own.lines[0]!.amount.minor;
    expect((await list(at)).alone).toEqual([usd(left)]);
    expect((await post(5000)).status).toBe('proposed');
    await database.owner.query(
      `update payment.manual_entry set created_at = created_at - interval '30 days', updated_at = updated_at - interval '30 days' where tenant = 'HFC'`,
    );
    expect((await list(at)).alone).toEqual([]);
    expect((await post(5000)).status).toBe('posted');
  });

  it('follow the limit their library set, which no accountant sets', async () => {
    expect((await call('put', 'manual-entries/limit', 'acc-1', { limit: 1000 })).status).toBe(403);
    expect((await call('put', 'manual-entries/limit', 'man-1', { limit: 0 })).status).toBe(204);
    expect((await list()).limit).toBe(0);
    expect((await list('LCC')).limit).toBe(50);
    expect((await call('post', 'manual-entries', 'acc-1', written(1))).body.status).toBe('proposed');
  });

  it('never stand in a closed month: the month is that of posting', async () => {
    const { id } = (await list()).entries.find(({ status }) => status === 'proposed')!;
    await database.owner.query(
      `insert into payment.closed_month (tenant, month, through, closed_at) values ('TSU', '2020-01', now() + interval '1 hour', now())`,
    );
    expect((await call('post', `manual-entries/${id}/approve`, 'acc-2')).status).toBeGreaterThanOrEqual(400);
    expect(await bank()).toBe(-5000);
    expect((await list()).entries.find((one) => one.id === id)).toMatchObject({ status: 'proposed' });
  });

  it('are each library’s own', async () => {
    expect((await list('LCC')).entries).toEqual([]);
    const { id } = (await list()).entries[0]!;
    expect((await call('post', `manual-entries/${id}/approve`, 'acc-2', undefined, 'LCC')).status).toBe(404);
  });
});
