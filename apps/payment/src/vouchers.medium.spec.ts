import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { AbandonReservation, CostIncurred, CostReversed, messages, PromiseVouchers } from '#lib/contracts';
import { DAY } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { testDatabase, testService } from '#lib/testing';
import { chargesPublished } from './__fixtures__/charges.ts';
import { deliver, listen, told, type Sent } from './__fixtures__/deliver.ts';
import { voucherDesk } from './__fixtures__/voucher-desk.ts';
import { stockId } from './app/stores.ts';
import type { VoucherHistory } from './http/voucher-shapes.ts';
import { ledgerCheck } from './ledger-check.ts';
import { payment } from './payment.module.ts';

describe('a library’s IFLA vouchers', () => {
  const database = testDatabase('payment');
  const service = testService(payment, { database });
  beforeAll(async () => deliver(service.get(Database), [await chargesPublished()]));
  beforeAll(() =>
    listen(
      database.owner,
      [...messages.keys()].filter((type) => messages.get(type)!.source === 'payment'),
    ),
  );
  const { call, stock, balances, promise, buy } = voucherDesk(database, service);
  afterEach(async () => {
    const { faults } = await ledgerCheck(database.owner);
    if (faults.length) throw new Error(faults.join('\n'));
  });

  it('the demo’s: bought with fees, one for a loan and a half for a copy, one and a half left', async () => {
    expect((await buy('TSU', 'F1', 'F2', 'H1', 'H2')).body).toMatchObject({ held: 6, reserved: 0, inTransit: 0, isLow: false });
    const loan = await promise('TSU', 'UBA', 2);
    const copy = await promise('TSU', 'UBA', 1);
    expect([loan.body.numbers, copy.body.numbers]).toEqual([['F1'], ['H1']]);
    expect(await stock('TSU')).toMatchObject({ held: 3, reserved: 3 });
    for (const { body } of [loan, copy])
      for (const step of ['send', 'send', 'accept', 'accept'])
        expect((await call('post', `/promises/${body.id}/${step}`, 'TSU')).status).toBe(204);
    expect(await stock('TSU')).toMatchObject({ held: 3, reserved: 0, inTransit: 0, cards: [{ number: 'F2' }, { number: 'H2' }] });
    expect(await balances('TSU')).toEqual({
      'vouchers:held XVH': 3,
      'expense:borrowing XVH': 3,
      'vouchers:IFLA XVH': -6,
      'expense:vouchers EUR': 2400,
      'expense:fees EUR': 2196,
      'settlement:IFLA EUR': -4596,
    });
    // accepted by its lender, it cannot come back
    const late = await call('post', `/promises/${loan.body.id}/come-back`, 'TSU');
    expect([late.status, late.body.detail]).toEqual([409, 'Not possible: F1 is spent.']);
  });

  it('gives a slip for the parcel as long as the cards are promised or under way, to their library alone', async () => {
    await buy('UMW', 'F1');
    const { body } = await promise('UMW', 'UBA', 2);
    const slip = (tenant: string) => call('get', `/promises/${body.id}/slip.pdf`, tenant);
    const printed = await slip('UMW');
    expect([printed.status, printed.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect((await slip('LCC')).status).toBe(404);
    await call('post', `/promises/${body.id}/send`, 'UMW');
    expect((await slip('UMW')).status).toBe(200);
    await call('post', `/promises/${body.id}/come-back`, 'UMW');
    const late = await slip('UMW');
    expect([late.status, late.body.remedy]).toEqual([404, expect.stringMatching(/back in the drawer/)]);
  });

  it('tells a card’s history, to its library alone', async () => {
    await buy('LCC', 'F1');
    const { body } = await promise('LCC', 'UBA', 2);
    for (const step of ['send', 'come-back']) await call('post', `/promises/${body.id}/${step}`, 'LCC');
    await call('post', '/lost', 'LCC', { numbers: ['F1'], reason: 'Fell behind the drawer' });
    await call('post', '/counts', 'LCC', { cards: [{ number: 'F1', denomination: 'full' }], reason: 'The year’s count' });
    await call('post', '/redemptions', 'LCC', { order: '2025-20', numbers: ['F1'] });
    const { card, history } = (await call('get', '/cards/F1', 'LCC')).body as VoucherHistory;
    expect(card).toEqual({ number: 'F1', denomination: 'full', status: 'redeemed' });
    expect(history.map(({ what, by, order, lender, reason }) => [what, by, order ?? lender ?? reason])).toEqual([
      ['bought', 'ada', '2025-17'],
      ['reserved', 'ada', 'UBA'],
      ['sent', 'ada', undefined],
      ['came-back', 'ada', undefined],
      ['lost', 'ada', 'Fell behind the drawer'],
      ['counted', 'ada', 'The year’s count'],
      ['redeemed', 'ada', '2025-20'],
    ]);
    expect((await call('get', '/cards/F1', 'HFC')).status).toBe(404);
    expect((await stock('HFC')).cards).toEqual([]);
    // lost and found again, bought and given back: only IFLA's fees stay, 21 + 0.32 euros each way
    expect(await balances('LCC')).toEqual({
      'expense:vouchers-lost XVH': 2,
      'expense:vouchers-counted XVH': -2,
      'expense:fees EUR': 4264,
      'settlement:IFLA EUR': -4264,
    });
  });

  it('gives a reason with what a count finds, and takes another library’s in', async () => {
    await buy('HFC', 'F1', 'H1');
    const counted = await call('post', '/counts', 'HFC', {
      cards: [{ number: 'H1', denomination: 'half' }],
      reason: 'Year’s end',
    });
    expect(counted.body).toMatchObject({ held: 1 });
    await call('post', '/received', 'HFC', { from: 'UBA', lent: 'L-7', cards: [{ number: 'U9', denomination: 'full' }] });
    expect(await balances('HFC')).toMatchObject({
      'vouchers:held XVH': 3,
      'expense:vouchers-counted XVH': 2,
      'income:lending XVH': -2,
    });
    const { rows } = await database.owner.query<{ because: object }>(
      `select because from payment.entry where tenant = 'HFC' and description = '1 voucher missing when counted'`,
    );
    expect(rows).toEqual([{ because: { rules: [], person: 'Year’s end' } }]);
    expect((await call('put', '/low', 'HFC', { halves: 4 })).body).toMatchObject({ low: 4, isLow: true });
  });

  it('promises no card twice, however many ask at once', async () => {
    await buy('DPL', 'F1', 'F2', 'F3', 'H1');
    const asked = await Promise.all(Array.from({ length: 12 }, () => promise('DPL', 'UBA', 2)));
    const given = asked.filter(({ status }) => status === 200).flatMap(({ body }) => body.numbers as string[]);
    expect(given.toSorted()).toEqual(['F1', 'F2', 'F3']);
    const refused = asked.filter(({ status }) => status !== 200);
    expect(refused.map(({ status, body }) => [status, body.type])).toEqual(
      Array.from({ length: 9 }, () => [422, expect.stringContaining('too-few-vouchers')]),
    );
    expect(await stock('DPL')).toMatchObject({ held: 1, reserved: 6 });
  });

  it('promises once for one request and lender, though asked twice', async () => {
    await buy('WMC', 'F1', 'F2');
    const id = randomUUID();
    const [one, again] = [await promise('WMC', 'UBA', 2, id), await promise('WMC', 'UBA', 2, id)];
    expect(again.body).toEqual(one.body);
    expect(await stock('WMC')).toMatchObject({ held: 2, reserved: 2 });
    await call('post', `/promises/${one.body.id}/release`, 'WMC');
    expect(await stock('WMC')).toMatchObject({ held: 4, reserved: 0 });
    expect((await call('post', `/promises/${one.body.id}/send`, 'WMC')).status).toBe(404);
  });

  it('has somebody buy when fewer are left than the library wants to have', async () => {
    const tasks = async () =>
      (
        await request(service.http)
          .get('/api/payment/tasks')
          .set(await service.as({ tenant: 'HSL', sub: 'ada', roles: ['staff'] }))
      ).body.tasks as { kind: string; title: string; requestId?: string; actions: { name: string; path: string }[] }[];
    await buy('HSL', 'F1', 'F2');
    expect((await call('put', '/low', 'HSL', { halves: 3 })).status).toBe(200);
    expect(await tasks()).toEqual([]);
    await promise('HSL', 'UBA', 2);
    const [few] = await tasks();
    expect([few?.kind, few?.title, few?.requestId]).toEqual(['vouchers-low', '1 voucher left', undefined]);
    expect(few!.actions).toMatchObject([{ name: 'vouchers-low', path: '/api/payment/vouchers/low' }]);
    await buy('HSL', 'H1');
    expect(await tasks()).toEqual([]);
  });

  it('asks after a month what became of them, and the answer ends it', async () => {
    const tasks = async () =>
      (
        await request(service.http)
          .get('/api/payment/tasks')
          .set(await service.as({ tenant: 'EVG', sub: 'ada', roles: ['staff'] }))
      ).body.tasks as { title: string; reason: string; actions: { name: string; path: string }[] }[];
    await buy('EVG', 'F1', 'H1');
    await promise('EVG', 'UBA', 3);
    expect(await tasks()).toEqual([]);
    service.clock.advance(31 * DAY);
    const [promised] = await tasks();
    expect(promised).toMatchObject({ kind: 'vouchers-waiting', title: '1½ vouchers for UBA', since: expect.any(String) });
    expect(promised!.reason).toContain('not sent yet: F1, H1');
    const answer = async (name: string, from: typeof promised) =>
      (await call('post', from!.actions.find((one) => one.name === name)!.path.replace('/api/payment/vouchers', ''), 'EVG'))
        .status;
    expect(await answer('vouchers-send', promised)).toBe(204);
    // counted anew from when they were sent
    expect(await tasks()).toEqual([]);
    service.clock.advance(31 * DAY);
    const [sent] = await tasks();
    expect(sent!.actions.map(({ name }) => name)).toEqual(['vouchers-accept', 'vouchers-come-back']);
    expect(await answer('vouchers-accept', sent)).toBe(204);
    expect(await tasks()).toEqual([]);
  });

  it('keeps what a decision asks, or says how much is left; gives it back; and asks for it once the lender has sent the item', async () => {
    await buy('GPL', 'F1', 'H1');
    const asked = (halves: number, lender = 'UBA') => ({ requestId: randomUUID(), lender, halves });
    const send = (message: Sent['message'], subject: string, data: object) =>
      deliver(service.get(Database), [{ message, tenant: 'GPL', subject, data }]);
    const answers = async (id: string) =>
      (await told(database.owner, 'GPL')).filter(({ subject }) => subject === id).map(({ type, data }) => ({ type, data }));
    const [loan, dear, early] = [randomUUID(), randomUUID(), randomUUID()];
    const wanted = asked(2);
    await send(PromiseVouchers, loan, wanted);
    await send(PromiseVouchers, dear, asked(2));
    expect(await answers(loan)).toEqual([{ type: 'payment.vouchers-promised.v1', data: { ...wanted, numbers: ['F1'] } }]);
    expect(await answers(dear)).toMatchObject([
      {
        type: 'payment.vouchers-refused.v1',
        data: { left: { full: 0, half: 1 }, reason: '1 voucher asked, ½ voucher in stock.' },
      },
    ]);
    // given back before it was asked for: nothing is kept that nobody gives back any more
    await send(AbandonReservation, early, { requestId: wanted.requestId, reason: 'Cancelled' });
    await send(PromiseVouchers, early, asked(1));
    expect(await answers(early)).toMatchObject([{ type: 'payment.vouchers-refused.v1' }]);
    expect(await stock('GPL')).toMatchObject({ held: 1, reserved: 2 });
    // by hand, for the same lender and request: they are promised already
    expect((await promise('GPL', 'UBA', 2, wanted.requestId)).body.numbers).toEqual(['F1']);

    const tasks = async () =>
      (
        await request(service.http)
          .get('/api/payment/tasks')
          .set(await service.as({ tenant: 'GPL', sub: 'ada', roles: ['staff'] }))
      ).body.tasks as { kind: string; reason: string }[];
    expect(await tasks()).toEqual([]);
    const cost = {
      requestId: wanted.requestId,
      kind: 'borrow',
      what: 'loan',
      payee: 'UBA',
      amount: { minor: 800, currency: 'EUR' },
      settledBy: 'vouchers',
      reservation: loan,
    };
    const [attempt, other] = [randomUUID(), randomUUID()];
    await send(CostIncurred, attempt, cost);
    expect(await tasks()).toMatchObject([
      { kind: 'vouchers-waiting', reason: 'UBA has supplied it: send F1 by letter, or with the parcel when it goes back.' },
    ]);
    await send(CostReversed, attempt, { requestId: wanted.requestId, reason: 'Not what was asked' });
    expect([await tasks(), await stock('GPL')]).toMatchObject([[], { held: 3, reserved: 0 }]);
    // taken back before it was heard of
    await send(PromiseVouchers, other, { ...wanted, lender: 'UBB' });
    await send(CostReversed, attempt, { requestId: wanted.requestId, reason: 'Said twice' });
    await send(AbandonReservation, other, { requestId: wanted.requestId, reason: 'On loan' });
    expect(await stock('GPL')).toMatchObject({ held: 3, reserved: 0 });
    const changed = (await told(database.owner, 'GPL')).filter(({ type }) => type === 'payment.vouchers-changed.v1');
    expect(changed.at(-1)!.data).toEqual({ full: 1, half: 1, promised: 0, away: 0 });
  });

  it.each<[string, string, object, number]>([
    [
      'a number twice',
      '/orders',
      {
        order: 'x',
        cards: [
          { number: 'A', denomination: 'full' },
          { number: 'A', denomination: 'half' },
        ],
      },
      409,
    ],
    ['no cards', '/orders', { order: 'x', cards: [] }, 400],
    ['a quarter', '/orders', { order: 'x', cards: [{ number: 'A', denomination: 'quarter' }] }, 400],
    ['a card nobody knows', '/lost', { numbers: ['NONE'], reason: 'Gone' }, 404],
    ['a loss without a reason', '/lost', { numbers: ['NONE'] }, 400],
    ['half a half', '/promises', { requestId: randomUUID(), lender: 'UBA', halves: 0.5 }, 400],
  ])('refuses %s', async (_, path, body, status) => {
    const answer = await call('post', path, 'LCC', body);
    expect([answer.status, answer.type]).toEqual([status, 'application/problem+json']);
  });

  describe('drawer and books, in the database', () => {
    const inOwn = (sql: string, ...values: unknown[]) =>
      database.asTenant('TSU', (client) => client.query(sql, values as string[]));

    it('refuses a card that was not booked', async () => {
      await buy('TSU', 'X1');
      await expect(inOwn('update voucher_stock set held = held + 1 where id = $1', stockId('TSU'))).rejects.toThrow(
        /its books say/,
      );
    });

    it('refuses a booking of no card', async () => {
      const id = randomUUID();
      const write = database.asTenant('TSU', async (client) => {
        await client.query(
          `insert into entry (id, tenant, cause, purpose, kind, description, settled_by, lines, at)
           values ($1, 'TSU', $1, 'x', 'vouchers', 'x', 'vouchers', 2, now())`,
          [id],
        );
        await client.query(
          `insert into posting values ($1, 0, 'TSU', 'vouchers:held', 'XVH', 2), ($1, 1, 'TSU', 'vouchers:IFLA', 'XVH', -2)`,
          [id],
        );
      });
      await expect(write).rejects.toThrow(/its books say/);
    });

    it('is found by the check where the cards themselves say something else', async () => {
      const before = await database.owner.query<{ state: object }>(
        `select state from payment.voucher_stock where tenant = 'TSU'`,
      );
      await database.owner.query(`update payment.voucher_stock set state = '{"cards": []}' where tenant = 'TSU'`);
      expect((await ledgerCheck(database.owner)).faults).toEqual([
        expect.stringContaining('the vouchers of TSU: 0 halves in the drawer'),
      ]);
      await database.owner.query(`update payment.voucher_stock set state = $1 where tenant = 'TSU'`, [
        JSON.stringify(before.rows[0]!.state),
      ]);
    });
  });
});
