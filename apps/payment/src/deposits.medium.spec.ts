import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { CostIncurred, CostReversed } from '#lib/contracts';
import { money, type Money } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { testDatabase, testService } from '#lib/testing';
import { seedFunds } from './app/seed-funds.ts';
import { chargesPublished } from './__fixtures__/charges.ts';
import { deliver, type Sent } from './__fixtures__/deliver.ts';
import type { DepositShape } from './http/deposit-shapes.ts';
import { ledgerCheck } from './ledger-check.ts';
import { payment } from './payment.module.ts';

const usd = (minor: number): Money => money(minor, 'USD');

describe('money kept with a provider', () => {
  const database = testDatabase('payment');
  const service = testService(payment, { database });
  const call = async (method: 'get' | 'post' | 'put', path: string, tenant: string, body?: object) => {
    const asked = request(service.http);
    const url = `/api/payment/${path}`;
    return (method === 'get' ? asked.get(url) : method === 'put' ? asked.put(url) : asked.post(url))
      .set(await service.as({ tenant, sub: 'ada', roles: ['accountant'] }))
      .send(body);
  };
  const account = async (tenant: string, provider = 'ZZX'): Promise<DepositShape> =>
    ((await call('get', 'deposits', tenant)).body.deposits as DepositShape[]).find((one) => one.provider === provider)!;
  const send = (tenant: string, minor: number, reference = 'ACH 1', provider = 'ZZX') =>
    call('post', `deposits/${encodeURIComponent(provider)}/moves`, tenant, { minor, on: '2025-10-06', reference });
  const charge = async (tenant: string, minor: number): Promise<Sent> => {
    const requestId = randomUUID();
    const data: CostIncurred = {
      requestId,
      kind: 'borrow',
      what: 'copy',
      payee: 'ZZX',
      amount: usd(minor),
      settledBy: 'deposit',
    };
    const sent = { message: CostIncurred, tenant, subject: randomUUID(), correlation: requestId, data };
    await deliver(service.get(Database), [sent]);
    return sent;
  };
  /** Something bought at a provider that is paid from the account there. */
  const buys = (tenant: string, minor: number): Sent => {
    const requestId = randomUUID();
    const data: CostIncurred = {
      requestId,
      kind: 'buy',
      what: 'copy',
      payee: 'get-it-now',
      amount: usd(minor),
      settledBy: 'deposit',
    };
    return { message: CostIncurred, tenant, subject: randomUUID(), correlation: requestId, data };
  };
  const tasks = async (tenant: string) =>
    ((await call('get', 'tasks', tenant)).body.tasks as { kind: string; title: string; actions: { path: string }[] }[]).filter(
      ({ kind }) => kind.startsWith('deposit'),
    );
  beforeAll(async () => deliver(service.get(Database), [await chargesPublished()]));
  afterEach(async () => {
    const { faults } = await ledgerCheck(database.owner);
    if (faults.length) throw new Error(faults.join('\n'));
  });

  it('is drawn on by charges, given back by what is taken back, and asks for more in time', async () => {
    await call('put', 'deposits/ZZX', 'TSU', { low: 5000 });
    for (const _ of [1, 2]) expect((await send('TSU', 10_000)).status).toBe(200);
    expect(await account('TSU')).toMatchObject({ balance: usd(10_000), opened: true, isLow: false });
    const one = await charge('TSU', 6000);
    expect(await account('TSU')).toMatchObject({ balance: usd(4000), isLow: true });
    expect(await tasks('TSU')).toMatchObject([{ kind: 'deposit-low', title: 'ZZX: $40 left' }]);
    await charge('TSU', 4500);
    expect(await tasks('TSU')).toMatchObject([{ kind: 'deposit-overdrawn', title: 'ZZX: -$5 left' }]);
    const { requestId } = one.data as CostIncurred;
    await deliver(service.get(Database), [
      { message: CostReversed, tenant: 'TSU', subject: one.subject, data: { requestId, reason: 'Never came' } },
    ]);
    expect(await account('TSU')).toMatchObject({ balance: usd(5500) });
    expect(await tasks('TSU')).toEqual([]);
    expect(await account('LCC')).toBeUndefined();
  });

  it('pays for what was bought there, whatever fund is charged, says when it is overdrawn, and gets back what is refunded', async () => {
    await seedFunds(service.get(Database), [{ library: 'MGH', code: 'ILL', allocated: usd(5000) }]);
    const left = async (): Promise<number> =>
      Number(
        (await database.owner.query<{ left: string }>(`select allocated - spent as left from payment.fund where tenant = 'MGH'`))
          .rows[0]!.left,
      );
    await call('put', 'deposits/get-it-now', 'MGH', {});
    await send('MGH', 3000, 'ACH 1', 'get-it-now');
    const [one, two, late] = [buys('MGH', 2400), buys('MGH', 900), buys('MGH', 500)];
    await deliver(service.get(Database), [one]);
    expect([await left(), (await account('MGH', 'get-it-now')).balance]).toEqual([2600, usd(600)]);
    expect(await tasks('MGH')).toEqual([]);
    await deliver(service.get(Database), [two]);
    await deliver(service.get(Database), [one, two]);
    expect([await left(), (await account('MGH', 'get-it-now')).balance]).toEqual([1700, usd(-300)]);
    expect(await tasks('MGH')).toMatchObject([{ kind: 'deposit-overdrawn', title: 'get-it-now: -$3 left' }]);
    const refunds = [one, late].map(({ tenant, subject, data }): Sent => ({
      message: CostReversed,
      tenant,
      subject,
      data: { requestId: (data as CostIncurred).requestId, reason: 'The provider could not supply it' },
    }));
    await deliver(service.get(Database), [...refunds, late]);
    expect([await left(), (await account('MGH', 'get-it-now')).balance]).toEqual([4100, usd(2100)]);
    expect(await tasks('MGH')).toEqual([]);
  });

  it('shows one that nobody opened as soon as something is charged to it', async () => {
    await charge('HFC', 700);
    expect(await account('HFC')).toMatchObject({ opened: false, balance: usd(-700) });
    expect(await tasks('HFC')).toMatchObject([{ kind: 'deposit-overdrawn' }]);
    await call('put', 'deposits/ZZX', 'HFC', {});
    await send('HFC', 700);
    expect(await tasks('HFC')).toEqual([]);
  });

  it('counts money once though ten say it at once, and takes back what was noted wrongly', async () => {
    await call('put', 'deposits/ZZX', 'DPL', {});
    const said = await Promise.all(Array.from({ length: 10 }, () => send('DPL', 2000)));
    expect(said.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(await account('DPL')).toMatchObject({ balance: usd(2000), moves: [{ nth: 1 }] });
    for (const _ of [1, 2]) await call('post', 'deposits/ZZX/moves/1/take-back', 'DPL', { reason: 'Never sent' });
    expect(await account('DPL')).toMatchObject({ balance: usd(0), moves: [{ takenBack: 'Never sent' }] });
    expect((await send('DPL', 1, 'x', 'Nobody')).status).toBe(404);
  });

  it('is held against the provider’s statement, and a person accepts what differs', async () => {
    const [provider, path] = ['Get It Now', 'deposits/Get%20It%20Now'];
    await call('put', path, 'WMC', {});
    await send('WMC', 9000, 'ACH 7', provider);
    const state = (says: number) => call('post', `${path}/statements`, 'WMC', { says, on: '2025-10-06' });
    await state(9000);
    expect(await tasks('WMC')).toEqual([]);
    await state(8750);
    const [task] = await tasks('WMC');
    expect(task).toMatchObject({ kind: 'deposit-differs', title: 'Get It Now says $87.50 is left' });
    const accept = () => call('post', task!.actions[0]!.path.replace('/api/payment/', ''), 'WMC', { reason: 'Its yearly fee' });
    expect([(await accept()).status, (await accept()).status]).toEqual([200, 409]);
    expect(await account('WMC', provider)).toMatchObject({
      balance: usd(8750),
      stated: { differs: false, accepted: 'Its yearly fee' },
    });
    expect(await tasks('WMC')).toEqual([]);
  });
});
