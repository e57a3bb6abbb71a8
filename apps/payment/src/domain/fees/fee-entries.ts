import { formatMoney, type Money } from '#lib/kernel';
import { chart, type Account } from '../ledger/accounts.ts';
import { credit, debit, entry, type Entry } from '../ledger/entry.ts';

/** How a patron pays, or is given money back: over the counter, or by card, which comes to the bank. */
export type PaidBy = 'cash' | 'card';
const ACCOUNT: Readonly<Record<PaidBy, Account>> = { cash: chart.cash, card: chart.bank };

interface Step {
  readonly id: string;
  readonly requestId: string;
  readonly amount: Money;
}

/** | what | debit | credit |; the fee: receivable:patrons | income:patron-fees. */
export const owedEntry = ({ id, requestId, amount, what }: Step & { readonly what: 'copy' | 'loan' }, times: number): Entry =>
  entry({
    id,
    purpose: `patron-fee:${times}`,
    kind: 'patron-fee',
    description: `${formatMoney(amount)} from the patron for a ${what}`,
    requestId,
    settledBy: 'nobody',
    lines: [debit(chart.patrons, amount), credit(chart.patronFees, amount)],
  });

type Moved = Step & {
  readonly nth: number;
  readonly by: PaidBy;
  readonly receipt?: string | undefined;
  readonly back?: boolean;
};

/** Money over the counter or by card: into cash or the bank, out of what patrons owe; given back, the other way. */
export function paidEntry({ id, requestId, amount, nth, by, receipt, back }: Moved): Entry {
  const [from, to] = back ? [ACCOUNT[by], chart.patrons] : [chart.patrons, ACCOUNT[by]];
  const words = back ? 'given back to the patron' : 'paid by the patron';
  return entry({
    id,
    purpose: `step:${nth}`,
    kind: 'patron-fee-paid',
    description: `${formatMoney(amount)} ${words}, ${by === 'cash' ? 'in cash' : 'by card'}${receipt ? `: ${receipt}` : ''}`,
    requestId,
    settledBy: 'nobody',
    lines: [debit(to, amount), credit(from, amount)],
  });
}

/** The library does without it: less income, less owed. */
export const waivedEntry = ({
  id,
  requestId,
  amount,
  nth,
  reason,
}: Step & { readonly nth: number; readonly reason: string }): Entry =>
  entry({
    id,
    purpose: `step:${nth}`,
    kind: 'patron-fee-waived',
    description: `${formatMoney(amount)} of the patron's fee waived`,
    requestId,
    settledBy: 'nobody',
    because: { rules: [], person: reason },
    lines: [debit(chart.patronFees, amount), credit(chart.patrons, amount)],
  });
