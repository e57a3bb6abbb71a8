// The claim of docs/settling.md: whatever is told, in whatever order and however often, the books add up and are the same.
import fc from 'fast-check';
import { fold, money } from '#lib/kernel';
import type { CostIncurred } from '#lib/contracts';
import { chargeDecider, type ChargeState } from '../charge/charge.ts';
import type { Settlement } from '../charge/settlement.ts';
import { mirroredAt, mirrorOf } from '../settling/mirror.ts';
import { reversal, type Entry } from './entry.ts';

const LIBRARIES = ['LCC', 'TSU', 'HFC'] as const;
const CURRENCIES = ['USD', 'EUR', 'GBP'] as const;
const HOW = ['IFM', 'consortium', 'invoice', 'nothing', 'buy', 'buy-deposit'] as const;
const FEE = 26;

interface Attempt {
  readonly borrower: number;
  readonly lender: number;
  readonly price: number;
  readonly currency: (typeof CURRENCIES)[number];
  readonly how: (typeof HOW)[number];
  readonly fee: boolean;
}
interface Told {
  readonly attempt: number;
  readonly what: 'cost' | 'undone';
}

const payeeOf = ({ borrower, lender }: Attempt): string => LIBRARIES[(borrower + 1 + lender) % LIBRARIES.length]!;
const hasFee = ({ fee, how, price }: Attempt): boolean =>
  fee && price > 0 && (how === 'IFM' || how === 'consortium' || how === 'invoice');
const isBought = ({ how }: Attempt): boolean => how === 'buy' || how === 'buy-deposit';
const settlementOf = ({ how, fee, currency }: Attempt): Settlement | undefined =>
  how === 'buy' || how === 'buy-deposit'
    ? undefined
    : {
        means: how,
        policy: 'f'.repeat(64),
        rules: [],
        fees:
          fee && how !== 'nothing' ? [{ payee: 'consortium', amount: money(FEE, currency), means: how, rule: 'handling' }] : [],
      };

/** In dollars a fund of its own pays, wholly or not; in other currencies there is none. */
const coverageOf = ({ how, price, currency, fee }: Attempt) =>
  how === 'buy-deposit' && currency === 'USD' ? { fund: 'F', covered: fee ? price : Math.floor(price / 2) } : undefined;

/** All libraries' books in memory: what the use cases post, without tables. */
function booksOf(attempts: readonly Attempt[], told: readonly Told[]): Map<string, number> {
  const charges = new Map<number, ChargeState>();
  const balances = new Map<string, number>();
  let ids = 0;
  const newId = (): string => `e${(ids += 1)}`;
  const post = (library: string, { lines }: Entry): void => {
    for (const { account, amount } of lines) {
      const key = `${library} ${account.code} ${amount.currency}`;
      balances.set(key, (balances.get(key) ?? 0) + amount.minor);
    }
  };
  for (const { attempt: n, what } of told) {
    const attempt = attempts[n]!;
    const borrower = LIBRARIES[attempt.borrower]!;
    const payee = payeeOf(attempt);
    const cost: CostIncurred = {
      requestId: `r${n}`,
      kind: isBought(attempt) ? 'buy' : 'borrow',
      what: 'loan',
      payee,
      member: true,
      amount: money(attempt.price, attempt.currency),
      settledBy: attempt.how === 'consortium' ? 'consortium' : attempt.how === 'buy-deposit' ? 'deposit' : 'invoice',
    };
    const before = charges.get(n) ?? chargeDecider.initial;
    const decided = chargeDecider.decide(
      before,
      what === 'cost'
        ? { type: 'incur', cost, coverage: coverageOf(attempt), settlement: settlementOf(attempt), newId, remindAt: '2026-01-01' }
        : { type: 'reverse', reason: 'Given back', newId },
    );
    if (!decided.ok) throw new Error(decided.error.message);
    const after = fold(chargeDecider, decided.value, before);
    charges.set(n, after);
    for (const entry of decided.value.flatMap((event) => ('entries' in event ? event.entries : []))) {
      post(borrower, entry);
      const original = entry.reverses ? after.entries.find(({ id }) => id === entry.reverses)! : entry;
      const library = mirroredAt(original, (symbol) => symbol === payee);
      if (!library) continue;
      const other = mirrorOf(original, borrower, newId());
      post(library, entry.reverses ? reversal(other, newId(), 'Taken back.') : other);
    }
  }
  return new Map([...balances].filter(([, minor]) => minor !== 0));
}

/** The same made from the list of what was told, apart from all of that. */
function wanted(attempts: readonly Attempt[], told: readonly Told[]): Map<string, number> {
  const balances = new Map<string, number>();
  const add = (library: string, account: string, currency: string, minor: number): unknown =>
    balances.set(`${library} ${account} ${currency}`, (balances.get(`${library} ${account} ${currency}`) ?? 0) + minor);
  const has = (n: number, kind: Told['what']): boolean => told.some(({ attempt, what }) => attempt === n && what === kind);
  for (const [n, attempt] of attempts.entries()) {
    const { price, currency, how } = attempt;
    if (!has(n, 'cost') || has(n, 'undone') || price === 0 || how === 'nothing') continue;
    const borrower = LIBRARIES[attempt.borrower]!;
    const owed = {
      IFM: 'settlement:OCLC',
      consortium: 'settlement:consortium',
      invoice: 'payable:invoices',
      buy: 'payable:invoices',
      'buy-deposit': `deposit:${payeeOf(attempt)}`,
    }[how];
    add(borrower, isBought(attempt) ? 'expense:purchases' : 'expense:borrowing', currency, price);
    add(borrower, owed, currency, -price);
    const fund = coverageOf(attempt);
    if (fund) {
      add(borrower, 'allocations:deposits', currency, price);
      add(borrower, 'fund:F', currency, -fund.covered);
      add(borrower, 'payable:unfunded', currency, fund.covered - price);
    }
    if (hasFee(attempt)) {
      add(borrower, how === 'IFM' ? 'expense:ifm-fees' : 'expense:fees', currency, FEE);
      add(borrower, owed, currency, -FEE);
    }
    if (how !== 'consortium') continue;
    add(payeeOf(attempt), 'settlement:consortium', currency, price);
    add(payeeOf(attempt), 'income:lending', currency, -price);
    if (!hasFee(attempt)) continue;
    add('consortium', 'settlement:consortium', currency, FEE);
    add('consortium', 'income:fees', currency, -FEE);
  }
  return new Map([...balances].filter(([, minor]) => minor !== 0));
}

const attempts = fc.array(
  fc.record({
    borrower: fc.nat(2),
    lender: fc.nat(1),
    price: fc.nat(9000),
    currency: fc.constantFrom(...CURRENCIES),
    how: fc.constantFrom(...HOW),
    fee: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
);
const stories = attempts.chain((list) =>
  fc
    .array(fc.record({ attempt: fc.nat(list.length - 1), what: fc.constantFrom('cost', 'undone' as const) }), { maxLength: 30 })
    .chain((told) =>
      fc.tuple(
        fc.constant(list),
        fc.constant(told),
        // another order, some of it twice
        fc.shuffledSubarray([...told, ...told.slice(0, 8)], { minLength: told.length + Math.min(8, told.length) }),
      ),
    ),
);

describe('charges, undos, refunds and duplicates, in the books of all', () => {
  it('add up to zero in every library and currency, and over all in what the consortium settles', () => {
    fc.assert(
      fc.property(stories, ([list, told]) => {
        const sums = new Map<string, number>();
        for (const [key, minor] of booksOf(list, told)) {
          const [library, account, currency] = key.split(' ');
          for (const of of [`${library} ${currency}`, ...(account === 'settlement:consortium' ? [`all ${currency}`] : [])])
            sums.set(of, (sums.get(of) ?? 0) + minor);
        }
        expect([...sums].filter(([, minor]) => minor !== 0)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('give the same balances in whatever order they are heard, and those that the list itself adds up to', () => {
    fc.assert(
      fc.property(stories, ([list, told, reordered]) => {
        const first = booksOf(list, told);
        expect(booksOf(list, reordered)).toEqual(first);
        expect(wanted(list, told)).toEqual(first);
      }),
      { numRuns: 300 },
    );
  });
});
