import type { Citation } from '#lib/contracts';
import type { Money } from '#lib/kernel';
import type { Account } from '#lib/service';

export interface OrderToPlace {
  readonly what: 'copy' | 'print' | 'e-book';
  /** The provider's own number of its quote. */
  readonly offer: string;
  /** What was quoted, and is held in the fund: the most the order may cost. */
  readonly price: Money;
  readonly citation: Citation;
  readonly neededBy?: string;
}

/** An order as the provider has it. */
export interface OrderState {
  readonly orderNumber: string;
  readonly price: Money;
  readonly status: 'accepted' | 'shipped' | 'supplied' | 'failed';
  /** Where a copy or an e-book stands, once it is supplied. */
  readonly url?: string;
  readonly tracking?: string;
  readonly expectedBy?: string;
  /** Why it failed. */
  readonly reason?: string;
}

/** The provider took the order, or says no (and took nothing). */
export type OrderAnswer = { readonly order: OrderState } | { readonly refused: string };

/**
 * Somebody who sells. A new one is an adapter with this shape, its spec, and its line in providers.ts.
 * All calls throw NotSent, RetryAfter, PermanentError or Error, as jobs take them (libs/messaging).
 */
export interface Provider {
  /** As the sourcing decision names it. */
  readonly name: string;
  /** Whether an order sent twice under the same key is one order. */
  readonly honorsKeys: boolean;
  /** @param library who orders, and where a print goes @param key ours: idempotency key and reference at once */
  place(order: OrderToPlace, library: string, key: string, signal: AbortSignal): Promise<OrderAnswer>;
  /** Asked before a repeat. Left out where there is no asking by our reference: where keys are ignored too, a person looks. */
  find?(key: string, signal: AbortSignal): Promise<OrderState | undefined>;
  state(orderNumber: string, signal: AbortSignal): Promise<OrderState>;
}
export const PROVIDERS = Symbol('Providers');
export interface Providers {
  /** @param own the library's own account there @throws PermanentError for a provider nobody knows, and where there is no account at all */
  of(name: string, own: Account | undefined): Provider;
}
