import { compare, money, patronFee, type FeeTerms, type Money } from '#lib/kernel';
import { CannotTell, type Look } from '../catalog/define.ts';
import type { Asked, Holder } from '../lookups/index.ts';
import { isFree, possibleLenders } from './lenders.ts';

/** Where something comes from, as far as what the patron pays for it goes. */
export interface FeeWay {
  readonly abroad: boolean;
  /** What the lender or provider charges; absent where nothing. */
  readonly charged?: Money | undefined;
}

/** What the patron has agreed to pay: for this request, once for all, or when asked; null where to nothing. */
export function agreedToPay({ wishes: { maxFee, feeAccepted }, currency }: Asked): Money | null {
  const said = [maxFee, feeAccepted].filter((one): one is Money => one?.currency === currency && one.minor > 0);
  return said.toSorted(compare).at(-1) ?? null;
}

/**
 * What the library asks its patron for that way, as far as the patron agrees to `most`; undefined where it asks nothing.
 * @param most in minor units of the library's currency
 */
export function feeTerms({ patronFees, service, currency }: Asked, abroad: boolean, most: number): FeeTerms | undefined {
  const { bears, cap = most } = patronFees ?? {};
  const flat = (abroad ? patronFees?.abroad : undefined) ?? patronFees?.[service] ?? 0;
  const upTo = Math.min(cap, most);
  if (upTo <= 0 || (flat === 0 && bears === undefined)) return undefined;
  const own = (minor: number): Money => money(minor, currency);
  return { flat: own(flat), ...(bears !== undefined && { bears: own(bears) }), most: own(upTo) };
}

/** What the patron would pay for it that way, in the library's currency: nothing where it charges nothing. */
export function expectedFee(asked: Asked, { abroad, charged }: FeeWay): Money {
  const terms = feeTerms(asked, abroad, Number.MAX_SAFE_INTEGER);
  return terms ? patronFee(terms, charged) : money(0, asked.currency);
}

/** What the patron would pay at one lender; cannot be told where the charge is passed on and nobody knows it yet. */
function feeAtHolder(asked: Asked, holder: Holder): Money | CannotTell {
  const { abroad, charge, symbol } = holder;
  const free = isFree(holder);
  if (!free && !charge && !abroad && asked.patronFees?.bears !== undefined)
    return new CannotTell(`What ${symbol} would ask, and the patron pay, is known only when it answers.`);
  return expectedFee(asked, { abroad, charged: free ? undefined : charge });
}

/** The least the patron would pay for borrowing it from whoever is left; null where nobody is. */
export function feeToBorrow(look: Look<'request' | 'tried' | 'holders'>): Money | null | CannotTell {
  const asked = look('request');
  if (!asked.patronFees) return money(0, asked.currency);
  const fees = possibleLenders(asked, look('holders'), look('tried')).map((holder) => feeAtHolder(asked, holder));
  const known = fees.filter((one): one is Money => !(one instanceof CannotTell));
  const least = known.toSorted(compare)[0];
  // whoever does not say may ask less than those who do
  return fees.find((one) => one instanceof CannotTell && least?.minor !== 0) ?? least ?? null;
}
