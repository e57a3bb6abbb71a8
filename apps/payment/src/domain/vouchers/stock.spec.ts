import fc from 'fast-check';
import { fold, money } from '#lib/kernel';
import type { Entry } from '../ledger/entry.ts';
import { HALVES, type CardStatus, type Denomination } from './card.ts';
import { stockDecider, type StockCommand, type StockEvent, type StockState } from './stock.ts';
import { orderEntry, voucherEntries, type IflaPrices } from './voucher-entries.ts';

const PRICES: IflaPrices = { full: money(800, 'EUR'), fixedFee: money(2100, 'EUR'), perMille: 40 };

/** A stock with its books: each command decided, folded, posted. */
class Drawer {
  state: StockState = stockDecider.initial;
  readonly entries: Entry[] = [];
  #version = 0;

  do(command: StockCommand): string {
    const decided = stockDecider.decide(this.state, command);
    if (!decided.ok) return decided.error.code;
    for (const event of decided.value) this.#take(event);
    return decided.value.map(({ type }) => type).join(' ') || 'nothing';
  }
  #take(event: StockEvent): void {
    this.#version += 1;
    this.entries.push(...voucherEntries(this.state, event, this.#version, () => 'id'));
    const order = orderEntry(this.state, event, PRICES, this.#version, 'id');
    if (order) this.entries.push(order);
    this.state = fold(stockDecider, [event], this.state);
  }
  worth(...statuses: CardStatus[]): number {
    return this.state.cards
      .filter(({ status }) => statuses.includes(status))
      .reduce((sum, { denomination }) => sum + HALVES[denomination], 0);
  }
  balance(code: string, currency = 'XVH'): number {
    return this.entries
      .flatMap(({ lines }) => lines)
      .filter(({ account, amount }) => account.code === code && amount.currency === currency)
      .reduce((sum, { amount }) => sum + amount.minor, 0);
  }
}

const buy = (...cards: [string, Denomination][]): StockCommand => ({
  type: 'buy',
  order: '2025-17',
  cards: cards.map(([number, denomination]) => ({ number, denomination })),
});
const reserve = (attempt: string, halves: number): StockCommand => ({
  type: 'reserve',
  attempt,
  halves,
  lender: 'UBA',
  requestId: `r-${attempt}`,
});
const stocked = (): Drawer => {
  const drawer = new Drawer();
  drawer.do(buy(['1', 'full'], ['2', 'full'], ['3', 'half'], ['4', 'half']));
  return drawer;
};

describe('a library’s vouchers', () => {
  it('the demo’s: three, a loan for one, a copy for a half: one and a half are left', () => {
    const drawer = stocked();
    drawer.do(reserve('loan', 2));
    drawer.do(reserve('copy', 1));
    for (const type of ['send', 'accept'] as const) for (const attempt of ['loan', 'copy']) drawer.do({ type, attempt });
    expect(drawer.worth('held')).toBe(3);
    expect([drawer.balance('vouchers:held'), drawer.balance('vouchers:in-transit'), drawer.balance('expense:borrowing')]).toEqual(
      [3, 0, 3],
    );
    expect(drawer.entries.map(({ description }) => description)).toEqual([
      '3 vouchers bought from IFLA',
      '3 vouchers bought from IFLA, order 2025-17: EUR 24, fees EUR 21.96',
      '1 voucher sent to UBA',
      '½ voucher sent to UBA',
      '1 voucher accepted by UBA',
      '½ voucher accepted by UBA',
    ]);
  });

  it('are promised once: what is reserved is not there for the next', () => {
    const drawer = stocked();
    expect(drawer.do(reserve('a', 5))).toBe('reserved');
    expect(drawer.do(reserve('a', 5))).toBe('nothing');
    expect(drawer.do(reserve('b', 2))).toBe('too-few-vouchers');
    expect(drawer.do({ type: 'release', attempt: 'a' })).toBe('released');
    expect(drawer.do(reserve('b', 2))).toBe('reserved');
  });

  it('come back, get lost and are found, and the books follow', () => {
    const drawer = stocked();
    drawer.do(reserve('a', 2));
    drawer.do({ type: 'send', attempt: 'a' });
    expect(drawer.do({ type: 'lose', numbers: ['1'], reason: 'The parcel never came' })).toBe('lost');
    expect([drawer.balance('vouchers:in-transit'), drawer.balance('expense:vouchers-lost')]).toEqual([0, 2]);
    expect(drawer.do({ type: 'accept', attempt: 'a' })).toBe('nothing');
    expect(drawer.do({ type: 'find', numbers: ['1'] })).toBe('found');
    expect([drawer.balance('vouchers:held'), drawer.balance('expense:vouchers-lost')]).toEqual([6, 0]);
  });

  it('are redeemed for their value less the fees', () => {
    const drawer = stocked();
    expect(drawer.do({ type: 'redeem', numbers: ['1', '2'], order: 'R-1' })).toBe('redeemed');
    expect(drawer.balance('vouchers:IFLA')).toBe(-2);
    // bought for 24 + 21.96; given back for 16 − 21.64
    expect(drawer.balance('settlement:IFLA', 'EUR')).toBe(-4596 - 564);
    expect(drawer.balance('expense:fees', 'EUR')).toBe(2196 + 2164);
  });

  it('are counted: what is missing is lost, what nobody knew of is there', () => {
    const drawer = stocked();
    const seen = [
      { number: '1', denomination: 'full' },
      { number: '3', denomination: 'half' },
      { number: '9', denomination: 'half' },
    ] as const;
    expect(drawer.do({ type: 'count', cards: seen, reason: 'The year’s count' })).toBe('counted');
    expect(drawer.state.cards.filter(({ status }) => status === 'held').map(({ number }) => number)).toEqual(['1', '3', '9']);
    expect([drawer.balance('vouchers:held'), drawer.balance('expense:vouchers-counted')]).toEqual([4, 2]);
  });

  it.each<[string, StockCommand, string]>([
    ['a number that is there', buy(['1', 'half']), 'conflict'],
    ['one named twice', buy(['8', 'half'], ['8', 'full']), 'conflict'],
    ['no card at all', buy(), 'no-cards'],
    ['an unknown card', { type: 'redeem', numbers: ['77'], order: 'x' }, 'not-found'],
    ['one that is not lost', { type: 'find', numbers: ['1'] }, 'conflict'],
  ])('refuses %s', (_, command, code) => expect(stocked().do(command)).toBe(code));

  it('drawer and books agree whatever happens, and no card is promised twice', () => {
    const attempt = fc.constantFrom('a', 'b', 'c');
    const number = fc.constantFrom('1', '2', '3', '4', '5', '6');
    const denomination = fc.constantFrom<Denomination>('full', 'half');
    const card = fc.record({ number, denomination });
    const numbers = fc.uniqueArray(number, { minLength: 1, maxLength: 3 });
    const cards = fc.uniqueArray(card, { maxLength: 4, selector: (one) => one.number });
    const command: fc.Arbitrary<StockCommand> = fc.oneof(
      fc.record({ type: fc.constant('buy' as const), cards, order: fc.constant('o') }),
      fc.record({ type: fc.constant('receive' as const), cards, from: fc.constant('UBA'), lent: fc.constant('l') }),
      fc.record({
        type: fc.constant('reserve' as const),
        attempt,
        halves: fc.integer({ min: 1, max: 5 }),
        lender: fc.constant('UBA'),
      }),
      fc.record({ type: fc.constantFrom('release' as const, 'send' as const, 'accept' as const, 'come-back' as const), attempt }),
      fc.record({ type: fc.constant('lose' as const), numbers, reason: fc.constant('x') }),
      fc.record({ type: fc.constant('find' as const), numbers }),
      fc.record({ type: fc.constant('redeem' as const), numbers, order: fc.constant('o') }),
      fc.record({ type: fc.constant('count' as const), cards, reason: fc.constant('Counted') }),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        const drawer = new Drawer();
        for (const each of commands) {
          drawer.do(each);
          expect(drawer.balance('vouchers:held')).toBe(drawer.worth('held', 'reserved'));
          expect(drawer.balance('vouchers:in-transit')).toBe(drawer.worth('in-transit'));
          const all = drawer.state.cards.map((one) => one.number);
          expect(new Set(all).size).toBe(all.length);
        }
      }),
    );
  });
});
