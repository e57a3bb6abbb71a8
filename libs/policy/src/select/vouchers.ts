import { money, type Money } from '#lib/kernel';
import type { Asked, Holder, LookupValue } from '../lookups/index.ts';
import { possibleLenders } from './lenders.ts';

/** What IFLA pays for half a voucher, in euro cents (2024 on): vouchers are no money, this is what they are compared by. */
const HALF_IS_WORTH = 400;
/** In euros. */
export const worthOfVouchers = (halves: number): Money => money(halves * HALF_IS_WORTH, 'EUR');

/** Whether so many halves can be made up of these cards: a half is never paid with a full card. */
export function canPay(halves: number, { full, half }: LookupValue<'vouchers'>): boolean {
  const fulls = Math.min(Math.floor(halves / 2), full);
  return halves - 2 * fulls <= half;
}

/** Where nothing is agreed, one: what IFLA suggests for a loan or a copy. */
const SUGGESTED = 2;
/** In halves. */
export const vouchersFor = ({ vouchers = SUGGESTED }: Holder): number => vouchers;

/**
 * Lenders abroad that can be asked now: they take vouchers and there are so many, or a price is agreed otherwise. One that is closed is not waited
 * for, as the vouchers would lie idle meanwhile.
 */
export const payableAbroad = (
  asked: Asked,
  holders: LookupValue<'holders'>,
  tried: LookupValue<'tried'>,
  stock: LookupValue<'vouchers'>,
): readonly Holder[] =>
  possibleLenders(asked, holders, tried).filter(
    (holder) => holder.abroad && !holder.backOn && holder.settledBy === 'vouchers' && canPay(vouchersFor(holder), stock),
  );
