import { ok, type Decider } from '#lib/kernel';
import type { Issuer, Language } from './document.ts';

/** What a library's invoices have in common. */
export interface InvoicingState {
  readonly issuer?: Issuer;
  /** In how many days an invoice is due that does not say. */
  readonly dueDays: number;
  /** In which language an invoice is that does not say. */
  readonly language: Language;
}
export type InvoicingCommand = { readonly type: 'set' } & InvoicingState;
export type InvoicingEvent = { readonly type: 'set' } & InvoicingState;

export const invoicingDecider: Decider<InvoicingState, InvoicingCommand, InvoicingEvent> = {
  initial: { dueDays: 30, language: 'en' },
  decide: (_, command) => ok([command]),
  evolve: (_, { type: __, ...said }) => said,
};
