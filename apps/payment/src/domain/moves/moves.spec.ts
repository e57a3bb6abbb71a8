import fc from 'fast-check';
import { faults, fold, money, ok, transitionFor, type Result } from '#lib/kernel';
import type { CostIncurred } from '#lib/contracts';
import { chargeMachine } from '../charge/charge.machine.ts';
import { chargeDecider, type ChargeState } from '../charge/charge.ts';
import { byPerson, forPerson, type Settlement } from '../charge/settlement.ts';
import { available, fundDecider, type FundState } from '../fund/fund.ts';
import type { Entry } from '../ledger/entry.ts';
import { reservationMachine } from '../reservation/reservation.machine.ts';
import { reservationDecider, type ReservationState } from '../reservation/reservation.ts';
import { cover, incurCost, release, reserve, reverseCost, type Step } from './moves.ts';

const FUND = 'ILL-2026';
const settlements: Readonly<Record<'OCLC' | 'nobody', Settlement>> = {
  OCLC: {
    means: 'IFM',
    policy: 'f'.repeat(64),
    rules: [],
    fees: [{ payee: 'OCLC', amount: money(26, 'USD'), means: 'IFM', rule: 'ifm-fee' }],
  },
  nobody: forPerson('Ask the lender.', { policy: 'f'.repeat(64) }),
};
const profile = { code: FUND, name: 'Interlibrary loan', startsOn: '2025-07-01', endsOn: '2026-06-30' };

type Message =
  | { readonly kind: 'reserve' | 'release' | 'incur' | 'reverse'; readonly attempt: number }
  | { readonly kind: 'cover' | 'settle'; readonly attempt: number };
interface Attempt {
  readonly reserved: number;
  readonly price: number;
  readonly how: 'buy' | 'OCLC' | 'nobody';
}

/** One library's books in memory: what the use cases do on tables, without them. */
class Books {
  fund: FundState;
  readonly reservations = new Map<number, ReservationState>();
  readonly charges = new Map<number, ChargeState>();
  readonly entries: Entry[] = [];
  readonly lowest: number[] = [];
  #ids = 0;

  constructor(
    readonly attempts: readonly Attempt[],
    allocated: number,
  ) {
    this.fund = fold(fundDecider, [{ type: 'allocated', amount: money(allocated, 'USD'), ...profile }]);
  }
  reservation = (n: number): ReservationState => this.reservations.get(n) ?? reservationDecider.initial;
  charge = (n: number): ChargeState => this.charges.get(n) ?? chargeDecider.initial;
  #id = (): string => `id-${(this.#ids += 1)}`;

  take({ kind, attempt }: Message): void {
    const { price, reserved, how } = this.attempts[attempt]!;
    const reservation = this.reservation(attempt);
    const charge = this.charge(attempt);
    const requestId = `r-${attempt}`;
    const cost = {
      requestId,
      kind: 'borrow',
      what: 'loan',
      payee: 'ZZX',
      amount: money(price, 'USD'),
      settledBy: how === 'nobody' ? 'nobody' : 'OCLC',
    } as const;
    const bought: CostIncurred = { ...cost, kind: 'buy', what: 'print', payee: 'Vendor', settledBy: 'invoice' };
    const asked = { requestId, fund: FUND, amount: money(reserved, 'USD'), purpose: 'Buy', remindAt: '2026-01-01' };
    const decided: Result<Step, unknown> = {
      reserve: () => reserve(this.fund, reservation, { type: 'reserve', ...asked }),
      release: () => release(this.fund, reservation, 'Not bought'),
      incur: () =>
        incurCost(this.fund, how === 'buy' ? reservation : undefined, charge, {
          type: 'incur',
          cost: how === 'buy' ? bought : cost,
          settlement: how === 'buy' || price === 0 ? undefined : settlements[how],
          newId: this.#id,
          remindAt: '2026-01-01',
        }),
      reverse: () => reverseCost(this.fund, charge, 'Cancelled in time', this.#id),
      settle: () => {
        const settlement = byPerson(settlements.nobody, 'invoice', 'They sent one.');
        const said = chargeDecider.decide(charge, { type: 'settle', settlement, newId: this.#id });
        // what is settled already is refused
        return ok({ fund: [], reservation: [], charge: said.ok ? said.value : [] });
      },
      cover: () => cover(this.fund, charge, this.#id()),
    }[kind]();
    if (!decided.ok) throw new Error(JSON.stringify(decided.error));
    this.#save(attempt, decided.value);
  }

  #save(attempt: number, step: Step): void {
    this.fund = fold(fundDecider, step.fund, this.fund);
    this.lowest.push(available(this.fund), this.fund.reserved, this.fund.spent);
    this.reservations.set(attempt, fold(reservationDecider, step.reservation, this.reservation(attempt)));
    this.charges.set(attempt, fold(chargeDecider, step.charge, this.charge(attempt)));
    for (const event of step.charge) {
      if (event.type === 'incurred' || event.type === 'reversed' || event.type === 'settled') this.entries.push(...event.entries);
      if (event.type === 'covered') this.entries.push(event.entry);
    }
  }

  balances(): Record<string, number> {
    const totals: Record<string, number> = {};
    for (const { account, amount } of this.entries.flatMap(({ lines }) => lines))
      totals[account.code] = (totals[account.code] ?? 0) + amount.minor;
    return Object.fromEntries(Object.entries(totals).filter(([, minor]) => minor !== 0));
  }
}

const attempts = fc.array(
  fc.record({ reserved: fc.nat(9000), price: fc.nat(9000), how: fc.constantFrom('buy', 'OCLC', 'nobody' as const) }),
  { minLength: 1, maxLength: 5 },
);
const messagesFor = (count: number, kinds: readonly Message['kind'][]) =>
  fc.array(fc.record({ kind: fc.constantFrom(...kinds), attempt: fc.nat(count - 1) }), { maxLength: 40 });
const KINDS = ['reserve', 'release', 'incur', 'reverse', 'cover', 'settle'] as const;

describe('reservations, charges and the fund together', () => {
  it('add up to zero, never go below nothing and agree, whatever comes, twice or out of order', () => {
    const scenario = attempts.chain((list) => fc.tuple(fc.constant(list), fc.nat(20_000), messagesFor(list.length, KINDS)));
    fc.assert(
      fc.property(scenario, ([list, allocated, messages]) => {
        const books = new Books(list, allocated);
        messages.forEach((message) => books.take(message));
        const balances = books.balances();
        expect(Object.values(balances).reduce((sum, minor) => sum + minor, 0)).toBe(0);
        expect(Math.min(0, ...books.lowest)).toBe(0);
        // the fund and its account prove each other
        expect(balances[`fund:${FUND}`] ?? 0).toBe(books.fund.spent === 0 ? 0 : -books.fund.spent);
        const held = [...books.reservations.values()].filter(({ status }) => status === 'held');
        expect(books.fund.reserved).toBe(held.reduce((sum, { amount }) => sum + amount!.minor, 0));
        // each purpose of each attempt at most once
        const keys = books.entries.map(({ requestId, purpose }) => `${requestId} ${purpose}`);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 300 },
    );
  });

  it('give the same balances in any order of arrival, where the fund can carry all of it', () => {
    const scenario = attempts.chain((list) =>
      messagesFor(list.length, ['reserve', 'release', 'incur', 'reverse']).chain((messages) =>
        fc.tuple(
          fc.constant(list),
          fc.constant(messages),
          // another order, with some of it twice
          fc.shuffledSubarray([...messages, ...messages.slice(0, 10)], {
            minLength: messages.length + Math.min(10, messages.length),
          }),
        ),
      ),
    );
    fc.assert(
      fc.property(scenario, ([list, messages, reordered]) => {
        const [first, second] = [messages, reordered].map((order) => {
          const books = new Books(list, 1_000_000);
          order.forEach((message) => books.take(message));
          return { balances: books.balances(), spent: books.fund.spent, reserved: books.fund.reserved };
        });
        expect(second).toEqual(first);
        // an account of it made apart from the deciders
        const has = (kind: string, n: number) => messages.some((m) => m.kind === kind && m.attempt === n);
        const spent = list.map(({ how, price }, n) => (how === 'buy' && has('incur', n) && !has('reverse', n) ? price : 0));
        const reserved = list.map(({ how, reserved: amount }, n) =>
          has('reserve', n) && !has('release', n) && !(how === 'buy' && has('incur', n)) ? amount : 0,
        );
        const sum = (numbers: number[]) => numbers.reduce((total, n) => total + n, 0);
        expect(first).toMatchObject({ spent: sum(spent), reserved: sum(reserved) });
      }),
      { numRuns: 300 },
    );
  });

  it('takes a price above the reservation from what else is left, and lets the rest stand over until covered', () => {
    const books = new Books([{ reserved: 3000, price: 5000, how: 'buy' }], 4200);
    books.take({ kind: 'reserve', attempt: 0 });
    books.take({ kind: 'incur', attempt: 0 });
    expect(books.balances()).toEqual({ 'expense:purchases': 5000, [`fund:${FUND}`]: -4200, 'payable:unfunded': -800 });
    expect(books.charge(0)).toMatchObject({ status: 'over-fund', unfunded: 800 });
    books.fund = fold(fundDecider, [{ type: 'allocated', amount: money(4500, 'USD'), ...profile }], books.fund);
    books.take({ kind: 'cover', attempt: 0 });
    expect(books.charge(0)).toMatchObject({ status: 'over-fund', unfunded: 500 });
    books.fund = fold(fundDecider, [{ type: 'allocated', amount: money(9000, 'USD'), ...profile }], books.fund);
    books.take({ kind: 'cover', attempt: 0 });
    expect(books.charge(0)).toMatchObject({ status: 'posted', unfunded: 0 });
    expect(books.balances()).toEqual({ 'expense:purchases': 5000, [`fund:${FUND}`]: -5000 });
    books.take({ kind: 'reverse', attempt: 0 });
    expect(books.balances()).toEqual({});
    expect(books.fund.spent).toBe(0);
  });
});

describe('the tables of reservation and charge', () => {
  it.each([
    ['reservation', faults(reservationMachine)],
    ['charge', faults(chargeMachine)],
  ])('%s is sound', (_, found) => expect(found).toEqual([]));

  it('say where every command leads', () => {
    const scenario = attempts.chain((list) => fc.tuple(fc.constant(list), fc.nat(20_000), messagesFor(list.length, KINDS)));
    fc.assert(
      fc.property(scenario, ([list, allocated, messages]) => {
        const books = new Books(list, allocated);
        const steps = messages.flatMap((message) => {
          const { kind, attempt } = message;
          const before = [books.reservation(attempt).status, books.charge(attempt).status] as const;
          books.take(message);
          const after = [books.reservation(attempt).status, books.charge(attempt).status] as const;
          // a cover that moves nothing is no command, nor is what was refused
          if ((kind === 'cover' || kind === 'settle') && before[1] === after[1]) return [];
          const row =
            kind === 'reserve' || kind === 'release'
              ? { to: transitionFor(reservationMachine, before[0], kind)?.to, reached: after[0] }
              : { to: transitionFor(chargeMachine, before[1], kind)?.to, reached: after[1] };
          return [{ ...row, kind }];
        });
        expect(steps.filter(({ to, reached }) => !to || ![to].flat().includes(reached as never))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
