import type { Money } from '#lib/kernel';

/** Whose report it is: what the library borrowed, or what it lent. One of each is made. */
export type Side = 'borrower' | 'lender';

/** A transaction as a settler's report says it. */
export interface ReportLine {
  /** Its line in the file, from 1. */
  readonly line: number;
  /** `fee`: the settler's own. */
  readonly kind: 'charge' | 'fee';
  /** The settler's number of the request, bare. */
  readonly number?: string;
  /** The other library. */
  readonly symbol?: string;
  /** ISO 8601. */
  readonly day?: string;
  /** Below zero: given back. */
  readonly amount: Money;
}
