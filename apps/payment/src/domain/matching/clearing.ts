import { money, type Money } from '#lib/kernel';
import type { Account } from '../ledger/accounts.ts';
import { credit, debit, type Line } from '../ledger/entry.ts';

/**
 * What is asked, in the books: as much as was expected moves from the account of what is expected to that of what is owed; the rest is an expense.
 * @param cleared so much of it was expected, in minor units
 */
export const clearing = (
  { expected, owed, expense }: { readonly expected: Account; readonly owed: Account; readonly expense: Account },
  amount: Money,
  cleared: number,
): readonly Line[] =>
  [
    debit(expected, money(cleared, amount.currency)),
    debit(expense, money(amount.minor - cleared, amount.currency)),
    credit(owed, amount),
  ].filter((line) => line.amount.minor !== 0);
