import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { CostIncurred, CostReversed, type Task } from '#lib/contracts';
import { DAY, money } from '#lib/kernel';
import { Database } from '#lib/messaging';
import { testDatabase, testService } from '#lib/testing';
import { chargesPublished } from './__fixtures__/charges.ts';
import { deliver, type Sent } from './__fixtures__/deliver.ts';
import type { LedgerEntry, RequestMoney } from './http/shapes.ts';
import { ledgerCheck } from './ledger-check.ts';
import { payment } from './payment.module.ts';

const usd = (minor: number) => money(minor, 'USD');

describe('what lenders charge', () => {
  const database = testDatabase('payment');
  const service = testService(payment, { database });
  const send = (...sent: Sent[]): Promise<void> => deliver(service.get(Database), sent);
  const get = async <T>(path: string, tenant: string): Promise<T> =>
    (
      await request(service.http)
        .get(`/api/payment/${path}`)
        .set(await service.as({ tenant, roles: ['staff'] }))
    ).body as T;
  const post = async (path: string, body: object, tenant: string, role: 'staff' | 'acquisitions' = 'staff'): Promise<number> =>
    (
      await request(service.http)
        .post(path)
        .set(await service.as({ tenant, roles: [role] }))
        .send(body)
    ).status;
  const tasks = async (tenant: string): Promise<Task[]> => (await get<{ tasks: Task[] }>('tasks', tenant)).tasks;
  const moneyOf = (id: string, tenant: string): Promise<RequestMoney> => get(`requests/${id}`, tenant);
  const posted = async (id: string, tenant: string): Promise<[string, number][]> =>
    (await moneyOf(id, tenant)).entries.map(({ kind, lines }) => [kind, lines[0]!.amount.minor]);
  const charge = (tenant: string, part: object = {}, ids = [randomUUID(), randomUUID()]): Sent => ({
    message: CostIncurred,
    tenant,
    subject: ids[1]!,
    correlation: ids[0]!,
    data: { requestId: ids[0], kind: 'borrow', what: 'loan', payee: 'ZZX', amount: usd(4000), settledBy: 'OCLC', ...part },
  });
  const reversed = ({ tenant, subject, data }: Sent): Sent => ({
    message: CostReversed,
    tenant,
    subject,
    data: { requestId: (data as CostIncurred).requestId, reason: 'Cancelled in time' },
  });
  const requestOf = ({ data }: Sent): string => (data as CostIncurred).requestId;
  const undecided = (text: string): string => text.replaceAll(/"settle", "params": \{ "means": "[^"]*" \}/g, '"note"');

  it('wait an hour at a time while no policy was ever heard of, and are settled by it once it was', async () => {
    const one = charge('LCC');
    await send(one, { ...one });
    expect(await posted(requestOf(one), 'LCC')).toEqual([]);
    expect(await tasks('LCC')).toMatchObject([
      {
        kind: 'undecided-charge',
        title: 'ZZX charges $40',
        reason: /* of sourcing nothing came yet */ expect.stringMatching(/^No policy for charges/),
      },
    ]);
    await send(await chargesPublished());
    service.clock.advance(DAY / 12);
    for (let tries = 0; (await tasks('LCC')).length && tries < 500; tries += 1) await new Promise((done) => setTimeout(done, 10));
    expect(await posted(requestOf(one), 'LCC')).toEqual([
      ['ifm-expected', 4000],
      ['ifm-fee', 26],
    ]);
  });

  it('keep with each entry which rules of which policy it follows from, in sentences', async () => {
    const one = charge('LCC');
    await send(one);
    const { entries, charges } = await moneyOf(requestOf(one), 'LCC');
    const policy = expect.stringMatching(/^[0-9a-f]{64}$/) as unknown;
    const [ifm, fee] = [
      { id: 'ifm', reason: 'Through IFM.' },
      { id: 'ifm-fee', reason: "OCLC's transaction charge for a filled borrowing." },
    ];
    expect(entries.map(({ because }) => because)).toEqual([
      { policy, rules: [ifm] },
      { policy, rules: [fee] },
    ]);
    expect(charges).toMatchObject([{ status: 'posted', because: { policy, rules: [ifm, fee] } }]);
    const page = await get<{ entries: LedgerEntry[] }>(`entries?request=${requestOf(one)}`, 'LCC');
    expect(new Set(page.entries)).toEqual(new Set(entries));
  });

  it('are settled by the library’s own policy from its publication on; what was posted stays, and is taken back as it was posted', async () => {
    const [before, elsewhere] = [charge('TSU'), charge('HFC')];
    await send(before, await chargesPublished(1, 'TSU', (text) => text.replace('0.26', '0.3')));
    const after = charge('TSU');
    await send(after, elsewhere);
    expect(await posted(requestOf(after), 'TSU')).toContainEqual(['ifm-fee', 30]);
    expect(await posted(requestOf(before), 'TSU')).toContainEqual(['ifm-fee', 26]);
    expect(await posted(requestOf(elsewhere), 'HFC')).toContainEqual(['ifm-fee', 26]);
    await send(reversed(before));
    expect(await posted(requestOf(before), 'TSU')).toEqual([
      ['ifm-expected', 4000],
      ['reversal', -4000],
      ['ifm-fee', 26],
      ['reversal', -26],
    ]);
    expect((await moneyOf(requestOf(before), 'TSU')).entries.map(({ because }) => because !== undefined)).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it('that the policy leaves open are a task: posted once as a person says, and taken back', async () => {
    const one = charge('MGH');
    await send(await chargesPublished(1, 'MGH', undecided), one, one, { ...one });
    expect(await posted(requestOf(one), 'MGH')).toEqual([]);
    expect(await moneyOf(requestOf(one), 'MGH')).toMatchObject({
      charges: [{ status: 'undecided', note: 'Through IFM.', because: { rules: [{ id: 'ifm' }, { id: 'ifm-fee' }] } }],
    });
    const [task] = await tasks('MGH');
    expect(task).toMatchObject({ reason: 'Through IFM.', actions: [{ name: 'settle-charge' }, { name: 'ask-charges-policy' }] });
    const [settle, ask] = task!.actions.map(({ path }) => path);
    const said = { means: 'invoice', reason: 'An invoice came.' };
    expect(await post(settle!, { means: 'barter', reason: 'x' }, 'MGH')).toBe(400);
    expect(await post(settle!, said, 'MGH', 'acquisitions')).toBe(403);
    expect(await post(settle!, said, 'LCC')).toBe(404);
    // the policy says what it said
    expect(await post(ask!, {}, 'MGH')).toBe(422);
    expect(await post(settle!, said, 'MGH')).toBe(204);
    expect(await post(settle!, said, 'MGH')).toBe(409);
    await send({ ...one });
    expect((await moneyOf(requestOf(one), 'MGH')).entries).toMatchObject([
      { kind: 'invoice', settledBy: 'invoice', because: { rules: [], person: 'An invoice came.' } },
      // the rule of the fee did apply
      { kind: 'ifm-fee', because: { rules: [{ id: 'ifm-fee' }] } },
    ]);
    expect(await tasks('MGH')).toEqual([]);
    await send(reversed(one));
    expect((await posted(requestOf(one), 'MGH')).reduce((sum, [, minor]) => sum + minor, 0)).toBe(0);
  });

  it('that are taken back before anybody said, or asked of a policy mended since, leave nothing open', async () => {
    const [gone, mended] = [charge('MGH'), charge('MGH')];
    await send(gone, mended, reversed(gone));
    const waiting = await tasks('MGH');
    expect(waiting.map(({ requestId }) => requestId)).toEqual([requestOf(mended)]);
    await send(await chargesPublished(2, 'MGH'));
    expect(await post(waiting[0]!.actions[1]!.path, {}, 'MGH')).toBe(204);
    expect(await posted(requestOf(mended), 'MGH')).toEqual([
      ['ifm-expected', 4000],
      ['ifm-fee', 26],
    ]);
    expect(await posted(requestOf(gone), 'MGH')).toEqual([]);
    expect(await tasks('MGH')).toEqual([]);
  });

  it('move no money by vouchers, nor where nothing is owed', async () => {
    const [vouchers, nobody] = [charge('HFC', { settledBy: 'vouchers' }), charge('HFC', { settledBy: 'nobody' })];
    await send(vouchers, nobody);
    expect(await moneyOf(requestOf(vouchers), 'HFC')).toMatchObject({
      entries: [],
      charges: [{ status: 'nothing-to-post', note: 'IFLA vouchers are counted by hand; no money moves.' }],
    });
    const [task] = await tasks('HFC');
    expect(task).toMatchObject({ reason: 'A charge was named although nobody settles: ask the lender.' });
    expect(await post(task!.actions[0]!.path, { means: 'nothing', reason: 'A mistake of theirs.' }, 'HFC')).toBe(204);
    expect(await moneyOf(requestOf(nobody), 'HFC')).toMatchObject({
      entries: [],
      charges: [{ status: 'nothing-to-post', note: 'A mistake of theirs.' }],
    });
  });

  it('go by country, agreement and urgency where the library’s policy says so, and say who pays return postage', async () => {
    const rule = (id: string, priority: number, fact: string, operator: string, value: unknown, event: object) => ({
      id,
      description: id,
      priority,
      conditions: { all: [{ fact, operator, value }] },
      whenUnknown: 'skip',
      event,
      reason: `So says ${id}.`,
    });
    const postage = { payee: 'The courier', amount: 9, means: 'invoice', for: 'postage' };
    const own = (text: string): string => {
      const policy = JSON.parse(text) as { rules: object[] };
      const first = rule('health', 999, 'charge-agreement', 'equal', 'Health libraries', {
        type: 'settle',
        params: { means: 'EFTS', amount: 11 },
      });
      const canada = rule('canada', 998, 'charge-lender-country', 'equal', 'CA', {
        type: 'return-postage',
        params: { paidBy: 'lender' },
      });
      const rush = rule('rush', 997, 'charge-days-left', 'lessThanInclusive', 1, { type: 'fee', params: postage });
      return JSON.stringify({ ...policy, rules: [first, canada, rush, ...policy.rules] });
    };
    await send(await chargesPublished(1, 'UNM', own));
    const health = { payee: 'MED', settledBy: 'nobody', lender: { country: 'CA', agreement: 'Health libraries' } };
    const [urgent, calm, old] = [
      charge('UNM', { ...health, daysLeft: 1 }),
      charge('UNM', { ...health, daysLeft: null, amount: money(2500, 'CAD') }),
      // told before any of it was
      charge('UNM', { settledBy: 'deposit' }),
    ];
    await send(urgent, calm, old, { ...calm });
    expect(await posted(requestOf(urgent), 'UNM')).toEqual([
      ['efts-charge', 1100],
      ['postage', 900],
    ]);
    const { entries, charges } = await moneyOf(requestOf(calm), 'UNM');
    expect(entries).toMatchObject([
      {
        kind: 'efts-charge',
        settledBy: 'EFTS',
        description: 'Borrowed from MED, $11 instead of CAD 25, by EFTS',
        lines: [{ account: 'expense:borrowing' }, { account: 'settlement:EFTS', amount: usd(-1100) }],
      },
    ]);
    expect(charges).toMatchObject([{ amount: money(2500, 'CAD'), returnPostage: 'lender' }]);
    expect(charges[0]!.because!.rules.map(({ id }) => id)).toEqual(['health', 'canada', 'nobody']);
    expect((await moneyOf(requestOf(old), 'UNM')).entries).toMatchObject([
      { kind: 'deposit-charge', lines: [{}, { account: 'deposit:ZZX', amount: usd(-4000) }] },
    ]);
    await send(reversed(urgent), reversed(old));
    for (const one of [urgent, old])
      expect((await posted(requestOf(one), 'UNM')).reduce((sum, [, minor]) => sum + minor, 0)).toBe(0);
  });

  it('leave a ledger that adds up', async () => {
    expect((await ledgerCheck(database.owner)).faults).toEqual([]);
  });
});
