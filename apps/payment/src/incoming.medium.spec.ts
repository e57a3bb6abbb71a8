import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { CostIncurred, CostReversed } from '#lib/contracts';
import { money, type Money } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { testDatabase, testService } from '#lib/testing';
import { seedFunds } from './app/seed-funds.ts';
import { chargesPublished } from './__fixtures__/charges.ts';
import { deliver, type Sent } from './__fixtures__/deliver.ts';
import type { AwaitedList, IncomingShape } from './http/incoming-shapes.ts';
import { ledgerCheck } from './ledger-check.ts';
import { payment } from './payment.module.ts';

const usd = (minor: number): Money => money(minor, 'USD');

describe('invoices that come to a library', () => {
  const database = testDatabase('payment');
  const service = testService(payment, { database });
  const call = async (method: 'get' | 'post', path: string, tenant: string, body?: object | string) => {
    const asked = request(service.http);
    const url = `/api/payment/${path}`;
    const sent = (method === 'get' ? asked.get(url) : asked.post(url)).set(
      await service.as({ tenant, sub: 'ada', roles: ['accountant'] }),
    );
    return typeof body === 'string' ? sent.set('content-type', 'text/csv').send(body) : sent.send(body);
  };
  const borrowed = async (tenant: string, amount: Money, reference?: string): Promise<Sent> => {
    const requestId = randomUUID();
    const data: CostIncurred = {
      requestId,
      kind: 'borrow',
      what: 'loan',
      payee: 'ZZX',
      amount,
      settledBy: 'invoice',
      ...(reference ? { reference } : {}),
    };
    const sent = { message: CostIncurred, tenant, subject: randomUUID(), correlation: requestId, data };
    await deliver(service.get(Database), [sent]);
    return sent;
  };
  const requestOf = ({ data }: Sent): string => (data as CostIncurred).requestId;
  let numbers = 0;
  const enter = async (tenant: string, lines: object[], more: object = {}) =>
    call('post', 'incoming-invoices', tenant, { payee: 'ZZX', number: `N${(numbers += 1)}`, date: '2025-10-06', lines, ...more });
  const balances = async (tenant: string): Promise<Record<string, number>> => {
    const { rows } = await database.owner.query<{ account: string; minor: string }>(
      `select account || ' ' || currency as account, sum(minor) as minor from payment.posting where tenant = $1 group by 1 having sum(minor) <> 0`,
      [tenant],
    );
    return Object.fromEntries(rows.map(({ account, minor }) => [account, Number(minor)]));
  };
  const tasks = async (tenant: string) =>
    (await call('get', 'tasks', tenant)).body.tasks as {
      kind: string;
      requestId?: string;
      reason: string;
      actions: { name: string; path: string }[];
    }[];
  const answer = async (tenant: string, name: string, nth = 0): Promise<number> => {
    const { path } = (await tasks(tenant))[nth]!.actions.find((one) => one.name === name)!;
    return (await call('post', path.replace('/api/payment/', ''), tenant, { reason: 'Looked at it' })).status;
  };
  const expected = async (tenant: string) => (await call('get', 'incoming-invoices/expected', tenant)).body as AwaitedList;
  const paid = (tenant: string, id: string, reference = 'SEPA 9') =>
    call('post', `incoming-invoices/${id}/paid`, tenant, { on: '2025-10-06', reference });

  beforeAll(async () => deliver(service.get(Database), [await chargesPublished()]));
  afterEach(async () => {
    const { faults } = await ledgerCheck(database.owner);
    if (faults.length) throw new Error(faults.join('\n'));
  });

  it('posts a line as expected at once, and the payment once', async () => {
    const one = await borrowed('TSU', usd(1500), 'ZX-77');
    expect((await expected('TSU')).expected).toMatchObject([{ requestId: requestOf(one), open: usd(1500), reference: 'ZX-77' }]);
    const { status, body } = await enter('TSU', [{ minor: 1500, reference: 'zx77' }], { payee: 'zzx', total: 1500 });
    expect([status, body.status, body.payee, body.lines[0].verdict, body.lines[0].requestId]).toEqual([
      200,
      'approved',
      'ZZX',
      'confirmed',
      requestOf(one),
    ]);
    expect(await balances('TSU')).toEqual({ 'expense:borrowing USD': 1500, 'payable:ZZX USD': -1500 });
    expect((await expected('TSU')).expected).toEqual([]);
    for (const _ of [1, 2]) expect((await paid('TSU', body.id)).body.status).toBe('paid');
    expect((await paid('TSU', body.id, 'another')).status).toBe(409);
    expect(await balances('TSU')).toEqual({ 'expense:borrowing USD': 1500, 'bank USD': -1500 });
    expect((await call('get', `incoming-invoices/${body.id}`, 'LCC')).status).toBe(404);
  });

  it('refuses the same number of the same payee, also of twenty at once', async () => {
    const asked = await Promise.all(
      Array.from({ length: 20 }, (_, n) => enter('LCC', [{ minor: 100 }], { number: n % 2 ? 'inv 5' : 'INV5' })),
    );
    expect(asked.filter(({ status }) => status === 200)).toHaveLength(1);
    const [refused] = asked.filter(({ status }) => status === 409);
    expect(refused!.body.detail).toMatch(/^Invoice (inv 5|INV5) of ZZX was entered on 2025-10-06/);
    expect((await enter('LCC', [{ minor: 100 }], { number: 'INV5', payee: 'YYX' })).status).toBe(200);
  });

  it('leaves to a person what differs: accepted, the difference is posted; contested, nothing is', async () => {
    const [dear, likely] = [await borrowed('HFC', usd(1500)), await borrowed('HFC', usd(900))];
    const { body } = await enter('HFC', [
      { minor: 1800, requestId: requestOf(dear) },
      { minor: 900 },
      { minor: 350, what: 'Postage' },
    ]);
    expect((body as IncomingShape).lines.map(({ verdict }) => verdict)).toEqual(['amount-differs', 'likely', 'never-expected']);
    expect((await tasks('HFC')).map(({ kind, requestId, reason }) => [kind, requestId, reason])).toEqual([
      ['invoice-difference', requestOf(dear), 'ZZX says $18; $15 was expected.'],
      ['invoice-difference', requestOf(likely), '$9 of ZZX is what was expected, but no number says it is this request.'],
      ['invoice-difference', undefined, '$3.50 of ZZX for “Postage”: nothing like it was expected.'],
    ]);
    expect((await paid('HFC', body.id)).body.detail).toBe('3 of its lines wait for a person: 1, 2, 3.');
    expect(await answer('HFC', 'accept-invoice-line')).toBe(204);
    expect(await answer('HFC', 'accept-invoice-line')).toBe(204);
    expect(await answer('HFC', 'contest-invoice-line')).toBe(204);
    expect(await tasks('HFC')).toEqual([]);
    expect(await balances('HFC')).toEqual({ 'expense:borrowing USD': 2700, 'payable:ZZX USD': -2700 });
    expect((await paid('HFC', body.id)).body).toMatchObject({ status: 'paid', toPay: usd(2700), total: usd(3050) });
    const again = await call('post', `incoming-invoices/${body.id}/lines/1/accept`, 'HFC', { reason: 'x' });
    expect(again.status).toBe(409);
  });

  it('asks about what is charged twice, on one invoice or on two, and after it was taken back', async () => {
    const one = await borrowed('DPL', usd(700), 'D-1');
    const gone = await borrowed('DPL', usd(400), 'D-2');
    await deliver(service.get(Database), [
      { message: CostReversed, tenant: 'DPL', subject: gone.subject, data: { requestId: requestOf(gone), reason: 'Cancelled' } },
    ]);
    const lines = [
      { minor: 700, reference: 'D-1' },
      { minor: 700, reference: 'D-1' },
      { minor: 400, reference: 'D-2' },
    ];
    const verdictsOf = ({ body }: { body: unknown }) => (body as IncomingShape).lines.map(({ verdict }) => verdict);
    expect(verdictsOf(await enter('DPL', lines))).toEqual(['confirmed', 'charged-twice', 'after-reversal']);
    expect(verdictsOf(await enter('DPL', lines.slice(0, 1)))).toEqual(['charged-twice']);
    // what was asked and then taken back is expected to come back, as a line below zero
    await deliver(service.get(Database), [
      { message: CostReversed, tenant: 'DPL', subject: one.subject, data: { requestId: requestOf(one), reason: 'Never came' } },
    ]);
    expect((await expected('DPL')).expected).toMatchObject([{ open: usd(-700) }]);
    expect(verdictsOf(await enter('DPL', [{ minor: -700, reference: 'D-1' }]))).toEqual(['refund']);
    expect((await expected('DPL')).expected).toEqual([]);
    expect(await balances('DPL')).toEqual({});
  });

  it('is paid in parts, each posted once; one that was noted wrongly is taken back', async () => {
    await borrowed('SCH', usd(1500), 'S-1');
    const { body } = await enter('SCH', [{ minor: 1500, reference: 'S-1' }]);
    const of = (path: string, said: object) => call('post', `incoming-invoices/${body.id}/${path}`, 'SCH', said);
    const part = { on: '2025-10-06', reference: 'SEPA 1', minor: 600 };
    const early = await of('paid', { ...part, on: '2999-01-01' });
    expect([early.status, early.body.code, early.body.field]).toEqual([422, 'not-yet', 'on']);
    for (const _ of [1, 2]) expect((await of('paid', part)).body).toMatchObject({ status: 'approved', open: usd(900) });
    const more = await of('paid', { ...part, reference: 'SEPA 2', minor: 901 });
    expect([more.status, more.body.field]).toEqual([422, 'minor']);
    // many say at once that the rest was paid: it is once
    const rest = await Promise.all(
      Array.from({ length: 8 }, (_, n) => of('paid', { on: '2025-10-06', reference: `SEPA ${3 + (n % 2)}` })),
    );
    expect(rest.filter(({ status }) => status === 200)).toHaveLength(4);
    expect(await balances('SCH')).toEqual({ 'expense:borrowing USD': 1500, 'bank USD': -1500 });
    expect((await of('withdraw', { reason: 'x' })).status).toBe(409);
    for (const _ of [1, 2])
      expect((await of('payments/1/take-back', { reason: 'It was for their invoice of August' })).body).toMatchObject({
        status: 'approved',
        open: usd(600),
        payments: [{ takenBack: 'It was for their invoice of August' }, { amount: usd(900) }],
      });
    expect(await balances('SCH')).toEqual({ 'expense:borrowing USD': 1500, 'payable:ZZX USD': -600, 'bank USD': -900 });
    // the same words again are another payment now
    expect((await of('paid', part)).body).toMatchObject({ status: 'paid', open: usd(0) });
    expect((await of('payments/4/take-back', { reason: 'x' })).status).toBe(404);
  });

  it('meets what was bought from a fund: nothing of it is owed once more, what differs is a task', async () => {
    await seedFunds(service.get(Database), [{ library: 'RVL', code: 'ILL', allocated: usd(10_000) }]);
    const bought = async (minor: number, payee = 'get-it-now'): Promise<Sent> => {
      const requestId = randomUUID();
      const data: CostIncurred = { requestId, kind: 'buy', what: 'copy', payee, amount: usd(minor), settledBy: 'invoice' };
      const sent = { message: CostIncurred, tenant: 'RVL', subject: randomUUID(), correlation: requestId, data };
      await deliver(service.get(Database), [sent]);
      return sent;
    };
    const [one, two] = [await bought(2400), await bought(2600)];
    const before = await balances('RVL');
    // what a fund has paid is not what is owed by invoice
    expect((await expected('RVL')).expected).toEqual([]);
    const lines = [
      { minor: 2400, requestId: requestOf(one) },
      { minor: 2900, requestId: requestOf(two) },
      { minor: 2400, requestId: requestOf(one) },
    ];
    const { body } = await enter('RVL', lines, { payee: 'Get It Now' });
    expect([body.payee, body.lines.map(({ verdict }: { verdict: string }) => verdict)]).toEqual([
      'get-it-now',
      ['confirmed', 'amount-differs', 'charged-twice'],
    ]);
    expect(body).toMatchObject({ toPay: usd(0), lines: [{ covered: usd(2400) }, {}, {}] });
    expect(await balances('RVL')).toEqual(before);
    expect(await answer('RVL', 'accept-invoice-line')).toBe(204);
    expect(await answer('RVL', 'contest-invoice-line')).toBe(204);
    const owed = { ...before, 'expense:purchases USD': 5300, 'payable:get-it-now USD': -300 };
    expect(await balances('RVL')).toEqual(owed);
    expect((await paid('RVL', body.id)).body).toMatchObject({ status: 'paid', toPay: usd(300) });
    // one that was taken back after its invoice had come is expected back, and gives nothing once more: the fund has it already
    await deliver(service.get(Database), [
      { message: CostReversed, tenant: 'RVL', subject: one.subject, data: { requestId: requestOf(one), reason: 'Unreadable' } },
    ]);
    const after = await balances('RVL');
    const credit = await enter('RVL', [{ minor: -2400, requestId: requestOf(one) }], { payee: 'get-it-now' });
    expect(credit.body.lines).toMatchObject([{ verdict: 'refund', covered: usd(-2400) }]);
    expect(await balances('RVL')).toEqual(after);
    expect((await call('post', `incoming-invoices/${credit.body.id}/withdraw`, 'RVL', { reason: 'Typed wrongly' })).status).toBe(
      200,
    );
    expect(await balances('RVL')).toEqual(after);
  });

  it('takes back an invoice that was entered wrongly, and lets it be entered anew', async () => {
    const one = await borrowed('WMC', usd(1000), 'W-1');
    const number = 'W-INV';
    const wrong = await enter('WMC', [{ minor: 1000, reference: 'W-1' }, { minor: 50 }], { number });
    await answer('WMC', 'accept-invoice-line');
    const back = await call('post', `incoming-invoices/${wrong.body.id}/withdraw`, 'WMC', { reason: 'Typed wrongly' });
    expect(back.body).toMatchObject({ status: 'withdrawn', withdrawn: 'Typed wrongly' });
    expect(await balances('WMC')).toEqual({ 'expense:borrowing USD': 1000, 'payable:invoices USD': -1000 });
    expect((await expected('WMC')).expected).toMatchObject([{ requestId: requestOf(one) }]);
    const right = await enter('WMC', [{ minor: 1000, reference: 'W-1' }], { number });
    await paid('WMC', right.body.id);
    expect((await call('post', `incoming-invoices/${right.body.id}/withdraw`, 'WMC', { reason: 'x' })).status).toBe(409);
  });

  it('reads it from a file', async () => {
    await borrowed('HSL', money(1250, 'EUR'), 'H-1');
    const query = 'payee=ZZX&number=7&date=2025-10-06&currency=EUR&total=1250';
    const { body } = await call('post', `incoming-invoices/files?${query}`, 'HSL', 'Your number;Amount\nH-1;12,50\n');
    expect(body).toMatchObject({ status: 'approved', total: money(1250, 'EUR') });
    const wrong = await call('post', `incoming-invoices/files?${query}1`, 'HSL', 'Amount\n"12,50"\n');
    expect([wrong.status, wrong.body.detail]).toEqual([422, 'The invoice says EUR 125.01, its lines add up to EUR 12.50.']);
  });
});
