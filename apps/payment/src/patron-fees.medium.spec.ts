import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { CostIncurred, FeeOwed, FeeTakenBack } from '#lib/contracts';
import { money, type Money } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { testDatabase, testService } from '#lib/testing';
import { deliver, type Sent } from './__fixtures__/deliver.ts';
import { feeId } from './app/stores.ts';
import type { FeeShape } from './http/fee-shapes.ts';
import { ledgerCheck } from './ledger-check.ts';
import { payment } from './payment.module.ts';

const usd = (minor: number): Money => money(minor, 'USD');

describe('what patrons pay', () => {
  const database = testDatabase('payment');
  const service = testService(payment, { database });
  const owed = (minor: number, tenant = 'LCC'): Sent => {
    const requestId = randomUUID();
    return {
      message: FeeOwed,
      tenant,
      subject: randomUUID(),
      correlation: requestId,
      data: { requestId, what: 'loan', amount: usd(minor) },
    };
  };
  const back = ({ tenant, subject, data }: Sent): Sent => {
    const { requestId } = data as FeeOwed;
    return { message: FeeTakenBack, tenant, subject, correlation: requestId, data: { requestId, reason: 'It never came.' } };
  };
  const idOf = ({ subject }: Sent) => feeId(subject);
  const tell = (...sent: Sent[]) => deliver(service.get(Database), sent);
  const desk = async (id: string, step: string, body: object, roles: string[] = ['supervisor'], tenant = 'LCC') =>
    request(service.http)
      .post(`/api/payment/patron-fees/${id}/${step}`)
      .set(await service.as({ tenant, sub: 'ada', roles: roles as never }))
      .send(body);
  const balances = async (tenant = 'LCC') => {
    const { rows } = await database.owner.query<{ account: string; minor: string }>(
      'select account, sum(minor) as minor from payment.posting where tenant = $1 group by 1 having sum(minor) <> 0 order by 1',
      [tenant],
    );
    return Object.fromEntries(rows.map(({ account, minor }) => [account, Number(minor)]));
  };
  afterEach(async () => {
    const { faults } = await ledgerCheck(database.owner);
    if (faults.length) throw new Error(faults.join('\n'));
  });

  it('is owed once, paid at the desk in parts, by cash and by card', async () => {
    const fee = owed(500, 'TSU');
    await tell(fee, fee);
    expect((await desk(idOf(fee), 'pay', { amount: usd(200), by: 'cash' }, ['circulation'], 'TSU')).status).toBe(200);
    const { body } = await desk(idOf(fee), 'pay', { amount: usd(300), by: 'card', receipt: 'R-1' }, ['staff'], 'TSU');
    expect((body.fees as FeeShape[])[0]).toMatchObject({ id: idOf(fee), paid: usd(500), open: usd(0) });
    expect(await balances('TSU')).toEqual({ bank: 300, cash: 200, 'income:patron-fees': -500 });
    const again = await desk(idOf(fee), 'pay', { amount: usd(300), by: 'card' }, ['staff'], 'TSU');
    expect([again.status, again.body.code]).toEqual([422, 'nothing-open']);
    expect((await desk(idOf(fee), 'pay', { amount: usd(1), by: 'cash' }, ['staff'], 'HFC')).status).toBe(404);
  });

  it('is owed beside what the library itself was charged for the same thing, and taken back beside it', async () => {
    const fee = owed(300, 'CPL');
    const { requestId } = fee.data as FeeOwed;
    const data: CostIncurred = {
      requestId,
      kind: 'buy',
      what: 'copy',
      payee: 'reprints-desk',
      amount: usd(3900),
      settledBy: 'invoice',
    };
    const cost: Sent = { message: CostIncurred, tenant: 'CPL', subject: fee.subject, correlation: requestId, data };
    await tell(cost, fee);
    expect(await balances('CPL')).toMatchObject({ 'receivable:patrons': 300, 'income:patron-fees': -300 });
    await tell(back(fee));
    const after = await balances('CPL');
    expect([after['receivable:patrons'], Object.values(after)]).toEqual([undefined, expect.arrayContaining([3900, -3900])]);
  });

  it('is waived with a reason by whoever may, and given back where it had been paid', async () => {
    const fee = owed(500);
    await tell(fee);
    const id = idOf(fee);
    await desk(id, 'pay', { amount: usd(500), by: 'cash' });
    expect((await desk(id, 'waive', { amount: usd(500), reason: 'Came too late to be of use.' }, ['staff'])).status).toBe(403);
    const { body } = await desk(id, 'waive', { amount: usd(500), reason: 'Came too late to be of use.' });
    expect((body.fees as FeeShape[])[0]).toMatchObject({ waived: usd(500), open: usd(-500) });
    expect((await desk(id, 'refund', { amount: usd(500), by: 'cash' })).status).toBe(200);
    expect(await balances()).toEqual({});
  });

  it('is taken back with what it was for, told to the request with how it stands', async () => {
    const fee = owed(500, 'HFC');
    await tell(fee, back(fee), back(fee));
    expect(await balances('HFC')).toEqual({});
    const { rows } = await database.owner.query<{ status: string; open: string }>(
      'select status, open from payment.patron_fee where id = $1',
      [idOf(fee)],
    );
    expect(rows).toEqual([{ status: 'settled', open: '0' }]);
    const { rows: told } = await database.owner.query<{ patron: boolean }>(
      `select bool_or(data::text ~ 'p_[A-Za-z0-9]') as patron from payment.event where aggregate = $1`,
      [idOf(fee)],
    );
    expect(told).toEqual([{ patron: false }]);
  });
});
