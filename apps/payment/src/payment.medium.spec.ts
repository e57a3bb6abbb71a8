import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { AbandonReservation, CostIncurred, CostReversed, messages, ReleaseReservation, ReserveFund } from '#lib/contracts';
import { DAY, money } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { testDatabase, testService } from '#lib/testing';
import { chargesPublished } from './__fixtures__/charges.ts';
import { deliver, listen, told as toldOf, type Sent } from './__fixtures__/deliver.ts';
import { seedFunds } from './app/seed-funds.ts';
import { ledgerCheck, type HeardCost } from './ledger-check.ts';
import { payment } from './payment.module.ts';

const FUND = 'ILL-2026';
const usd = (minor: number) => money(minor, 'USD');

describe('payment hears of reservations and costs', () => {
  const database = testDatabase('payment');
  beforeAll(() =>
    listen(
      database.owner,
      [...messages.keys()].filter((type) => messages.get(type)!.source === 'payment'),
    ),
  );
  const service = testService(payment, { database });
  beforeAll(async () => deliver(service.get(Database), [await chargesPublished()]));
  let libraries = 0;
  /** A library of its own, with a fund of that many cents. */
  async function library(allocated: number): Promise<string> {
    const tenant = `L${String((libraries += 1))}X`;
    await seedFunds(service.get(Database), [{ library: tenant, code: FUND, allocated: usd(allocated) }]);
    return tenant;
  }
  const send = (...sent: Sent[]): Promise<void> => deliver(service.get(Database), sent);
  const fund = async (tenant: string) => {
    const { rows } = await database.owner.query('select allocated, reserved, spent from payment.fund where tenant = $1', [
      tenant,
    ]);
    const [row] = rows as Record<'allocated' | 'reserved' | 'spent', string>[];
    return { allocated: Number(row!.allocated), reserved: Number(row!.reserved), spent: Number(row!.spent) };
  };
  const balances = async (tenant: string): Promise<Record<string, number>> => {
    const { rows } = await database.owner.query<{ account: string; minor: string }>(
      'select account, sum(minor) as minor from payment.posting where tenant = $1 group by account having sum(minor) <> 0 order by 1',
      [tenant],
    );
    return Object.fromEntries(rows.map(({ account, minor }) => [account, Number(minor)]));
  };
  const told = (tenant: string) => toldOf(database.owner, tenant);

  const ask = (tenant: string, reservation: string, requestId: string, minor: number): Sent => ({
    message: ReserveFund,
    tenant,
    subject: reservation,
    correlation: requestId,
    data: { requestId, fund: FUND, amount: usd(minor), purpose: 'Tufte, The Visual Display of Quantitative Information' },
  });
  const back = (
    tenant: string,
    reservation: string,
    requestId: string,
    message = ReleaseReservation as typeof AbandonReservation | typeof ReleaseReservation,
  ): Sent => ({
    message,
    tenant,
    subject: reservation,
    data: { requestId, reason: 'Not bought' },
  });
  const costs = (tenant: string, attempt: string, requestId: string, part: object): Sent => ({
    message: CostIncurred,
    tenant,
    subject: attempt,
    correlation: requestId,
    data: { requestId, kind: 'borrow', what: 'loan', payee: 'ZZX', amount: usd(4000), settledBy: 'OCLC', ...part },
  });
  const buys = (tenant: string, attempt: string, requestId: string, minor: number, reservation?: string): Sent =>
    costs(tenant, attempt, requestId, {
      kind: 'buy',
      what: 'print',
      payee: 'Prairie Books',
      amount: usd(minor),
      settledBy: 'invoice',
      reservation,
    });
  const reverses = (tenant: string, attempt: string, requestId: string): Sent => ({
    message: CostReversed,
    tenant,
    subject: attempt,
    data: { requestId, reason: 'Cancelled in time' },
  });
  const ids = () => [randomUUID(), randomUUID(), randomUUID()] as const;

  it('reserves, buys at the real price and tells each step', async () => {
    const tenant = await library(10_000);
    const [request, reservation, attempt] = ids();
    await send(ask(tenant, reservation, request, 4200));
    expect(await fund(tenant)).toEqual({ allocated: 10_000, reserved: 4200, spent: 0 });
    await send(buys(tenant, attempt, request, 4000, reservation));
    await send(back(tenant, reservation, request));
    expect(await fund(tenant)).toEqual({ allocated: 10_000, reserved: 0, spent: 4000 });
    expect(await balances(tenant)).toEqual({ allocations: -10_000, 'expense:purchases': 4000, [`fund:${FUND}`]: 6000 });
    const events = (await told(tenant)).map(({ type }) => type);
    expect(events.filter((type) => type === 'payment.fund-reserved.v1')).toHaveLength(1);
    expect(events.filter((type) => type === 'payment.reservation-released.v1')).toEqual([]);
    const posted = (await told(tenant)).find(({ type, data }) => type === 'payment.entry-posted.v1' && data.kind === 'purchase');
    expect(posted!.data).toEqual({
      requestId: request,
      kind: 'purchase',
      description: `Bought from Prairie Books, print, $40, from fund ${FUND}`,
      payee: 'Prairie Books',
      settledBy: 'invoice',
      lines: [
        { account: 'expense:purchases', amount: usd(4000) },
        { account: `fund:${FUND}`, amount: usd(-4000) },
      ],
    });
    const funds = (await told(tenant)).filter(({ type }) => type === 'payment.fund-changed.v1');
    expect(funds.at(-1)!.data).toMatchObject({ available: usd(6000), reserved: usd(0), spent: usd(4000) });
  });

  it('refuses what the fund has not, and says what it has', async () => {
    const tenant = await library(5000);
    const [request, first, second] = ids();
    // one after the other: two keys go side by side
    await send(ask(tenant, first, request, 4000));
    await send(ask(tenant, second, request, 1001));
    expect(await fund(tenant)).toMatchObject({ reserved: 4000 });
    expect((await told(tenant)).at(-1)).toMatchObject({
      type: 'payment.reservation-refused.v1',
      subject: second,
      data: { available: usd(1000), reason: `Fund ${FUND} has $10 left; $10.01 is needed.` },
    });
    // of an unknown fund nothing can be had
    await send({
      ...ask(tenant, randomUUID(), request, 1),
      data: { requestId: request, fund: 'NONE', amount: usd(1), purpose: 'x' },
    });
    expect((await told(tenant)).at(-1)).toMatchObject({ data: { reason: 'There is no fund NONE.', available: usd(0) } });
  });

  it('gives back what an order did not need', async () => {
    const tenant = await library(5000);
    const [request, reservation] = ids();
    await send(ask(tenant, reservation, request, 4000), back(tenant, reservation, request, AbandonReservation));
    await send(back(tenant, reservation, request));
    expect(await fund(tenant)).toMatchObject({ reserved: 0, spent: 0 });
    expect((await told(tenant)).filter(({ type }) => type === 'payment.reservation-released.v1')).toHaveLength(1);
  });

  it('expects $40 and $0.26 through IFM for the demo’s request 14, and nothing for a free loan', async () => {
    const tenant = await library(0);
    const [request, attempt, free] = ids();
    await send(
      costs(tenant, attempt, request, {}),
      costs(tenant, free, request, { payee: 'HFC', amount: usd(0), settledBy: 'nobody' }),
    );
    expect(await balances(tenant)).toEqual({ 'expense:borrowing': 4000, 'expense:ifm-fees': 26, 'settlement:OCLC': -4026 });
    const entries = (await told(tenant)).filter(({ type }) => type === 'payment.entry-posted.v1');
    expect(entries.map(({ data }) => [data.kind, data.settledBy])).toEqual([
      ['ifm-expected', 'OCLC'],
      ['ifm-fee', 'OCLC'],
    ]);
  });

  it('posts once, whoever says it again', async () => {
    const tenant = await library(10_000);
    const [request, reservation, attempt] = ids();
    const bought = buys(tenant, attempt, request, 4000, reservation);
    await send(ask(tenant, reservation, request, 4000), bought, bought, { ...bought, id: randomUUID() });
    expect(await fund(tenant)).toMatchObject({ reserved: 0, spent: 4000 });
  });

  it('lets stand over what no fund can carry, until a manager raises it', async () => {
    const tenant = await library(3000);
    const [request, reservation, attempt] = ids();
    await send(ask(tenant, reservation, request, 2500), buys(tenant, attempt, request, 4000, reservation));
    expect(await balances(tenant)).toEqual({ allocations: -3000, 'expense:purchases': 4000, 'payable:unfunded': -1000 });
    expect(await fund(tenant)).toEqual({ allocated: 3000, reserved: 0, spent: 3000 });
    expect(await ledgerCheck(database.owner)).toMatchObject({ faults: [] });
  });

  it('asks again after the days set whether an unused reservation is still wanted', async () => {
    const tenant = await library(5000);
    const [request, reservation] = ids();
    await send(ask(tenant, reservation, request, 4000));
    const reminders = async () =>
      (
        await database.owner.query<{ reminders: number }>('select reminders from payment.reservation where id = $1', [
          reservation,
        ])
      ).rows[0]!.reminders;
    expect(await reminders()).toBe(0);
    service.clock.advance(31 * DAY);
    while ((await reminders()) === 0) await new Promise((done) => setTimeout(done, 10));
    expect(await reminders()).toBe(1);
    expect(await fund(tenant)).toMatchObject({ reserved: 4000 });
  });

  it('adds up and agrees, whatever comes in whatever order, twice or not', async () => {
    const KINDS = ['reserve', 'release', 'abandon', 'incur', 'reverse', 'ifm'] as const;
    const heard: HeardCost[] = [];
    const step = fc.record({ kind: fc.constantFrom(...KINDS), n: fc.nat(3), minor: fc.integer({ min: 1, max: 6000 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 15_000 }),
        fc.array(step, { minLength: 8, maxLength: 40 }),
        async (allocated, steps) => {
          const tenant = await library(allocated);
          const of = Array.from({ length: 4 }, ids);
          const sent = steps.map(({ kind, n, minor }): Sent => {
            const [request, reservation, attempt] = of[n]!;
            if (kind === 'reserve') return ask(tenant, reservation, request, minor);
            if (kind === 'release') return back(tenant, reservation, request);
            if (kind === 'abandon') return back(tenant, reservation, request, AbandonReservation);
            if (kind === 'reverse') return reverses(tenant, attempt, request);
            return kind === 'incur'
              ? buys(tenant, attempt, request, minor, reservation)
              : costs(tenant, attempt, request, { amount: usd(minor) });
          });
          await send(...sent);
          for (const [n, [, , attempt]] of of.entries()) {
            const first = steps.find((given) => given.n === n && (given.kind === 'incur' || given.kind === 'ifm'));
            if (!first) continue;
            const reversed = steps.some((given) => given.n === n && given.kind === 'reverse');
            const cost =
              first.kind === 'incur'
                ? ({ kind: 'buy', settledBy: 'invoice' } as const)
                : ({ kind: 'borrow', settledBy: 'OCLC' } as const);
            heard.push({ attempt, tenant, cost: { ...cost, amount: usd(first.minor) }, reversed });
          }
          const { reserved, spent } = await fund(tenant);
          expect(reserved >= 0 && spent >= 0 && reserved + spent <= allocated).toBe(true);
          expect(Object.values(await balances(tenant)).reduce((sum, minor) => sum + minor, 0)).toBe(0);
        },
      ),
      { numRuns: 25, seed: 20251006 },
    );
    const others = await database.owner.query<{ id: string }>('select id from payment.charge where not id = any($1::uuid[])', [
      heard.map(({ attempt }) => attempt),
    ]);
    const check = await ledgerCheck(database.owner, heard);
    const known = new Set(others.rows.map(({ id }) => `charge ${id} was posted for a cost nobody heard of`));
    expect(check.faults.filter((fault) => !known.has(fault))).toEqual([]);
    expect(check.charges).toBeGreaterThan(40);
  }, 60_000);

  it('goes red where a charge is dropped or mispriced', async () => {
    const tenant = await library(9000);
    const [request, reservation, attempt] = ids();
    await send(ask(tenant, reservation, request, 4000), buys(tenant, attempt, request, 4000, reservation));
    const cost = { kind: 'buy', settledBy: 'invoice', amount: usd(4000) } as const;
    const faults = async (heard: HeardCost) =>
      (await ledgerCheck(database.owner, [heard])).faults.filter((fault) => fault.includes(heard.attempt));
    expect(await faults({ attempt, tenant, cost })).toEqual([]);
    expect(await faults({ attempt, tenant, cost: { ...cost, amount: usd(4001) } })).toHaveLength(1);
    expect(await faults({ attempt: randomUUID(), tenant, cost })).toHaveLength(1);
    expect(await faults({ attempt, tenant, cost, reversed: true })).toHaveLength(1);
    await database.owner.query('update payment.fund set spent = spent + 1 where tenant = $1', [tenant]);
    expect((await ledgerCheck(database.owner)).faults).toEqual([
      `fund ${tenant}/${FUND} says 4999 left to pay with, its account 5000`,
    ]);
    await database.owner.query('update payment.fund set spent = spent - 1 where tenant = $1', [tenant]);
  });
});
