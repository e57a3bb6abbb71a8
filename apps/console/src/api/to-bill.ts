import { queryOptions } from '@tanstack/react-query';
import { get, send } from './client.ts';
import type { Invoice } from './invoices.ts';
import { BOOKS } from './money.ts';
import type { Money } from './shapes.ts';

/** What was lent to a borrower in a month by invoice, in one currency, and stands on none yet. */
export interface ToBillSum {
  readonly borrower: string;
  /** Of sending: `2025-10`. */
  readonly month: string;
  readonly count: number;
  readonly amount: Money;
}
/** By borrower, then by month. */
interface ToBill {
  readonly sums: readonly ToBillSum[];
  readonly more: boolean;
}

const TO_BILL = '/api/payment/to-bill';

export const toBillQuery = queryOptions({
  queryKey: [...BOOKS, 'to-bill'],
  queryFn: ({ signal }): Promise<ToBill> => get(TO_BILL, signal),
});
/** Drafts one invoice of what is to be billed to a borrower in a currency. */
export const billLent = (of: { readonly borrower: string; readonly currency: string }): Promise<Invoice> =>
  send('POST', TO_BILL, of);
