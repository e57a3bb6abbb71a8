import fc from 'fast-check';
import { add, compare, formatMoney, minorDigits, money, negate, parseMoney, toDecimal, VOUCHER_HALVES } from './money.ts';

const currency = fc.constantFrom('USD', 'EUR', 'JPY', 'KWD');
const minor = fc.integer({ min: -(10 ** 12) + 1, max: 10 ** 12 - 1 });
const amount = fc.tuple(minor, currency).map(([units, code]) => money(units, code));
const pair = fc.tuple(minor, minor, currency).map(([a, b, code]) => [money(a, code), money(b, code)] as const);

describe('money', () => {
  it('reads what it writes, in currencies of 0, 2 and 3 decimals', () => {
    fc.assert(
      fc.property(amount, (sum) => {
        const text = toDecimal(sum);
        expect(text.split('.')[1]?.length ?? 0).toBe(minorDigits(sum.currency));
        expect(parseMoney(text, sum.currency)).toEqual(sum);
      }),
    );
  });

  it('adds and takes away to nothing, in any order', () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        expect(add(a, b)).toEqual(add(b, a));
        expect(add(add(a, b), negate(b))).toEqual(a);
        expect(Object.is(negate(money(0, a.currency)).minor, -0)).toBe(false);
      }),
    );
  });

  it('compares as its minor units do', () => {
    fc.assert(fc.property(pair, ([a, b]) => expect(Math.sign(compare(a, b))).toBe(Math.sign(a.minor - b.minor))));
  });

  it('never mixes currencies', () => {
    expect(() => add(money(1, 'USD'), money(1, 'EUR'))).toThrow('USD and EUR do not mix');
    expect(() => compare(money(1, 'USD'), money(1, 'EUR'))).toThrow(RangeError);
  });

  it('is whole minor units of a currency, and safe to add up', () => {
    expect(() => money(0.5, 'USD')).toThrow(RangeError);
    expect(() => money(2 ** 53, 'USD')).toThrow(RangeError);
    expect(() => money(1, 'usd')).toThrow('"usd" is no ISO 4217 code');
    expect(() => add(money(Number.MAX_SAFE_INTEGER, 'USD'), money(1, 'USD'))).toThrow(RangeError);
  });

  it.each([
    ['24.5', 'USD', 2450],
    [24.5, 'USD', 2450],
    ['24.500', 'USD', 2450],
    ['0.26', 'USD', 26],
    ['-0.00', 'USD', 0],
    ['-3', 'USD', -300],
    ['700', 'JPY', 700],
    ['1.234', 'KWD', 1234],
  ])('reads %s %s', (text, code, units) => {
    expect(parseMoney(text, code)).toEqual({ minor: units, currency: code });
  });

  it.each([
    ['24.505', 'USD'],
    ['700.5', 'JPY'],
    ['24,50', 'USD'],
    ['$24', 'USD'],
    ['', 'USD'],
    ['1e3', 'USD'],
    [Number.NaN, 'USD'],
    ['12345678901234', 'USD'],
  ])('does not guess what %p %s means', (text, code) => {
    expect(parseMoney(text, code)).toBeUndefined();
  });

  it.each([
    [money(4000, 'USD'), '$40'],
    [money(4026, 'USD'), '$40.26'],
    [money(-150, 'USD'), '-$1.50'],
    [money(800, 'EUR'), 'EUR 8'],
    [money(5, 'JPY'), 'JPY 5'],
    [money(100, 'JPY'), 'JPY 100'],
    [money(0, 'USD'), '$0'],
    [money(0, VOUCHER_HALVES), '0 vouchers'],
    [money(1, VOUCHER_HALVES), '½ voucher'],
    [money(2, VOUCHER_HALVES), '1 voucher'],
    [money(3, VOUCHER_HALVES), '1½ vouchers'],
    [money(-6, VOUCHER_HALVES), '-3 vouchers'],
  ])('writes %p as %s', (sum, text) => {
    expect(formatMoney(sum)).toBe(text);
  });
});
