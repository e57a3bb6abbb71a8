import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { CostIncurred, type Task, type TaskList } from '#lib/contracts';
import { DAY, money, type Money } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { testDatabase, testService } from '#lib/testing';
import { chargesPublished } from './__fixtures__/charges.ts';
import { deliver } from './__fixtures__/deliver.ts';
import { payment } from './payment.module.ts';

describe('what waits for an operator of netting', () => {
  const database = testDatabase('payment');
  const service = testService(payment, { database });
  const call = async (method: 'get' | 'post', path: string, sub = 'op-1', body?: object, tenant = 'consortium') => {
    const asked = request(service.http);
    return (method === 'get' ? asked.get(path) : asked.post(path))
      .set(await service.as({ tenant, sub, roles: [tenant === 'consortium' ? 'operator' : 'accountant'] }))
      .send(body);
  };
  const waiting = async (sub = 'op-1'): Promise<Task[]> =>
    ((await call('get', '/api/payment/nettings/tasks', sub)).body as TaskList).tasks;
  const short = (tasks: readonly Task[]) =>
    tasks.map(({ kind, title, actions }) => [kind, title, actions.map(({ name }) => name)]);
  const charge = async (tenant: string, payee: string, amount: Money): Promise<void> => {
    const requestId = randomUUID();
    const data: CostIncurred = { requestId, kind: 'borrow', what: 'loan', payee, amount, settledBy: 'consortium', member: true };
    await deliver(service.get(Database), [
      { message: CostIncurred, tenant, subject: randomUUID(), correlation: requestId, data },
    ]);
  };
  /** Carries a task's first step out as the queue does: with what its fields start from. */
  const carryOut = async (task: Task, sub: string): Promise<number> => {
    const [{ path, fields }] = task.actions as [Task['actions'][number]];
    return (await call('post', path, sub, Object.fromEntries(fields.map(({ name, value }) => [name, value])))).status;
  };
  const until = (at: string): void => service.clock.set(new Date(at));

  beforeAll(async () => {
    await deliver(service.get(Database), [await chargesPublished()]);
    until('2025-10-06T12:00:00Z');
    await charge('LCC', 'TSU', money(1500, 'USD'));
    await charge('HFC', 'TSU', money(800, 'EUR'));
  });

  it('is a month that is over and that nobody netted, from the tenth on, in each currency', async () => {
    until('2025-11-09T12:00:00Z');
    expect(await waiting()).toEqual([]);
    until('2025-11-10T12:00:00Z');
    expect(short(await waiting())).toEqual([
      ['netting-due', '2025-10, EUR', ['draw-up-netting']],
      ['netting-due', '2025-10, USD', ['draw-up-netting']],
    ]);
    expect((await call('get', '/api/payment/nettings/tasks', 'acc-1', undefined, 'LCC')).status).toBe(403);
  });

  it('is what was drawn up, for another operator to approve', async () => {
    expect(await carryOut((await waiting())[1]!, 'op-1')).toBe(201);
    const due = ['netting-due', '2025-10, EUR', ['draw-up-netting']];
    expect(short(await waiting('op-1'))).toEqual([
      due,
      ['netting-drawn-up', '2025-10, USD: $15 in 1 transfer', ['withdraw-netting']],
    ]);
    const [, drawn] = await waiting('op-2');
    expect(short([drawn!])).toEqual([
      ['netting-drawn-up', '2025-10, USD: $15 in 1 transfer', ['approve-netting', 'withdraw-netting']],
    ]);
    expect(await carryOut(drawn!, 'op-2')).toBe(204);
    expect(short(await waiting('op-2'))).toEqual([due]);
  });

  it('is what was approved and not paid for long; what no netting has turned into transfers is due with the months after', async () => {
    service.clock.advance(31 * DAY);
    while ((await waiting()).length < 2) await new Promise((done) => setTimeout(done, 10));
    expect(short(await waiting())).toEqual([
      ['netting-due', '2025-11, EUR', ['draw-up-netting']],
      ['transfers-unpaid', '2025-10, USD: $15 in 1 transfer', []],
    ]);
    const [, unpaid] = await waiting();
    expect((await call('post', `/api/payment/nettings/${unpaid!.of!.id}/transfers/1/paid`, 'op-1', {})).status).toBe(204);
    await charge('LCC', 'HFC', money(100, 'USD'));
    expect(short(await waiting())).toEqual([['netting-due', '2025-11, EUR', ['draw-up-netting']]]);
    until('2026-01-10T12:00:00Z');
    expect(short(await waiting())).toEqual([
      ['netting-due', '2025-12, EUR', ['draw-up-netting']],
      ['netting-due', '2025-12, USD', ['draw-up-netting']],
    ]);
  });
});
