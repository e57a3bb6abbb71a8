import { negate } from '#lib/kernel';
import { chart, type Account } from '../ledger/accounts.ts';
import { entry, type Entry, type EntryKind } from '../ledger/entry.ts';

/** Whose books the other side of what the consortium settles stands in. */
export const CONSORTIUM = 'consortium';

interface Mirrored {
  readonly kind: EntryKind;
  readonly account: Account;
  readonly words: (borrower: string) => string;
}
const MIRRORED: Readonly<Partial<Record<EntryKind, Mirrored>>> = {
  'consortium-charge': { kind: 'lending-credit', account: chart.lending, words: (borrower) => `Lent to ${borrower}` },
  fee: { kind: 'fee-credit', account: chart.feeIncome, words: (borrower) => `Fee of ${borrower}` },
  postage: { kind: 'fee-credit', account: chart.feeIncome, words: (borrower) => `Postage of ${borrower}` },
  royalty: { kind: 'fee-credit', account: chart.feeIncome, words: (borrower) => `Royalty of ${borrower}` },
  replacement: { kind: 'fee-credit', account: chart.feeIncome, words: (borrower) => `Replacement by ${borrower}` },
};

/** The library in whose books the other side of an entry belongs; undefined where it has none there: settled by others, or no member. */
export function mirroredAt({ kind, settledBy, payee }: Entry, isMember: (symbol: string) => boolean): string | undefined {
  if (settledBy !== 'consortium' || payee === undefined) return undefined;
  if (MIRRORED[kind]?.kind === 'fee-credit') return CONSORTIUM;
  return kind === 'consortium-charge' && isMember(payee) ? payee : undefined;
}

/**
 * The other side of what one member owes another, in the other's own books: what stands to the debit of the one stands to the credit of the
 * other, so that over all members `settlement:consortium` is zero. It leads to nothing of the borrower's request.
 * @param id of the new entry
 */
export function mirrorOf(original: Entry, borrower: string, id: string): Entry {
  const mirrored = MIRRORED[original.kind];
  if (!mirrored) throw new RangeError(`ledger: an entry of ${original.kind} has no other side`);
  const amount = original.lines.find(({ account }) => account.code === chart.consortium.code)!.amount;
  return entry({
    id,
    purpose: original.purpose,
    kind: mirrored.kind,
    description: mirrored.words(borrower),
    counterparty: borrower,
    settledBy: 'consortium',
    lines: [
      { account: chart.consortium, amount: negate(amount) },
      { account: mirrored.account, amount },
    ],
  });
}
