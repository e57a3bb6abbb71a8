import fc from 'fast-check';
import { faults, formatMoney, money, vouchersText } from '#lib/kernel';
import { cardMachine, HALVES, type Card, type Denomination } from './card.ts';
import { chooseCards } from './choose.ts';

const card = (number: string, denomination: Denomination, more: Partial<Card> = {}): Card => ({
  number,
  denomination,
  status: 'held',
  ...more,
});
const numbers = (cards: readonly Card[], halves: number, branch?: string) => {
  const chosen = chooseCards(cards, halves, branch);
  return chosen.ok ? chosen.value.map(({ number }) => number) : chosen.error.code;
};

describe('vouchers', () => {
  it('have a sound table', () => expect(faults(cardMachine)).toEqual([]));

  it.each([
    [0, '0 vouchers'],
    [1, '½ voucher'],
    [2, '1 voucher'],
    [3, '1½ vouchers'],
    [6, '3 vouchers'],
    [-3, '-1½ vouchers'],
  ])('%i halves are %s', (halves, text) => {
    expect(vouchersText(halves)).toBe(text);
    expect(formatMoney(money(halves, 'XVH'))).toBe(text);
  });

  const stock = [card('1', 'full'), card('2', 'full'), card('3', 'half'), card('4', 'full', { status: 'reserved' })];

  it.each([
    [1, ['3']],
    [2, ['1']],
    [3, ['1', '3']],
    [5, ['1', '2', '3']],
    [6, 'too-few-vouchers'],
    [0, 'wrong-amount'],
    [1.5, 'wrong-amount'],
  ])('%d halves are made up of %j', (halves, chosen) => expect(numbers(stock, halves)).toEqual(chosen));

  it('give no change: a half is not paid with a full card', () => {
    expect(numbers([card('1', 'full')], 1)).toBe('no-half-voucher');
    expect(numbers([card('1', 'half'), card('2', 'half')], 2)).toEqual(['1', '2']);
  });

  it('of the branch that sends them go first', () => {
    const two = [card('1', 'full', { branch: 'MAIN' }), card('2', 'full', { branch: 'EAST' })];
    expect(numbers(two, 2, 'EAST')).toEqual(['2']);
  });

  it('chosen are worth exactly what is asked, and only cards that are free', () => {
    const cards = fc.array(
      fc.record({
        denomination: fc.constantFrom<Denomination>('full', 'half'),
        status: fc.constantFrom<Card['status']>('held', 'reserved', 'lost'),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(cards, fc.integer({ min: 1, max: 20 }), (some, halves) => {
        const all = some.map((one, n) => card(String(n), one.denomination, { status: one.status }));
        const held = all.filter(({ status }) => status === 'held');
        const [full, half] = (['full', 'half'] as const).map(
          (kind) => held.filter(({ denomination }) => denomination === kind).length,
        );
        const possible = Array.from({ length: full! + 1 }, (_, n) => halves - 2 * n).some((rest) => rest >= 0 && rest <= half!);
        const chosen = chooseCards(all, halves);
        expect(chosen.ok).toBe(possible);
        if (!chosen.ok) return;
        expect(chosen.value.reduce((sum, { denomination }) => sum + HALVES[denomination], 0)).toBe(halves);
        expect(chosen.value.every(({ status }) => status === 'held')).toBe(true);
        expect(new Set(chosen.value).size).toBe(chosen.value.length);
      }),
    );
  });
});
