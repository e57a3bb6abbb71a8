import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { LentCharged, LentChargeTakenBack } from '#lib/contracts';
import { Database } from '#lib/messaging';
import { testDatabase, testService } from '#lib/testing';
import { deliver, type Sent } from './__fixtures__/deliver.ts';
import { voucherDesk } from './__fixtures__/voucher-desk.ts';
import type { AwaitedVouchers } from './http/voucher-shapes.ts';
import { ledgerCheck } from './ledger-check.ts';
import { payment } from './payment.module.ts';

describe('IFLA vouchers that a borrower is to send', () => {
  const database = testDatabase('payment');
  const service = testService(payment, { database });
  const { call, stock, balances } = voucherDesk(database, service);
  afterEach(async () => {
    const { faults } = await ledgerCheck(database.owner);
    if (faults.length) throw new Error(faults.join('\n'));
  });

  const charge = (halves: number, more: Partial<LentCharged> = {}): LentCharged => ({
    borrower: 'UBA',
    country: 'AR',
    member: false,
    service: 'loan',
    means: 'vouchers',
    halves,
    reference: 'UBA-1',
    policy: { hash: 'f'.repeat(64), rules: ['abroad-vouchers'] },
    reasons: ['A loan abroad: one IFLA voucher.'],
    ...more,
  });
  const lent = (data: LentCharged, subject: string = randomUUID()): Sent => ({
    message: LentCharged,
    tenant: 'NEB',
    subject,
    data,
  });
  const back = ({ subject }: Sent): Sent => ({
    message: LentChargeTakenBack,
    tenant: 'NEB',
    subject,
    data: { reason: 'It was lost on the way there.' },
  });
  const hear = (...sent: Sent[]) => deliver(service.get(Database), sent);
  const awaited = async (tenant = 'NEB'): Promise<AwaitedVouchers['awaited']> =>
    ((await call('get', '/awaited', tenant)).body as AwaitedVouchers).awaited;
  const cards = (...numbers: string[]) => ({
    cards: numbers.map((number) => ({ number, denomination: number.startsWith('H') ? 'half' : 'full' })),
  });
  const take = (id: string, ...numbers: string[]) => call('post', `/awaited/${id}/came`, 'NEB', cards(...numbers));

  it('are awaited once by their library alone, taken in by their numbers, and open as long as some are missing', async () => {
    const one = lent(charge(3));
    await hear(one, one, { ...one });
    expect(await awaited()).toMatchObject([
      { id: one.subject, borrower: 'UBA', asked: 3, come: 0, reference: 'UBA-1', rules: ['abroad-vouchers'] },
    ]);
    expect(await awaited('TSU')).toEqual([]);
    expect((await call('post', `/awaited/${one.subject}/came`, 'TSU', cards('X-1'))).status).toBe(404);
    const many = await take(one.subject, 'N-1', 'N-2');
    expect([many.body.code, many.body.field]).toEqual(['more-than-asked', 'cards']);
    expect((await stock('NEB')).held).toBe(0);
    expect((await take(one.subject, 'N-1')).body).toMatchObject({ held: 2, cards: [{ number: 'N-1', status: 'held' }] });
    expect(await awaited()).toMatchObject([{ asked: 3, come: 2 }]);
    // said again: nothing is counted twice
    expect((await take(one.subject, 'N-1')).status).toBe(422);
    expect((await take(one.subject, 'H-1')).body).toMatchObject({ held: 3 });
    expect(await awaited()).toEqual([]);
    expect(await balances('NEB')).toEqual({ 'vouchers:held XVH': 3, 'income:lending XVH': -3 });
  });

  it('are not awaited any more once they are taken back or waived with a reason, and nothing is for what is paid otherwise', async () => {
    const [lost, waived, early] = [lent(charge(2)), lent(charge(2)), lent(charge(2))];
    await hear(lost, waived, lent(charge(2, { means: 'invoice', halves: undefined, amount: { minor: 900, currency: 'USD' } })));
    expect(await awaited()).toHaveLength(2);
    await hear(back(lost), back(lost), back(early));
    expect((await awaited()).map(({ id }) => id)).toEqual([waived.subject]);
    expect((await call('post', `/awaited/${waived.subject}/waive`, 'NEB', {})).status).toBe(400);
    expect((await call('post', `/awaited/${waived.subject}/waive`, 'NEB', { reason: 'Ours to give.' })).status).toBe(204);
    expect(await awaited()).toEqual([]);
    expect((await take(waived.subject, 'N-9')).body).toMatchObject({ code: 'not-awaited' });
    expect((await stock('NEB')).cards.some(({ number }) => number === 'N-9')).toBe(false);
  });

  it('stand on the worklist once they are late', async () => {
    const one = lent(charge(2));
    await hear(one);
    const tasks = async () =>
      (
        await request(service.http)
          .get('/api/payment/tasks')
          .set(await service.as({ tenant: 'NEB', sub: 'ada', roles: ['staff'] }))
      ).body.tasks.filter(({ kind }: { kind: string }) => kind === 'vouchers-awaited');
    expect(await tasks()).toEqual([]);
    await database.owner.query(`update payment.awaited_vouchers set created_at = created_at - interval '31 days' where id = $1`, [
      one.subject,
    ]);
    expect(await tasks()).toMatchObject([
      { title: '1 voucher from UBA', of: { kind: 'vouchers', id: one.subject }, actions: [{ name: 'waive-vouchers' }] },
    ]);
  });
});
