import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LentAsks, PartnerChanged } from '#lib/contracts';
import { run } from '#lib/kernel';
import { collect, compilePolicy, readPolicy, type CompiledPolicy } from '#lib/policy';
import { projectRoot } from '#lib/service';
import { calendar, MONDAY, usd, wanted } from '../../__fixtures__/samples.ts';
import { askingFacts, type Asked, type Borrower } from './advice.ts';
import { actionsOf, asksOf, lentDecider, type Command } from './index.ts';

const partner = { active: true, country: 'AR', loansOpen: true, settledBy: 'vouchers', member: false } as PartnerChanged;
const abroad: Borrower = { symbol: 'UBA', partner, member: false, abroad: true, balance: 0 };
const shipped = (): string => readFileSync(join(projectRoot(), 'rules/charges.json'), 'utf8');

async function policyOf(change: (text: string) => string = (text) => text): Promise<CompiledPolicy<'charges'>> {
  const read = readPolicy(change(shipped()), 'charges');
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return compilePolicy(read.value);
}
async function asks(
  from: Borrower = abroad,
  service: 'loan' | 'copy' = 'loan',
  asked: Asked = {},
  change?: (text: string) => string,
): Promise<LentAsks> {
  const compiled = await policyOf(change);
  return asksOf(await collect(compiled, askingFacts(compiled, service, from, asked, MONDAY)), compiled);
}
const partnerBy = (settledBy: PartnerChanged['settledBy'], more: Partial<PartnerChanged> = {}): Borrower => ({
  ...abroad,
  abroad: false,
  partner: { ...partner, country: 'US', settledBy, ...more },
});

describe('what the lender asks by its charges policy', () => {
  it('is so many vouchers abroad, with hash, rules and reasons, and who pays the way back', async () => {
    expect(await asks()).toEqual({
      policy: (await policyOf()).hash,
      rules: [
        { id: 'abroad-vouchers', reason: 'A loan abroad: one IFLA voucher.' },
        { id: 'asks-postage-back', reason: 'Sent abroad: the borrower pays the way back.' },
      ],
      means: 'vouchers',
      halves: 2,
      returnPostage: { paidBy: 'borrower' },
    });
    expect(await asks(abroad, 'copy', { pages: 40 })).toMatchObject({ means: 'vouchers', halves: 4 });
  });
  it.each<[string, Borrower, Asked, Partial<LentAsks>]>([
    ['a flat amount for a rush', partnerBy('invoice'), { rush: true }, { means: 'invoice', amount: usd(2500) }],
    ['what staff name', partnerBy('invoice'), {}, { means: 'invoice' }],
    [
      'a flat rate by agreement',
      partnerBy('EFTS', { agreementName: 'EFTS, flat rate' }),
      {},
      { means: 'EFTS', amount: usd(1100) },
    ],
    ['reciprocity', partnerBy('reciprocity'), {}, { means: 'reciprocity' }],
  ])('is %s', async (_, from, asked, answer) => {
    expect(await asks(from, 'loan', asked)).toMatchObject(answer);
  });
  it('is nothing where no rule says anything; rules on what is borrowed say nothing here, whatever they rest on', async () => {
    expect(await asks(partnerBy('nobody'))).toEqual({ policy: (await policyOf()).hash, rules: [] });
    // as a library may have written it: its rule on borrowing asks a person where it cannot tell
    const asking = (text: string) => text.replaceAll('"whenUnknown": "skip"', '"whenUnknown": "ask"');
    expect(await asks(partnerBy('OCLC'), 'loan', {}, asking)).toMatchObject({ means: 'IFM', rules: [{ id: 'asks-ifm' }] });
  });
  it('is left to a person where rules contradict each other or cannot be checked', async () => {
    const two = (text: string) => text.replace('"means": "deposit"\n', '"means": "deposit"\n');
    expect(await asks(partnerBy('deposit'), 'loan', {}, two)).toMatchObject({ means: 'deposit' });
    const both = (text: string) => {
      const policy = JSON.parse(text) as { rules: { id: string; event: object; conditions: object }[] };
      policy.rules.find(({ id }) => id === 'asks-deposit')!.conditions = policy.rules.find(
        ({ id }) => id === 'asks-ifm',
      )!.conditions;
      return JSON.stringify(policy);
    };
    expect(await asks(partnerBy('OCLC'), 'loan', {}, both)).toMatchObject({
      why: 'The rules name several means: IFM, deposit.',
    });
    const unsaid = (text: string) => text.replace('"halves": 2', '"amount": 5');
    expect((await asks(abroad, 'loan', {}, unsaid)).why).toMatch(/do not say how many/);
  });
});

const vouchers: LentAsks = { policy: 'h', rules: [{ id: 'abroad-vouchers', reason: 'Abroad.' }], means: 'vouchers', halves: 2 };
const flat = (minor: number): LentAsks => ({
  policy: 'h',
  rules: [{ id: 'flat', reason: 'Flat.' }],
  means: 'EFTS',
  amount: usd(minor),
});
const when = { at: MONDAY, calendar };
const first = (service: 'loan' | 'copy' = 'loan', maxCost?: number): Command<'ask'> => ({
  on: 'ask',
  by: 'borrower',
  id: 'L1',
  requestId: 'R1',
  requester: { symbol: 'UBA', name: 'UBA', via: 'iso18626', address: 'http://uba.example/iso18626', version: '2021-2' },
  asked: { service, citation: wanted(service).citation, rush: false, ...(maxCost ? { maxCost: usd(maxCost) } : {}) },
  terms: { shipDays: 5, loanDays: 28, returnDays: 5, renewals: 1 },
  ...when,
});
const as = ({ on, ...more }: { on: string } & Record<string, unknown>): Command =>
  ({ by: on.startsWith('hears-') ? 'borrower' : 'staff', questionId: 'q', ...when, on, ...more }) as unknown as Command;
function after(asked: Command<'ask'>, ...steps: ({ on: string } & Record<string, unknown>)[]) {
  const done = run(lentDecider, [asked, ...steps.map(as)]);
  if (!done.ok) throw new Error(`${done.error.code}: ${done.error.message}`);
  const { events } = done.value;
  return {
    lent: done.value.state!,
    charged: events.filter(({ type }) => type === 'charged'),
    taken: events.filter(({ type }) => type === 'uncharged'),
    said: events.filter((event) => event.type === 'said'),
  };
}

describe('what is charged for something lent', () => {
  it('is told with the yes, and charged once, when it is sent', () => {
    const { lent, charged, said } = after(first(), { on: 'will-supply', asks: vouchers }, { on: 'pull' }, { on: 'ship' });
    expect(said.map(({ status, note, method }) => [status, note, method])).toEqual([
      ['WillSupply', '1 voucher will be asked for it.', undefined],
      ['Loaned', '1 voucher asked for it.', 'IFLAVoucher'],
    ]);
    expect(charged).toMatchObject([
      { charge: { means: 'vouchers', halves: 2, policy: { hash: 'h', rules: ['abroad-vouchers'] } } },
    ]);
    expect(lent.charge).not.toHaveProperty('amount');
    const again = after(first('copy'), { on: 'send-copy', asks: flat(1100) }, { on: 'scan-again' }, { on: 'send-copy' });
    expect(again.charged).toHaveLength(1);
    expect(again.said.map(({ cost }) => cost)).toEqual([usd(1100), undefined]);
  });
  it('is what was told, whatever the policy says when it is sent; asked for anew, it is told anew', () => {
    expect(after(first(), { on: 'will-supply', asks: flat(1100) }, { on: 'ship' }).lent.charge?.amount).toEqual(usd(1100));
    const retry = { on: 'hears-retry', requestId: 'R2', asked: first().asked };
    expect(
      after(first(), { on: 'will-supply', asks: flat(1100) }, { on: 'try-later', reason: 'OnLoan' }, retry).lent.asks,
    ).toBeNull();
  });
  it('is nothing where it is free, and what staff name where the policy names none', () => {
    const free: LentAsks = { policy: 'h', rules: [], means: 'invoice' };
    expect(after(first(), { on: 'ship', asks: free }).charged).toEqual([]);
    expect(after(first(), { on: 'ship', asks: free, cost: usd(900) }).lent.charge).toMatchObject({
      amount: usd(900),
      reasons: ['The amount was named by staff when it was sent.'],
    });
    expect(after(first(), { on: 'ship', cost: usd(900) }).charged).toEqual([]);
    expect(after(first(), { on: 'ship', asks: { ...free, means: 'reciprocity' } }).lent.charge).toMatchObject({
      means: 'reciprocity',
    });
  });
  it('above what the borrower pays is offered, never charged; agreed to, it is what was offered', () => {
    const offered = after(first('loan', 1000), { on: 'will-supply', asks: flat(1100) });
    expect(offered.lent).toMatchObject({ status: 'conditional', offered: usd(1100) });
    expect(offered.said).toMatchObject([
      { status: 'RetryPossible', reasonRetry: 'CostExceedsMaxCost', offered: usd(1100), method: 'EFTS' },
    ]);
    const agreed = { on: 'hears-retry', requestId: 'R2', asked: first('loan', 1100).asked };
    const sent = after(first('loan', 1000), { on: 'will-supply', asks: flat(1100) }, agreed, { on: 'ship' });
    expect(sent.lent.charge).toMatchObject({ amount: usd(1100) });
    expect(() => after(first('loan', 1000), { on: 'ship', asks: flat(1100) })).toThrow('costs-too-much: $11 is more than');
    expect(() => after(first('loan', 1000), { on: 'ship', cost: usd(1001) })).toThrow('costs-too-much');
    expect(() => after(first(), { on: 'ship', asks: vouchers, cost: usd(5) })).toThrow(
      'paid-otherwise: It is lent for 1 voucher',
    );
  });
  it('is taken back where it never arrived, or staff say so, once; what was received stays charged', () => {
    const sent = [{ on: 'will-supply', asks: vouchers }, { on: 'ship' }];
    expect(after(first(), ...sent, { on: 'declare-lost' }).taken).toMatchObject([{ reason: 'It was lost on the way there.' }]);
    expect(after(first(), ...sent, { on: 'hears-lost' }, { on: 'check-in' }).taken).toHaveLength(1);
    expect(after(first(), ...sent, { on: 'hears-received' }, { on: 'hears-lost' }).taken).toEqual([]);
    const back = after(first(), ...sent, { on: 'check-in' }, { on: 'take-back-charge', note: 'The wrong volume.' });
    expect(back.taken).toMatchObject([{ reason: 'The wrong volume.' }]);
    expect(back.said.at(-1)).toMatchObject({ why: 'Notification', note: expect.stringContaining('The wrong volume.') });
    expect(actionsOf(after(first(), ...sent, { on: 'check-in' }).lent, when).map(({ name }) => name)).toEqual([
      'take-back-charge',
    ]);
    expect(actionsOf(back.lent, when)).toEqual([]);
    expect(() => after(first(), ...sent, { on: 'declare-lost' }, { on: 'take-back-charge', note: 'x' })).toThrow('conflict');
  });
});
