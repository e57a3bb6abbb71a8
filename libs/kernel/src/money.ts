/** An amount in integer minor units (cents) of one ISO 4217 currency. */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

/** Currencies whose minor unit is not a hundredth (ISO 4217). */
const DIGITS: Readonly<Record<string, number>> = {
  JPY: 0,
  KRW: 0,
  CLP: 0,
  ISK: 0,
  VND: 0,
  KWD: 3,
  BHD: 3,
  JOD: 3,
  OMR: 3,
  TND: 3,
  XVH: 0,
};

/**
 * Halves of IFLA vouchers, counted beside money in the same ledger and never converted into it. ISO 4217 leaves codes that begin with X to
 * what is no country's currency; this one is in no list of theirs.
 */
export const VOUCHER_HALVES = 'XVH';

/** `3` → `1½ vouchers`. @param halves a whole number of half vouchers */
export function vouchersText(halves: number): string {
  const [whole, half] = [Math.floor(Math.abs(halves) / 2), Math.abs(halves) % 2 ? '½' : ''];
  const amount = whole || !half ? `${whole}${half}` : half;
  return `${halves < 0 ? '-' : ''}${amount} ${Math.abs(halves) > 2 || halves === 0 ? 'vouchers' : 'voucher'}`;
}

export const minorDigits = (currency: string): number => DIGITS[currency] ?? 2;

/** @throws RangeError when `minor` is no safe integer or `currency` is not three capital letters. */
export function money(minor: number, currency: string): Money {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`money: ${minor} is no whole number of minor units`);
  if (!/^[A-Z]{3}$/.test(currency)) throw new RangeError(`money: "${currency}" is no ISO 4217 code`);
  return { minor, currency };
}

/** Minor units from a decimal amount as people and APIs write it: `"24.50"`, `24.5`. Undefined where it is no such amount. */
export function parseMoney(amount: string | number, currency: string): Money | undefined {
  const match = /^(-?)(\d{1,12})(?:\.(\d+))?$/.exec(String(amount).trim());
  if (!match) return undefined;
  const digits = minorDigits(currency);
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > digits) return undefined;
  const minor = Number(`${match[2]}${fraction.padEnd(digits, '0')}`);
  return money(match[1] && minor ? -minor : minor, currency);
}

const same = (a: Money, b: Money): void => {
  if (a.currency !== b.currency) throw new RangeError(`money: ${a.currency} and ${b.currency} do not mix`);
};
/** @throws RangeError when the currencies differ: nothing is converted silently. */
export function add(a: Money, b: Money): Money {
  same(a, b);
  return money(a.minor + b.minor, a.currency);
}
export const negate = (a: Money): Money => money(a.minor === 0 ? 0 : -a.minor, a.currency);
/** Negative, zero or positive as a is less than, equal to or more than b. @throws RangeError when the currencies differ. */
export function compare(a: Money, b: Money): number {
  same(a, b);
  return a.minor - b.minor;
}
/** `"40.00"`: the amount in major units with the currency's own number of decimals. */
export function toDecimal({ minor, currency }: Money): string {
  const digits = minorDigits(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const sign = minor < 0 ? '-' : '';
  return digits ? `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}` : `${sign}${text}`;
}
/** `$40` or `$40.26`; other currencies with their code: `EUR 8`; vouchers in words. */
export function formatMoney(amount: Money): string {
  if (amount.currency === VOUCHER_HALVES) return vouchersText(amount.minor);
  const decimal = toDecimal(amount).replace(/\.0+$/, '');
  if (amount.currency !== 'USD') return `${amount.currency} ${decimal}`;
  return decimal.startsWith('-') ? `-$${decimal.slice(1)}` : `$${decimal}`;
}
