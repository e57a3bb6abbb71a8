import { money } from '#lib/kernel';
import type { CostIncurred } from '#lib/contracts';
import { chargesPolicy, settledBy } from '../../__fixtures__/charges.ts';
import { byPerson, isCharge, type Settlement } from './settlement.ts';

const cost = (part: Partial<CostIncurred> = {}): CostIncurred => ({
  requestId: '0198c0de-0000-7000-8000-0000000000aa',
  kind: 'borrow',
  what: 'loan',
  payee: 'ZZX',
  amount: money(4000, 'USD'),
  settledBy: 'OCLC',
  ...part,
});
/** What the shipped policy, changed so, says. */
const said = async (part: Partial<CostIncurred> = {}, change?: (text: string) => string): Promise<Settlement> =>
  settledBy(cost(part), await chargesPolicy(change));
type Rule = { id: string; priority: number; event: { type: string; params?: Record<string, unknown> }; [more: string]: unknown };
/** Changes the policy's rules as JSON. */
const rules =
  (change: (rules: Rule[]) => Rule[]) =>
  (text: string): string => {
    const policy = JSON.parse(text) as { rules: Rule[] };
    return JSON.stringify({ ...policy, rules: change(policy.rules) });
  };

describe('how a charge is settled', () => {
  it('is asked of what a lender charges: nothing bought, nothing free', () => {
    expect([
      isCharge(cost()),
      isCharge(cost({ kind: 'scan' })),
      isCharge(cost({ kind: 'buy' })),
      isCharge(cost({ amount: money(0, 'USD') })),
    ]).toEqual([true, true, false, false]);
  });

  it('is what the shipped policy says', async () => {
    const fee = { payee: 'OCLC', amount: money(26, 'USD'), means: 'IFM', rule: 'ifm-fee' };
    expect(await said()).toMatchObject({ means: 'IFM', fees: [fee] });
    expect(await said({ amount: money(1200, 'EUR') })).toMatchObject({ means: 'invoice', fees: [] });
    for (const by of ['consortium', 'invoice', 'vouchers', 'EFTS', 'deposit', 'reciprocity'] as const)
      expect(await said({ settledBy: by })).toMatchObject({ means: by, fees: [] });
  });

  it('is not IFM, and has no fee of it, where one of both takes no part in it', async () => {
    const without = async (notInIfm: CostIncurred['notInIfm']) => await said({ notInIfm });
    expect(await without(['borrower'])).toMatchObject({
      means: 'invoice',
      fees: [],
      rules: [{ id: 'ifm-without-us', reason: expect.stringContaining('this library takes no part in it') }],
    });
    expect(await without(['lender'])).toMatchObject({
      means: 'invoice',
      fees: [],
      rules: [{ id: 'ifm-without-lender', reason: 'IFM does not apply: ZZX takes no part in it. An invoice comes.' }],
    });
    expect(await without(['borrower', 'lender'])).toMatchObject({ means: 'invoice', fees: [] });
  });

  it('takes another fee from the policy, to the cent', async () => {
    const { fees } = await said({}, (text) => text.replace('0.26', '0.3'));
    expect(fees).toEqual([{ payee: 'OCLC', amount: money(30, 'USD'), means: 'IFM', rule: 'ifm-fee' }]);
  });

  it('gathers several fees, each from its rule', async () => {
    const postage = rules((all) => [
      ...all,
      {
        ...all[1]!,
        id: 'postage',
        priority: 5,
        event: { type: 'fee', params: { payee: 'The courier', amount: 1.5, means: 'invoice' } },
      },
    ]);
    expect((await said({}, postage)).fees.map(({ rule, amount }) => [rule, amount.minor])).toEqual([
      ['ifm-fee', 26],
      ['postage', 150],
    ]);
  });

  it('may look at who the lender is, where, by which agreement, and how urgent it was', async () => {
    const only = (fact: string, operator: string, value: unknown) =>
      rules((all) => [{ ...all[4]!, conditions: { all: [{ fact, operator, value }] } }]);
    const means = async (part: Partial<CostIncurred>, ...condition: Parameters<typeof only>) =>
      (await said(part, only(...condition))).means;
    expect(await means({}, 'charge-lender', 'equal', 'ZZX')).toBe('invoice');
    const lender = { country: 'CA', agreement: 'Health libraries' };
    expect(await means({ lender }, 'charge-lender-country', 'equal', 'CA')).toBe('invoice');
    expect(await means({ lender }, 'charge-lender-country', 'equal', 'US')).toBeUndefined();
    expect(await means({ lender }, 'charge-agreement', 'equal', 'Health libraries')).toBe('invoice');
    expect(await means({ lender: { country: 'CA' } }, 'charge-agreement', 'equal', null)).toBe('invoice');
    expect(await means({ daysLeft: 2 }, 'charge-days-left', 'lessThanInclusive', 2)).toBe('invoice');
    expect(await means({ daysLeft: null }, 'charge-days-left', 'lessThanInclusive', 2)).toBeUndefined();
    // a message of before any of it was told: unknown, and the rule says to skip it then
    expect(await means({}, 'charge-lender-country', 'equal', 'CA')).toBeUndefined();
  });

  /** More rules beside the shipped ones, which always apply where what is shipped says IFM. */
  const more = (...events: Rule['event'][]) =>
    rules((all) => [...all, ...events.map((event, nth) => ({ ...all[0]!, id: `more-${nth}`, priority: 5 - nth, event }))]);
  const back = (paidBy: string) => ({ type: 'return-postage', params: { paidBy } });

  it('may be another amount than the lender named, and say who pays return postage', async () => {
    const flat = more({ type: 'settle', params: { means: 'IFM', amount: 12.5 } }, back('lender'));
    expect(await said({}, flat)).toMatchObject({ means: 'IFM', amount: money(1250, 'USD'), returnPostage: 'lender' });
    expect(await said()).not.toHaveProperty('amount');
    expect(await said()).not.toHaveProperty('returnPostage');
    const twice = more(...[12, 12].map((amount) => ({ type: 'settle', params: { means: 'IFM', amount } })));
    expect(await said({}, twice)).toMatchObject({ means: 'IFM', amount: money(1200, 'USD') });
  });

  it('keeps what a fee is for', async () => {
    const postage = { payee: 'ZZX', amount: 4.5, means: 'invoice', for: 'postage' };
    expect((await said({}, more({ type: 'fee', params: postage }))).fees[1]).toEqual({
      ...postage,
      amount: money(450, 'USD'),
      rule: 'more-0',
    });
  });

  it.each<[string, RegExp, (text: string) => string, Partial<CostIncurred>]>([
    ['no rule says it', /^No rule says how it is settled\.$/, rules((all) => all.filter(({ id }) => id !== 'ifm')), {}],
    ['a rule only notes something', /ask the lender\.$/, (text) => text, { settledBy: 'nobody' }],
    [
      'rules name several means',
      /^The rules name several means: IFM, invoice\.$/,
      rules((all) => [
        ...all,
        { ...all[0]!, id: 'as-well', priority: 5, event: { type: 'settle', params: { means: 'invoice' } } },
      ]),
      {},
    ],
    [
      'rules name several amounts',
      /^The rules name several amounts: \$12, \$13\.$/,
      more(...[12, 13].map((amount) => ({ type: 'settle', params: { means: 'IFM', amount } }))),
      {},
    ],
    [
      'an amount is none',
      /^What the rule more-0 has paid, 0\.001, is no amount in USD\.$/,
      more({ type: 'settle', params: { means: 'IFM', amount: 0.001 } }),
      {},
    ],
    [
      'rules name several who pay return postage',
      /^The rules name several who pay return postage: lender, each\.$/,
      more(back('lender'), back('each')),
      {},
    ],
    [
      'each pays its own postage and one is asked for it',
      /^Each pays for what it sends, and the rule more-1 asks postage\.$/,
      more(back('each'), { type: 'fee', params: { payee: 'ZZX', amount: 4, means: 'invoice', for: 'postage' } }),
      {},
    ],
    [
      'postage is asked by IFM',
      /^The rule more-0 asks postage by IFM, which has no such lines\.$/,
      more({ type: 'fee', params: { payee: 'ZZX', amount: 4, means: 'IFM', for: 'postage' } }),
      {},
    ],
    [
      'a rule that asks a person could not be checked',
      /^Rule dear cannot be checked .*: EUR 12 is not in USD\.$/,
      rules((all) => [
        ...all,
        {
          ...all[0]!,
          id: 'dear',
          priority: 5,
          whenUnknown: 'ask',
          conditions: { all: [{ fact: 'charge-amount', operator: 'greaterThan', value: 10 }] },
        },
      ]),
      { amount: money(1200, 'EUR') },
    ],
    [
      'a fee is no amount',
      /^The fee of the rule ifm-fee, 0\.265, is no amount in USD\.$/,
      (text) => text.replace('0.26', '0.265'),
      {},
    ],
    [
      'a rule fails, as the message names nobody',
      /^The rule ifm failed: The fact "charge-settled-by" should be choice and is not\.$/,
      (text) => text,
      { settledBy: undefined },
    ],
  ])('is left to a person where %s', async (_, why, change, part) => {
    const settlement = await said(part, change);
    expect(settlement).toMatchObject({ why: expect.stringMatching(why), policy: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(settlement.means).toBeUndefined();
  });

  it('keeps the fees a policy named when a person says the rest, and none where nothing is owed', async () => {
    const open = await said(
      {},
      rules((all) => all.filter(({ id }) => id !== 'ifm')),
    );
    expect(byPerson(open, 'IFM', 'As always.')).toMatchObject({
      means: 'IFM',
      person: 'As always.',
      fees: [{ rule: 'ifm-fee' }],
    });
    expect(byPerson(open, 'nothing', 'Theirs.')).toMatchObject({ means: 'nothing', fees: [] });
  });
});
