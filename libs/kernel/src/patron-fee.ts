import { money, type Money } from './money.ts';

/** What a patron pays for one way of getting something. All in the library's own currency. */
export interface FeeTerms {
  /** For every item, whatever it costs. */
  readonly flat: Money;
  /** So much of what is charged for it the library bears itself; what is above is passed on. Nothing is where absent. */
  readonly bears?: Money | undefined;
  /** The most of it all: what the patron has agreed to, and never more than the library's cap. */
  readonly most: Money;
}

/**
 * What the patron pays once the lender or provider has charged so much. A charge in another currency is not passed on: none is ever
 * converted.
 * @param charged what they charge; absent where nothing
 */
export function patronFee({ flat, bears, most }: FeeTerms, charged?: Money): Money {
  const above = bears && charged?.currency === bears.currency ? Math.max(0, charged.minor - bears.minor) : 0;
  return money(Math.min(most.minor, flat.minor + above), flat.currency);
}
