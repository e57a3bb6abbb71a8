// A desk's year, month by month, as text that a person reads: test/money/year/*.txt. TRILLIUM_WRITE_GOLDEN=yes writes them anew; look at what changed.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { ManualClock } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { projectRoot } from '#lib/service';
import { messagesOf, testDatabase, testService } from '#lib/testing';
import { chargesPublished } from '../../apps/payment/src/__fixtures__/charges.ts';
import type { StatementShape } from '../../apps/payment/src/http/settling-shapes.ts';
import type { LedgerEntry, TrialBalance } from '../../apps/payment/src/http/shapes.ts';
import { ledgerCheck } from '../../apps/payment/src/ledger-check.ts';
import { payment } from '../../apps/payment/src/payment.module.ts';
import { monthText } from './year-text.ts';
import { drawerOf, yearOf, type VoucherAct } from './year.ts';

const YEAR = 2025;
const MONTHS = Array.from({ length: 12 }, (_, n) => `${YEAR}-${String(n + 1).padStart(2, '0')}`);
const MEMBERS = ['HFC', 'LCC', 'TSU'];

describe('a desk’s year', () => {
  const database = testDatabase('payment');
  const clock = new ManualClock(`${YEAR}-01-02T08:00:00Z`);
  const service = testService(payment, { database, clock });
  const { deliver } = messagesOf('payment');
  const call = async (method: 'get' | 'post', path: string, tenant = 'LCC', body?: object) => {
    const asked = request(service.http);
    const url = `/api/payment/${path}`;
    return (method === 'get' ? asked.get(url) : asked.post(url))
      .set(await service.as({ tenant, roles: ['accountant', 'staff'] }))
      .send(body);
  };
  const promises = new Map<string, string>();
  const act = async ({ path, of, body }: VoucherAct): Promise<void> => {
    const known = of && promises.get(of);
    const done = await call('post', `vouchers/${known ? `promises/${known}/` : ''}${path}`, 'LCC', body);
    if (!done.ok) throw new Error(`${path} of the vouchers answered ${done.status}: ${done.text}`);
    if (of && !known) promises.set(of, (done.body as { id: string }).id);
  };
  const texts = new Map<string, string>();
  const statements: StatementShape[] = [];

  const textOf = async (month: string): Promise<string> => {
    const statement = (await call('get', `statements/${month}`)).body as StatementShape;
    statements.push(statement);
    const { entries } = (await call('get', 'entries?limit=200')).body as { entries: LedgerEntry[] };
    const balances = (await call('get', `trial-balance?at=${clock.now().toISOString()}`)).body as TrialBalance;
    const own = entries.filter(({ at }) => at > (statements.at(-2)?.closedAt ?? '') && at <= clock.now().toISOString());
    return monthText('LCC', statement, own.toReversed(), balances);
  };

  beforeAll(async () => {
    await deliver(service.get(Database), [await chargesPublished()]);
    const happenings = [
      ...yearOf(YEAR, 20250101).map(({ at, sent }) => ({ at, happen: () => deliver(service.get(Database), [sent]) })),
      ...drawerOf(YEAR).map((one) => ({ at: one.at, happen: () => act(one) })),
    ].toSorted((a, b) => a.at.getTime() - b.at.getTime());
    for (const [nth, month] of MONTHS.entries()) {
      const closes = new Date(Date.UTC(YEAR, nth + 1, 2, 8));
      for (const { at, happen } of happenings.filter((one) => one.at > clock.now() && one.at <= closes)) {
        clock.set(at);
        await happen();
      }
      clock.set(closes);
      for (const library of MEMBERS) await call('post', `statements/${month}/close`, library);
      texts.set(month, await textOf(month));
    }
  }, 120_000);

  it.each(MONTHS)('%s is what it was', (month) => {
    const file = join(projectRoot(), 'test/money/year', `${month}.txt`);
    if (process.env['TRILLIUM_WRITE_GOLDEN'] === 'yes') writeFileSync(file, texts.get(month)!);
    expect(texts.get(month)).toBe(readFileSync(file, 'utf8'));
  });

  it('each month begins where the one before ended, and closed months stay as they were handed out', async () => {
    expect(statements.slice(1).map(({ before }) => before)).toEqual(statements.slice(0, -1).map(({ after }) => after));
    for (const statement of statements) expect((await call('get', `statements/${statement.month}`)).body).toEqual(statement);
    // there is something of everything in it
    const sections = new Set(statements.flatMap(({ lines }) => lines.map(({ section }) => section)));
    expect([...sections].toSorted()).toEqual(['borrowing', 'corrections', 'lending']);
    const all = [...texts.values()].join('\n');
    for (const text of ['ifm-expected', 'ifm-fee', 'EUR', 'GBP', 'vouchers:held', 'reversal', '(of 2025-'])
      expect(all).toContain(text);
  });

  it('leaves books that add up', async () => {
    expect((await ledgerCheck(database.owner)).faults).toEqual([]);
  });
});
