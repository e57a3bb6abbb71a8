import { ok, type Decider } from '#lib/kernel';
import type { Issuer, Language } from './document.ts';

/** What a library's invoices have in common. */
export interface InvoicingState {
  readonly issuer?: Issuer;
  /** In how many days an invoice is due that does not say. */
  readonly dueDays: number;
  /** In which language an invoice is that does not say. */
  readonly language: Language;
  /** Whether what was lent in a month is drafted by itself once the month is over. */
  readonly draftMonthly?: boolean | undefined;
  /** When that is next. */
  readonly deadline?: string | undefined;
}
export type InvoicingCommand =
  | ({ readonly type: 'set'; readonly next: string } & Omit<InvoicingState, 'deadline'>)
  /** A month was drafted. @param next when it is the next one's turn */
  | { readonly type: 'month-over'; readonly next: string };
export type InvoicingEvent = { readonly type: 'set' } & InvoicingState;

export const invoicingDecider: Decider<InvoicingState, InvoicingCommand, InvoicingEvent> = {
  initial: { dueDays: 30, language: 'en' },
  decide: (state, command) => {
    if (command.type === 'month-over') {
      const { deadline: _, ...kept } = state;
      return ok([{ ...kept, type: 'set', ...(state.draftMonthly && { deadline: command.next }) }]);
    }
    const { next, ...said } = command;
    return ok([{ ...said, ...(said.draftMonthly && { deadline: next }) }]);
  },
  evolve: (_, { type: __, ...said }) => said,
};
