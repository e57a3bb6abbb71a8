import { negate, type Money } from '#lib/kernel';
import type { EntryPosted } from '#lib/contracts';
import type { Account } from './accounts.ts';

export type EntryKind = EntryPosted['kind'];

/** One side of an entry: debit positive, credit negative, in minor units of one currency. */
export interface Line {
  readonly account: Account;
  readonly amount: Money;
}

/** Why an entry is posted: what the charges policy said, or the person it left it to. */
export interface Because {
  /** The policy's hash. */
  readonly policy?: string | undefined;
  /** The rules it follows from, each with its reason as a sentence. */
  readonly rules: readonly { readonly id: string; readonly reason: string }[];
  /** What a person gave as the reason. */
  readonly person?: string;
}

/** An entry as it is posted, once and for good. */
export interface Entry {
  readonly id: string;
  /** What the entry is for, seen from its cause: with the cause's id it is unique, so nothing is posted twice. */
  readonly purpose: string;
  readonly kind: EntryKind;
  readonly description: string;
  readonly requestId?: string;
  readonly payee?: string;
  /** Who stands at the other side where it is not the payee: the borrower, in a lender's books. */
  readonly counterparty?: string;
  readonly settledBy: EntryPosted['settledBy'];
  readonly lines: readonly Line[];
  readonly because?: Because | undefined;
  /** The entry this one takes back. */
  readonly reverses?: string;
}

export const debit = (account: Account, amount: Money): Line => ({ account, amount });
export const credit = (account: Account, amount: Money): Line => ({ account, amount: negate(amount) });

/** What the lines add up to in each currency; all zero in a sound entry. */
export function sums(lines: readonly Line[]): ReadonlyMap<string, number> {
  const totals = new Map<string, number>();
  for (const { amount } of lines) totals.set(amount.currency, (totals.get(amount.currency) ?? 0) + amount.minor);
  return totals;
}

/**
 * The entry itself, checked: the database refuses an unbalanced one too, but says so only at commit.
 * @throws RangeError when it does not add up to zero in each currency, has fewer than two lines, or a line of nothing
 */
export function entry(parts: Entry): Entry {
  if (parts.lines.length < 2) throw new RangeError(`ledger: entry "${parts.purpose}" has fewer than two lines`);
  if (parts.lines.some(({ amount }) => amount.minor === 0))
    throw new RangeError(`ledger: entry "${parts.purpose}" has a line of zero`);
  for (const [currency, sum] of sums(parts.lines))
    if (sum !== 0) throw new RangeError(`ledger: entry "${parts.purpose}" is off by ${sum} ${currency}`);
  return parts;
}

/** The entry that takes `original` back, line by line: what was posted stays, and both add up to nothing. */
export const reversal = (original: Entry, id: string, reason: string): Entry =>
  entry({
    ...original,
    id,
    purpose: `${original.purpose}:reversal`,
    kind: 'reversal',
    description: `Reversed: ${original.description}. ${reason}`,
    reverses: original.id,
    because: undefined,
    lines: original.lines.map(({ account, amount }) => ({ account, amount: negate(amount) })),
  });
