import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { CostIncurred, ReserveFund } from '#lib/contracts';
import { DAY, money } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { testDatabase, testService } from '#lib/testing';
import { chargesPublished } from '../__fixtures__/charges.ts';
import { deliver } from '../__fixtures__/deliver.ts';
import { payment } from '../payment.module.ts';

const usd = (minor: number) => money(minor, 'USD');

describe('payment over HTTP', () => {
  const database = testDatabase('payment');
  const service = testService(payment, { database });
  beforeAll(async () => deliver(service.get(Database), [await chargesPublished()]));
  const as = (roles: ('patron' | 'staff' | 'accountant' | 'manager' | 'rules-author' | 'operator')[], tenant = 'LCC') =>
    service.as({ tenant, roles });
  const get = async (path: string, roles: Parameters<typeof as>[0] = ['accountant'], tenant = 'LCC') =>
    request(service.http)
      .get(`/api/payment/${path}`)
      .set(await as(roles, tenant));
  const put = async (code: string, body: object, roles: Parameters<typeof as>[0] = ['accountant'], tenant = 'LCC') =>
    request(service.http)
      .put(`/api/payment/funds/${code}`)
      .set(await as(roles, tenant))
      .send(body);
  const post = async (path: string, body: object = {}, tenant = 'LCC') =>
    request(service.http)
      .post(`/api/payment/${path}`)
      .set(await as(['staff'], tenant))
      .send(body);

  it('opens a fund for the running fiscal year and changes it', async () => {
    const opened = await put('ILL-2026', { allocated: usd(500_000) });
    expect(opened.status).toBe(200);
    expect(opened.body).toMatchObject({
      code: 'ILL-2026',
      startsOn: '2025-07-01',
      endsOn: '2026-06-30',
      available: usd(500_000),
      unfunded: usd(0),
    });
    await put('ILL-2026', { allocated: usd(450_000), name: 'On demand' });
    expect((await get('funds')).body).toEqual({
      funds: [expect.objectContaining({ name: 'On demand', allocated: usd(450_000) })],
    });
    const { body } = await get('entries');
    expect(body.entries.map(({ kind }: { kind: string }) => kind)).toEqual(['allocation', 'opening']);
    // said again, nothing is posted
    await put('ILL-2026', { allocated: usd(450_000) });
    expect((await get('entries')).body.entries).toHaveLength(2);
    expect((await get('funds', ['manager'], 'TSU')).body).toEqual({ funds: [] });
  });

  it.each<[string, string, object, number, string | undefined]>([
    ['an amount in fractions of a cent', 'ILL-2026', { allocated: { minor: 1.5, currency: 'USD' } }, 400, 'allocated.minor'],
    ['an unknown field', 'ILL-2026', { allocated: usd(1), added: 1 }, 400, 'added'],
    ['no amount', 'ILL-2026', {}, 400, 'allocated'],
    ['a code with spaces', 'ill%202026', { allocated: usd(1) }, 400, undefined],
    ['less than nothing', 'NEW', { allocated: usd(-1) }, 422, 'allocated'],
    ['another currency', 'ILL-2026', { allocated: money(1, 'EUR') }, 422, 'allocated.currency'],
    [
      'a year that ends before it starts',
      'NEW',
      { allocated: usd(1), startsOn: '2025-07-01', endsOn: '2025-06-30' },
      422,
      'endsOn',
    ],
  ])('refuses %s', async (_, code, body, status, field) => {
    const answer = await put(code, body);
    expect([answer.status, answer.type]).toEqual([status, 'application/problem+json']);
    expect(answer.body.field ?? answer.body.errors?.[0].field).toEqual(field);
  });

  it.each<[string, string, Parameters<typeof as>[0], number, string?]>([
    ['patrons see no ledger', 'entries', ['patron'], 403],
    ['patrons see no funds', 'funds', ['patron'], 403],
    ['patrons see no tasks', 'tasks', ['patron'], 403],
    ['staff see the funds', 'funds', ['staff'], 200],
    ['staff see the ledger', 'trial-balance', ['staff'], 200],
    ['an operator for nobody in particular sees none', 'funds', ['operator'], 403, 'consortium'],
  ])('%s', async (_, path, roles, status, tenant = 'LCC') => {
    expect((await get(path, roles, tenant)).status).toBe(status);
  });

  it('lets accountants alone set an allocation', async () => {
    for (const role of ['patron', 'staff', 'manager', 'rules-author'] as const)
      expect((await put('ILL-2026', { allocated: usd(1) }, [role])).status).toBe(403);
    expect(
      (
        await request(service.http)
          .put('/api/payment/funds/ILL-2026')
          .send({ allocated: usd(1) })
      ).status,
    ).toBe(401);
  });

  it('says which field of a query is wrong', async () => {
    for (const query of ['limit=0', 'limit=9999', 'request=7', 'cursor=x', 'page=1'])
      expect([query, (await get(`entries?${query}`)).status]).toEqual([query, 400]);
    expect((await get('trial-balance?at=yesterday')).body.errors[0].field).toBe('at');
  });

  describe('with a request’s money', () => {
    const requestId = randomUUID();
    const attempt = randomUUID();
    const reservation = randomUUID();
    const common = { tenant: 'HFC', correlation: requestId };

    beforeAll(async () => {
      await put('ILL-2026', { allocated: usd(3000) }, ['accountant'], 'HFC');
      await deliver(service.get(Database), [
        {
          ...common,
          message: CostIncurred,
          subject: attempt,
          data: { requestId, kind: 'buy', what: 'print', payee: 'Prairie Books', amount: usd(4000), settledBy: 'invoice' },
        },
        {
          ...common,
          message: CostIncurred,
          subject: randomUUID(),
          data: {
            requestId: randomUUID(),
            kind: 'borrow',
            what: 'loan',
            payee: 'UBA',
            amount: money(1200, 'EUR'),
            settledBy: 'OCLC',
          },
        },
      ]);
    });

    it('tells it entry by entry, charge by charge', async () => {
      const { body } = await get(`requests/${requestId}`, ['staff'], 'HFC');
      expect(body.charges).toEqual([
        {
          attempt,
          status: 'over-fund',
          payee: 'Prairie Books',
          amount: usd(4000),
          unfunded: usd(1000),
          note: 'Fund ILL-2026 could not carry $10 of it: a manager raises the allocation.',
        },
      ]);
      expect(body.entries).toHaveLength(1);
      expect((await get(`entries?request=${requestId}`, ['staff'], 'HFC')).body.entries).toEqual(body.entries);
      // another library knows nothing of it
      expect((await get(`requests/${requestId}`, ['staff'], 'LCC')).body).toEqual({ entries: [], charges: [], reservations: [] });
    });

    it('pages, the latest first, without leaving one out', async () => {
      const first = await get('entries?limit=2', ['staff'], 'HFC');
      const second = await get(`entries?limit=2&cursor=${first.body.next}`, ['staff'], 'HFC');
      const kinds = [...first.body.entries, ...second.body.entries].map(({ kind }: { kind: string }) => kind);
      expect(kinds.toSorted()).toEqual(['invoice', 'opening', 'purchase']);
      expect(second.body.next).toBeUndefined();
    });

    it('balances to zero in every currency, at any moment', async () => {
      const { body } = await get('trial-balance', ['accountant'], 'HFC');
      expect(body.totals).toEqual([money(0, 'EUR'), usd(0)]);
      expect(
        body.accounts.map(({ account, balance }: { account: string; balance: { minor: number } }) => [account, balance.minor]),
      ).toEqual([
        ['expense:borrowing', 1200],
        ['payable:invoices', -1200],
        ['allocations', -3000],
        ['expense:purchases', 4000],
        ['fund:ILL-2026', 0],
        ['payable:unfunded', -1000],
      ]);
      expect((await get('trial-balance?at=2025-10-01T00:00:00Z', ['accountant'], 'HFC')).body.accounts).toEqual([]);
    });

    it('makes a task of what no fund could carry, for managers, and its action ends it', async () => {
      expect((await get('tasks', ['staff'], 'HFC')).body.tasks).toEqual([]);
      const { body } = await get('tasks', ['accountant'], 'HFC');
      const [task] = body.tasks;
      expect(task).toMatchObject({ kind: 'over-fund', requestId, library: 'HFC', supplier: 'Prairie Books' });
      const [{ path, fields }] = task.actions;
      const raised = await request(service.http)
        .put(path)
        .set(await as(['accountant'], 'HFC'))
        .send({ allocated: fields[0].value });
      expect(raised.body).toMatchObject({ allocated: usd(4000), spent: usd(4000), available: usd(0), unfunded: usd(0) });
      expect((await get('tasks', ['accountant'], 'HFC')).body.tasks).toEqual([]);
      expect((await get('trial-balance', ['accountant'], 'HFC')).body.totals).toEqual([money(0, 'EUR'), usd(0)]);
    });

    it('asks about an old reservation, which staff keep or release', async () => {
      await put('ILL-2026', { allocated: usd(9000) }, ['accountant'], 'HFC');
      const data = { requestId, fund: 'ILL-2026', amount: usd(2000), purpose: 'Tufte' };
      await deliver(service.get(Database), [{ ...common, message: ReserveFund, subject: reservation, data }]);
      const remind = async () => {
        service.clock.advance(31 * DAY);
        for (;;) {
          const { body } = await get('tasks', ['staff'], 'HFC');
          if (body.tasks.length) return body.tasks;
          await new Promise((done) => setTimeout(done, 10));
        }
      };
      const [task] = await remind();
      expect(task).toMatchObject({
        kind: 'old-reservation',
        title: 'Tufte',
        actions: [{ name: 'keep-reservation' }, { name: 'release-reservation' }],
      });
      expect((await post(`reservations/${reservation}/keep`, {}, 'HFC')).status).toBe(204);
      expect((await get('tasks', ['staff'], 'HFC')).body.tasks).toEqual([]);
      await remind();
      expect((await post(`reservations/${reservation}/release`, {}, 'HFC')).status).toBe(400);
      expect((await post(`reservations/${reservation}/release`, { reason: 'Patron left' }, 'LCC')).status).toBe(404);
      expect((await post(`reservations/${reservation}/release`, { reason: 'Patron left' }, 'HFC')).status).toBe(204);
      expect((await post(`reservations/${reservation}/release`, { reason: 'Patron left' }, 'HFC')).status).toBe(409);
      expect((await get('funds', ['staff'], 'HFC')).body.funds[0]).toMatchObject({ reserved: usd(0), available: usd(5000) });
    });
  });
});
