import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { CostIncurred, CostReversed, type Task } from '#lib/contracts';
import { money } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { projectRoot } from '#lib/service';
import { testDatabase, testService } from '#lib/testing';
import { chargesPublished } from './__fixtures__/charges.ts';
import { deliver, type Sent } from './__fixtures__/deliver.ts';
import type { IfmOpen, IfmReportShape } from './http/settler-shapes.ts';
import type { SettlerMonthShape } from './http/settler-month-shapes.ts';
import { ledgerCheck } from './ledger-check.ts';
import { payment } from './payment.module.ts';

const usd = (minor: number) => money(minor, 'USD');
const sample = (name: string): string => readFileSync(join(projectRoot(), 'apps/payment/test-data', name), 'utf8');

describe('OCLC’s reports on IFM', () => {
  const database = testDatabase('payment');
  const service = testService(payment, { database });
  const send = (...sent: Sent[]): Promise<void> => deliver(service.get(Database), sent);
  const as = (tenant: string) => service.as({ tenant, sub: 'acc-1', roles: ['accountant'] });
  const bring = async (tenant: string, text: string, query = ''): Promise<{ status: number; body: IfmReportShape }> =>
    request(service.http)
      .post(`/api/payment/ifm/reports${query}`)
      .set({ ...(await as(tenant)), 'content-type': 'text/csv' })
      .send(text);
  const get = async <T>(tenant: string, path: string): Promise<T> =>
    (
      await request(service.http)
        .get(`/api/payment/${path}`)
        .set(await as(tenant))
    ).body as T;
  const take = async (tenant: string, report: string, line: number, how: 'accept' | 'contest'): Promise<number> =>
    (
      await request(service.http)
        .post(`/api/payment/ifm/reports/${report}/lines/${line}/${how}`)
        .set(await as(tenant))
        .send({ reason: 'As their letter says.' })
    ).status;
  const open = async (tenant: string) =>
    (await get<IfmOpen>(tenant, 'ifm/open')).open.map(({ amount, fee, standing }) => [amount.minor, fee.minor, standing]);
  const balances = async (tenant: string): Promise<Record<string, number>> => {
    const { rows } = await database.owner.query<{ account: string; minor: number }>(
      'select account, sum(minor)::int as minor from payment.posting where tenant = $1 group by account having sum(minor) <> 0',
      [tenant],
    );
    return Object.fromEntries(rows.map(({ account, minor }) => [account, minor]));
  };
  let last = 0;
  /** A library of its own for each test. */
  const library = (): string => `L${(last += 1)}`;
  const charged = (tenant: string, part: Partial<CostIncurred> = {}): Sent => {
    const [requestId, attempt] = [randomUUID(), randomUUID()];
    const data = { requestId, kind: 'borrow', what: 'loan', payee: 'ZZX', amount: usd(4000), settledBy: 'OCLC', ...part };
    return { message: CostIncurred, tenant, subject: attempt, correlation: requestId, data };
  };
  const back = ({ tenant, subject, data }: Sent): Sent => ({
    message: CostReversed,
    tenant,
    subject,
    data: { requestId: (data as CostIncurred).requestId, reason: 'It never came' },
  });
  const today = (): string => service.clock.now().toISOString().slice(0, 10);
  const file = (...lines: string[]): string => ['Lender,Request ID,Date,Charge,Description', ...lines].join('\n');

  beforeAll(async () => send(await chargesPublished()));
  it('confirm what was expected, once, and leave the rest open', async () => {
    const tenant = library();
    await send(charged(tenant, { reference: '211000001' }), charged(tenant, { reference: '211000002', amount: usd(1200) }));
    const text = file(`ZZX,211000001,${today()},$40.00,`, `,211000001,${today()},0.26,Transaction charge`);
    const { status, body } = await bring(tenant, text);
    expect([status, body.found.map(({ verdict }) => verdict), body.waiting]).toEqual([200, ['confirmed', 'confirmed'], 0]);
    expect(await balances(tenant)).toEqual({
      'expense:borrowing': 5200,
      'expense:ifm-fees': 52,
      'payable:OCLC': -4026,
      'settlement:OCLC': -1226,
    });
    // the month's report was brought and has it not
    expect(await open(tenant)).toEqual([[1200, 26, 'missing']]);
    const again = await bring(tenant, text);
    expect(again.body.id).toBe(body.id);
    // another export of the same month
    const other = await bring(tenant, text.replaceAll('$40.00', '40'));
    expect(other.body.found.map(({ verdict }) => verdict)).toEqual(['known', 'known']);
    expect((await balances(tenant))['payable:OCLC']).toBe(-4026);
  });

  it('make what differs a task, with its request; accepted it is paid, contested it is expected back', async () => {
    const tenant = library();
    const [dear, twice] = [
      charged(tenant, { reference: '1' }),
      charged(tenant, { reference: '2', payee: 'ZZY', amount: usd(1000) }),
    ];
    await send(dear, twice);
    const { body } = await bring(
      tenant,
      file(`ZZX,1,${today()},45.00,`, `ZZY,2,${today()},10.00,`, `ZZY,2,${today()},10.00,`, `QQQ,9,${today()},7.00,`),
    );
    expect(body.found.map(({ verdict }) => verdict)).toEqual(['amount-differs', 'confirmed', 'charged-twice', 'never-expected']);
    const { tasks } = await get<{ tasks: Task[] }>(tenant, 'tasks');
    expect(tasks.map(({ kind, requestId, reason }) => [kind, requestId, reason])).toEqual([
      ['ifm-difference', (dear.data as CostIncurred).requestId, 'OCLC says $45; $40 was expected.'],
      ['ifm-difference', (twice.data as CostIncurred).requestId, 'OCLC charges $10 once more: $10 was charged before.'],
      // of nobody's request, and somebody's work all the same
      ['ifm-difference', undefined, '$7 by QQQ: nothing like it was expected.'],
    ]);
    expect(tasks[0]!.actions.map(({ name }) => name)).toEqual(['accept-ifm-line', 'contest-ifm-line']);
    expect(await take(tenant, body.id, 2, 'accept')).toBe(204);
    expect(await take(tenant, body.id, 4, 'contest')).toBe(204);
    expect(await take(tenant, body.id, 5, 'accept')).toBe(204);
    expect(await take(tenant, body.id, 5, 'accept')).toBe(409);
    expect(await take(tenant, body.id, 3, 'accept')).toBe(409);
    expect(await take(tenant, body.id, 99, 'accept')).toBe(404);
    expect(await balances(tenant)).toEqual({
      // $45 and $10 and $7
      'expense:borrowing': 6200,
      'expense:ifm-fees': 52,
      'payable:OCLC': -7200,
      // $10 too many to come back, two fees not in the report
      'settlement:OCLC': 1000 - 52,
    });
    expect((await open(tenant)).toSorted(([a], [b]) => Number(a) - Number(b))).toEqual([
      [-1000, 26, 'refund'],
      [0, 26, 'missing'],
    ]);
    const credited = await bring(tenant, file(`ZZY,2,${today()},(10.00),`));
    expect(credited.body.found).toMatchObject([{ verdict: 'refund' }]);
    expect((await balances(tenant))['settlement:OCLC']).toBe(-52);
  });

  it('leave a refund that was asked for in sight until one of them shows it', async () => {
    const tenant = library();
    const one = charged(tenant, { reference: '77' });
    await send(one);
    await bring(tenant, file(`ZZX,77,${today()},40.00,`, `,77,${today()},0.26,Transaction fee`));
    await send(back(one));
    expect(await open(tenant)).toEqual([[-4000, -26, 'refund']]);
    const { body } = await bring(tenant, file(`ZZX,77,${today()},-40.00,`, `,77,${today()},-0.26,Transaction fee`));
    expect(body.found.map(({ verdict }) => verdict)).toEqual(['refund', 'refund']);
    expect([await open(tenant), await balances(tenant)]).toEqual([[], {}]);
  });

  it('are likely about a request where no number says so; a person makes it certain', async () => {
    const tenant = library();
    const one = charged(tenant);
    await send(one);
    const { body } = await bring(tenant, file(`ZZX,211000005,${today()},40.00,`));
    expect(body.found).toMatchObject([{ verdict: 'likely', waits: true, requestId: (one.data as CostIncurred).requestId }]);
    expect((await balances(tenant))['payable:OCLC']).toBeUndefined();
    expect(await take(tenant, body.id, 2, 'accept')).toBe(204);
    expect(await open(tenant)).toEqual([[0, 26, 'missing']]);
  });

  it('credit what was lent, a lender’s report apart', async () => {
    const tenant = library();
    const { body } = await bring(tenant, sample('ifm-lender.txt'));
    expect(body).toMatchObject({ side: 'lender', month: '2025-10', total: usd(2750), waiting: 0 });
    expect(await balances(tenant)).toEqual({ 'payable:OCLC': 2750, 'income:lending': -2750 });
  });

  it('are read as the sample has it, which differs in three ways', async () => {
    const tenant = library();
    const { body } = await bring(tenant, sample('ifm-borrower.csv'));
    expect(body).toMatchObject({ side: 'borrower', month: '2025-10', lines: 4 });
    const wrong = await bring(tenant, 'Lender,Request ID,Date,Charge\nZZX,1,2025-10-06,forty');
    expect([wrong.status, (wrong.body as unknown as { detail: string }).detail]).toEqual([
      422,
      expect.stringContaining('Line 2, column amount: "forty"'),
    ]);
    expect(await get(tenant, 'ifm/reports')).toMatchObject({ reports: [{ month: '2025-10', waiting: 4 }] });
  });

  it('come to what OCLC bills for the month, next to what was expected; what differs is named, to the cent', async () => {
    const tenant = library();
    const month = today().slice(0, 7);
    const one = charged(tenant, { reference: '1' });
    await send(one, charged(tenant, { reference: '2', payee: 'ZZY', amount: usd(1000) }));
    const shown = () => get<SettlerMonthShape>(tenant, `ifm/months/${month}`);
    expect(await shown()).toMatchObject({ expected: usd(5052), brought: [], differs: [] });
    await bring(
      tenant,
      file(
        `ZZX,1,${today()},45.00,`,
        `,1,${today()},0.26,Transaction fee`,
        `QQQ,9,${today()},7.00,`,
        `,9,${today()},0.26,Transaction fee`,
      ),
    );
    await bring(tenant, file(`AAA,101,${today()},15.00,`), '?side=borrower').then(({ status }) => expect(status).toBe(200));
    await bring(tenant, `Borrower,Request ID,Date,Credit\nAAA,102,${today()},20.00`);
    const body = await shown();
    expect(body.parts).toEqual([
      { part: 'borrowing', expected: usd(5000), expectedCount: 2, reported: usd(6700), reportedCount: 3 },
      { part: 'lending', expected: usd(0), expectedCount: 0, reported: usd(2000), reportedCount: 1 },
      { part: 'fees', expected: usd(52), expectedCount: 2, reported: usd(52), reportedCount: 2 },
    ]);
    expect(body).toMatchObject({ brought: ['borrower', 'lender'], expected: usd(5052), reported: usd(4752) });
    const gaps = body.differs.map(({ part, gap, number, expected, reported }) => [
      part,
      gap,
      number,
      expected.minor,
      reported.minor,
    ]);
    expect(gaps.toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([
      ['borrowing', 'amount', '1', 4000, 4500],
      ['borrowing', 'missing', undefined, 1000, 0],
      ['borrowing', 'never-expected', '101', 0, 1500],
      ['borrowing', 'never-expected', '9', 0, 700],
      ['fees', 'missing', undefined, 26, 0],
      ['fees', 'never-expected', '9', 0, 26],
      ['lending', 'never-expected', '102', 0, 2000],
    ]);
    expect(body.differs.find(({ gap }) => gap === 'amount')!.requestId).toBe((one.data as CostIncurred).requestId);
    // all that differs is named: it adds up to the difference of what is billed
    const added = body.differs.reduce(
      (sum, { part, expected, reported }) => sum + (part === 'lending' ? -1 : 1) * (reported.minor - expected.minor),
      0,
    );
    expect(added).toBe(body.reported!.minor - body.expected.minor);
    expect((await get<{ months: object[] }>(tenant, 'ifm/months')).months).toMatchObject([{ month, reported: usd(4752) }]);
  });

  it('of EFTS are held against what it is expected to debit: what fits is taken from the account kept there', async () => {
    const tenant = library();
    const eft = (part: Partial<CostIncurred>) => charged(tenant, { settledBy: 'EFTS', amount: usd(1100), ...part });
    const dear = eft({ reference: '41000002', payee: 'ILUZZY', amount: usd(1200) });
    await send(eft({ reference: '41000001', payee: 'ILUZZZ' }), dear, charged(tenant, { reference: '41000001' }));
    const text = sample('efts-borrowing.csv').replaceAll(/10\/\d\d\/2025/g, today());
    const brought = async (csv: string) =>
      (
        await request(service.http)
          .post('/api/payment/efts/reports')
          .set({ ...(await as(tenant)), 'content-type': 'text/csv' })
          .send(csv)
      ).body as IfmReportShape;
    const report = await brought(text);
    expect(report.found.map(({ verdict, why }) => [verdict, why])).toEqual([
      ['confirmed', undefined],
      ['amount-differs', 'EFTS says $15; $12 was expected.'],
    ]);
    const { tasks } = await get<{ tasks: Task[] }>(tenant, 'tasks');
    expect(tasks.find(({ kind }) => kind === 'efts-difference')).toMatchObject({
      requestId: (dear.data as CostIncurred).requestId,
      of: { kind: 'efts-report', id: report.id, line: 4 },
      title: `EFTS’s report of ${today().slice(0, 7)}: $15, ILUZZY`,
      actions: [{ name: 'accept-ifm-line', path: `/api/payment/efts/reports/${report.id}/lines/4/accept` }, {}],
    });
    // by OCLC's address there is no such report
    expect(await take(tenant, report.id, 4, 'accept')).toBe(404);
    const accepted = await request(service.http)
      .post(`/api/payment/efts/reports/${report.id}/lines/4/accept`)
      .set(await as(tenant))
      .send({ reason: 'Rush.' });
    expect(accepted.status).toBe(204);
    expect(await balances(tenant)).toEqual({
      'expense:borrowing': 4000 + 1100 + 1500,
      'expense:ifm-fees': 26,
      'deposit:EFTS': -2600,
      'settlement:OCLC': -4026,
    });
    const lent = await brought(sample('efts-lending.csv').replaceAll(/10\/\d\d\/2025/g, today()));
    expect(lent.found.map(({ verdict, kind }) => [verdict, kind])).toEqual([
      ['credit', 'charge'],
      ['never-expected', 'fee'],
    ]);
    expect(await balances(tenant)).toMatchObject({ 'deposit:EFTS': -1400, 'income:lending': -1200 });
    expect(await get(tenant, `efts/months/${today().slice(0, 7)}`)).toMatchObject({
      expected: usd(2300),
      reported: usd(2600 - 1200 + 72),
    });
    expect((await get<{ reports: object[] }>(tenant, 'ifm/reports')).reports).toEqual([]);
    expect((await get<IfmOpen>(tenant, 'efts/open')).open).toEqual([]);
  });

  it('leave a ledger without faults, and keep each entry with its report', async () => {
    expect((await ledgerCheck(database.owner)).faults).toEqual([]);
  });

  it('are one library’s own', async () => {
    const [ours, theirs] = [library(), library()];
    await send(charged(ours, { reference: '5' }));
    const { body } = await bring(theirs, file(`ZZX,5,${today()},40.00,`));
    expect(body.found).toMatchObject([{ verdict: 'never-expected' }]);
    expect(await take(ours, body.id, 2, 'accept')).toBe(404);
    expect(await open(ours)).toEqual([[4000, 26, 'waiting']]);
  });
});
