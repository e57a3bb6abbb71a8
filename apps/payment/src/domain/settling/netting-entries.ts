import { formatMoney } from '#lib/kernel';
import { chart, type Account } from '../ledger/accounts.ts';
import { credit, debit, entry, type Entry, type EntryKind } from '../ledger/entry.ts';
import type { Month } from './month.ts';
import type { Transfer } from './netting.ts';

/** An entry and in whose books it stands. */
export interface Placed {
  readonly library: string;
  readonly entry: Entry;
}

interface Step {
  readonly kind: EntryKind;
  readonly purpose: string;
  /** What the payer's debit is on, and what the credit; the payee's are the other way round. */
  readonly from: Account;
  readonly to: Account;
  readonly words: (transfer: Transfer, paying: boolean) => string;
}

function both(transfer: Transfer, nth: number, step: Step, newId: () => string): readonly Placed[] {
  const { amount, from, to } = transfer;
  const of = (library: string, other: string, lines: Entry['lines']): Placed => ({
    library,
    entry: entry({
      id: newId(),
      purpose: `${step.purpose}:${nth}`,
      kind: step.kind,
      description: step.words(transfer, library === from),
      counterparty: other,
      settledBy: 'consortium',
      lines,
    }),
  });
  return [
    of(from, to, [debit(step.from, amount), credit(step.to, amount)]),
    of(to, from, [debit(step.to, amount), credit(step.from, amount)]),
  ];
}

/**
 * A month's netting in the books: what a library owes the consortium's members becomes what it is to transfer, and at the other side what
 * it gets becomes what is to come. What it owed before and its transfers are the same sum, line by line.
 */
export const nettedEntries = (month: Month, transfer: Transfer, nth: number, newId: () => string): readonly Placed[] =>
  both(
    transfer,
    nth,
    {
      kind: 'netting',
      purpose: 'netting',
      from: chart.consortium,
      to: chart.transfers,
      words: ({ amount, from, to }, paying) =>
        paying
          ? `Netting of ${month}: ${formatMoney(amount)} to be transferred to ${to}`
          : `Netting of ${month}: ${formatMoney(amount)} to come from ${from}`,
    },
    newId,
  );

/** A transfer was paid: in both books what was to be transferred is. */
export const paidEntries = (transfer: Transfer, nth: number, newId: () => string): readonly Placed[] =>
  both(
    transfer,
    nth,
    {
      kind: 'transfer',
      purpose: 'transfer',
      from: chart.transfers,
      to: chart.bank,
      words: ({ amount, from, to }, paying) =>
        paying ? `${formatMoney(amount)} transferred to ${to}` : `${formatMoney(amount)} received from ${from}`,
    },
    newId,
  );
