import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import request from 'supertest';
import { LentCharged, LentChargeTakenBack, type Task } from '#lib/contracts';
import { DAY, money } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { testDatabase, testService } from '#lib/testing';
import { deliver, type Sent } from './__fixtures__/deliver.ts';
import type { InvoiceShape } from './http/invoice-shapes.ts';
import type { SettlerMonthShape } from './http/settler-month-shapes.ts';
import type { IfmOpen, IfmReportShape } from './http/settler-shapes.ts';
import type { ToBillList } from './http/to-bill-shapes.ts';
import { ledgerCheck } from './ledger-check.ts';
import { payment } from './payment.module.ts';

const usd = (minor: number) => money(minor, 'USD');

const byText = (a: unknown, b: unknown): number => String(a).localeCompare(String(b));
/** An invoice's lines as a draft is said anew with them. */
const asDrafted = ({ lines }: InvoiceShape): object[] =>
  lines.map(({ what, lent, reference, reason, amount }) => ({ what, lent, reference, reason, minor: amount.minor }));

describe('what is lent', () => {
  const database = testDatabase('payment');
  const service = testService(payment, { database });
  const send = (...sent: Sent[]): Promise<void> => deliver(service.get(Database), sent);
  const call = async (method: 'get' | 'post' | 'put', path: string, tenant: string, body?: object | string) => {
    const http = request(service.http);
    const asked = http[method](`/api/payment/${path}`);
    asked.set(await service.as({ tenant, sub: 'ada', roles: ['accountant'] }));
    return typeof body === 'string' ? asked.set('content-type', 'text/csv').send(body) : asked.send(body);
  };
  const get = async <T>(tenant: string, path: string): Promise<T> => (await call('get', path, tenant)).body as T;
  const balances = async (tenant: string): Promise<Record<string, number>> => {
    const { rows } = await database.owner.query<{ account: string; minor: number }>(
      'select account, sum(minor)::int as minor from payment.posting where tenant = $1 group by account having sum(minor) <> 0',
      [tenant],
    );
    return Object.fromEntries(rows.map(({ account, minor }) => [account, minor]));
  };
  let last = 0;
  /** A library of its own for each test, which says who it is on its invoices. */
  const library = async (more: object = {}): Promise<string> => {
    const tenant = `N${(last += 1)}`;
    const issuer = { name: `Library of ${tenant}`, address: 'One Road', payTo: 'Account 1' };
    expect((await call('put', 'invoicing', tenant, { issuer, ...more })).status).toBe(200);
    return tenant;
  };
  const charged = (tenant: string, means: LentCharged['means'], minor: number, more: Partial<LentCharged> = {}): Sent => {
    const data: LentCharged = {
      borrower: 'AAA',
      member: false,
      service: 'loan',
      means,
      amount: usd(minor),
      policy: { hash: 'f'.repeat(64), rules: [] },
      reasons: ['As the policy says.'],
      ...more,
    };
    return { message: LentCharged, tenant, subject: randomUUID(), data };
  };
  const back = ({ tenant, subject }: Sent): Sent => ({
    message: LentChargeTakenBack,
    tenant,
    subject,
    data: { reason: 'It never arrived' },
  });
  const today = (): string => service.clock.now().toISOString().slice(0, 10);
  const tasks = async (tenant: string) =>
    (await get<{ tasks: Task[] }>(tenant, 'tasks')).tasks.filter(({ kind }) => kind === 'lent-taken-back');
  const toBill = async (tenant: string) =>
    (await get<ToBillList>(tenant, 'to-bill')).items.map(({ borrower, amount, reference }) => [
      borrower,
      amount.minor,
      reference,
    ]);
  const draft = async (tenant: string, borrower = 'AAA') => call('post', 'to-bill', tenant, { borrower });
  afterEach(async () => {
    const { faults } = await ledgerCheck(database.owner);
    if (faults.length) throw new Error(faults.join('\n'));
  });

  it('through OCLC is expected to be credited, and confirmed by its Lender Report; what differs waits for a person', async () => {
    const tenant = await library();
    const one = charged(tenant, 'IFM', 1500, { reference: '211000101' });
    const short = charged(tenant, 'IFM', 2000, { borrower: 'BBB', reference: '211000102', member: true });
    await send(one, short, one, charged(tenant, 'IFM', 700, { borrower: 'CCC' }));
    expect(await balances(tenant)).toEqual({ 'settlement:OCLC': 4200, 'income:lending': -4200 });
    const report = `Borrower,Request ID,Date,Credit\nAAA,211000101,${today()},15.00\nBBB,211000102,${today()},18.00\nDDD,9,${today()},5.00`;
    const { body } = (await call('post', 'ifm/reports', tenant, report)) as { body: IfmReportShape };
    expect(body.found.map(({ verdict, why }) => [verdict, why])).toEqual([
      ['confirmed', undefined],
      ['amount-differs', 'OCLC says $18; $20 was expected.'],
      // lent by hand beside Trillium
      ['credit', undefined],
    ]);
    expect((await call('post', `ifm/reports/${body.id}/lines/3/accept`, tenant, { reason: 'So agreed.' })).status).toBe(204);
    expect(await balances(tenant)).toEqual({ 'payable:OCLC': 3800, 'settlement:OCLC': 700, 'income:lending': -4500 });
    const { open } = await get<IfmOpen>(tenant, 'ifm/open');
    expect(open).toMatchObject([{ side: 'lender', payee: 'CCC', amount: usd(700), standing: 'missing' }]);
    const month = await get<SettlerMonthShape>(tenant, `ifm/months/${today().slice(0, 7)}`);
    expect(month).toMatchObject({ expected: usd(-4200), reported: usd(-3800) });
    expect(month.differs.map(({ gap, with: who, expected, reported }) => [gap, who, expected.minor, reported.minor])).toEqual(
      expect.arrayContaining([
        ['amount', 'BBB', 2000, 1800],
        ['missing', 'CCC', 700, 0],
        ['never-expected', 'DDD', 0, 500],
      ]),
    );
    expect(month.differs).toHaveLength(3);
  });

  it('through EFTS likewise; taken back after it was credited it is to be given back', async () => {
    const tenant = await library();
    const one = charged(tenant, 'EFTS', 1100, { reference: '41000101' });
    await send(one);
    const text = `Borrower LIBID,DOCLINE Request Number,Date Filled,Amount\nAAA,41000101,${today()},11.00`;
    expect((await call('post', 'efts/reports', tenant, text)).body.found).toMatchObject([{ verdict: 'confirmed' }]);
    expect(await balances(tenant)).toEqual({ 'deposit:EFTS': 1100, 'income:lending': -1100 });
    await send(back(one));
    expect(await balances(tenant)).toEqual({ 'deposit:EFTS': 1100, 'settlement:EFTS': -1100 });
    expect((await get<IfmOpen>(tenant, 'efts/open')).open).toMatchObject([{ amount: usd(-1100), standing: 'refund' }]);
  });

  it('of a member by the consortium is posted from its own side only', async () => {
    const tenant = await library();
    await send(charged(tenant, 'consortium', 1500, { borrower: 'TSU', member: true }));
    expect([await balances(tenant), await toBill(tenant)]).toEqual([{}, []]);
  });

  it('by invoice is to be billed, by borrower and month; one step drafts all of it, once', async () => {
    const tenant = await library();
    await send(
      charged(tenant, 'invoice', 1500, { reference: 'AAA-88' }),
      charged(tenant, 'invoice', 2500),
      charged(tenant, 'invoice', 900, { borrower: 'BBB' }),
      charged(tenant, 'invoice', 800, { amount: money(800, 'EUR') }),
    );
    const list = await get<ToBillList>(tenant, 'to-bill');
    expect(list.sums).toEqual([
      { borrower: 'AAA', month: today().slice(0, 7), count: 1, amount: money(800, 'EUR') },
      { borrower: 'AAA', month: today().slice(0, 7), count: 2, amount: usd(4000) },
      { borrower: 'BBB', month: today().slice(0, 7), count: 1, amount: usd(900) },
    ]);
    expect(await balances(tenant)).toEqual({});
    const { body } = (await draft(tenant)) as { body: InvoiceShape };
    expect(body).toMatchObject({ status: 'draft', debtor: 'AAA', total: usd(4000) });
    expect(body.lines.map(({ what, reference, amount }) => [what, reference, amount.minor]).toSorted(byText)).toEqual([
      [`Loan, sent ${today()}`, undefined, 2500],
      [`Loan, sent ${today()}`, 'AAA-88', 1500],
    ]);
    expect((await get<ToBillList>(tenant, 'to-bill?borrower=AAA')).items).toMatchObject([{ amount: money(800, 'EUR') }]);
    const again = await draft(tenant);
    expect([again.status, again.body.code]).toEqual([404, 'not-found']);
    // a draft that is not wanted gives it back
    await call('post', `invoices/${body.id}/discard`, tenant, { reason: 'Too early' });
    expect(await toBill(tenant)).toHaveLength(4);
  });

  it('taken back is gone before it is billed; on a draft it is left out, on an invoice it is credited', async () => {
    const tenant = await library();
    const [gone, drafted, issued, kept] = [1, 2, 3, 4].map((n) => charged(tenant, 'invoice', n * 100));
    await send(gone!, drafted!, kept!, back(gone!));
    expect(await toBill(tenant)).toHaveLength(2);
    const first = (await draft(tenant)).body as InvoiceShape;
    await call('put', `invoices/${first.id}`, tenant, {
      debtor: 'AAA',
      address: 'A Road',
      lines: asDrafted(first),
    });
    await send(back(drafted!));
    const refused = await call('post', `invoices/${first.id}/issue`, tenant);
    expect([refused.status, refused.body.code]).toEqual([422, 'taken-back']);
    const [task] = await tasks(tenant);
    expect(task).toMatchObject({
      title: 'Lent to AAA, $2: on a draft, and not asked any more',
      reason: 'It never arrived',
      actions: [{ name: 'leave-off-draft' }],
    });
    const path = task!.actions[0]!.path.replace('/api/payment/', '');
    expect((await call('post', path, tenant, { reason: 'Taken back' })).status).toBe(204);
    expect((await call('post', path, tenant, { reason: 'Taken back' })).status).toBe(404);
    expect((await get<InvoiceShape>(tenant, `invoices/${first.id}`)).total).toEqual(usd(400));
    expect((await call('post', `invoices/${first.id}/issue`, tenant)).status).toBe(200);
    await send(issued!);
    const second = (await draft(tenant)).body as InvoiceShape;
    // its address is known from the one before
    expect(second.address).toBe('A Road');
    await call('post', `invoices/${second.id}/issue`, tenant);
    await send(back(issued!));
    const [credit] = await tasks(tenant);
    expect(credit!.actions.map(({ name }) => name)).toEqual(['credit-lent']);
    await call('post', credit!.actions[0]!.path.replace('/api/payment/', ''), tenant, { reason: 'Taken back' });
    expect([await tasks(tenant), await balances(tenant)]).toEqual([[], { 'receivable:AAA': 400, 'income:lending': -400 }]);
  });

  it('is drafted by itself once the month is over, where the library has it so', async () => {
    const [asked, not] = [await library({ draftMonthly: true }), await library()];
    await send(
      charged(asked, 'invoice', 1500),
      charged(asked, 'invoice', 900, { borrower: 'BBB' }),
      charged(not, 'invoice', 700),
    );
    service.clock.advance(32 * DAY);
    const drafted = async (): Promise<InvoiceShape[]> => (await get<{ invoices: InvoiceShape[] }>(asked, 'invoices')).invoices;
    for (let n = 0; n < 100 && (await drafted()).length < 2; n += 1) await new Promise((done) => setTimeout(done, 50));
    expect((await drafted()).map(({ debtor, status }) => [debtor, status]).toSorted(byText)).toEqual([
      ['AAA', 'draft'],
      ['BBB', 'draft'],
    ]);
    expect([await toBill(asked), (await toBill(not)).length]).toEqual([[], 1]);
    // what is said anew of its invoices leaves it so
    await call('put', 'invoicing', asked, { issuer: { name: 'N', address: 'R', payTo: 'A' } });
    expect(await get(asked, 'invoicing')).toMatchObject({ draftMonthly: true });
  });

  it('ends in the same books in whatever order it is charged, taken back, told again and billed', async () => {
    const step = fc.record({ of: fc.nat(2), what: fc.constantFrom('charge', 'take-back', 'bill', 'mend') });
    const means = fc.array(fc.constantFrom<LentCharged['means'][]>('IFM', 'EFTS', 'invoice'), { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(means, fc.array(step, { maxLength: 10 }), async (by, steps) => {
        const tenant = await library();
        const lent = by.map((one, n) => charged(tenant, one, 100 * 10 ** n));
        const bill = async (): Promise<void> => {
          const { status, body } = await draft(tenant);
          if (status !== 200) return;
          const invoice = body as InvoiceShape;
          await call('put', `invoices/${invoice.id}`, tenant, {
            debtor: 'AAA',
            address: 'A Road',
            lines: asDrafted(invoice),
          });
          expect((await call('post', `invoices/${invoice.id}/issue`, tenant)).status).toBe(200);
        };
        const mend = async (): Promise<void> => {
          for (const { actions } of await tasks(tenant))
            await call('post', actions[0]!.path.replace('/api/payment/', ''), tenant, { reason: 'Taken back' });
        };
        for (const { of, what } of steps)
          if (what === 'charge') await send(lent[of]!);
          else if (what === 'take-back') await send(back(lent[of]!));
          else await (what === 'bill' ? bill() : mend());
        await bill();
        await mend();
        const told = (what: string, n: number): boolean => steps.some((one) => one.of === n && one.what === what);
        const stands = lent.map((_, n) => (told('charge', n) && !told('take-back', n) ? 100 * 10 ** n : 0));
        const through = (one: string): number => stands.reduce((sum, minor, n) => sum + (by[n] === one ? minor : 0), 0);
        const wanted = {
          'settlement:OCLC': through('IFM'),
          'settlement:EFTS': through('EFTS'),
          'receivable:AAA': through('invoice'),
          'income:lending': -stands.reduce((sum, minor) => sum + minor, 0),
        };
        expect(await balances(tenant)).toEqual(Object.fromEntries(Object.entries(wanted).filter(([, minor]) => minor)));
        expect((await ledgerCheck(database.owner)).faults).toEqual([]);
      }),
      { numRuns: 25, seed: 20251014 },
    );
  }, 120_000);
});
