/** What an account is for (debit is positive): assets and expenses grow by debit, liabilities and equity by credit. */
export type AccountKind = 'asset' | 'expense' | 'liability' | 'equity';

export interface Account {
  readonly code: string;
  readonly kind: AccountKind;
}

/**
 * The chart of accounts of one library. A fund's account always holds what was allocated less what was spent, so the ledger and
 * the fund prove each other.
 */
export const chart = {
  /** What is left to spend of a fund, reservations not counted (they are promises, not postings). */
  fund: (code: string): Account => ({ code: `fund:${code}`, kind: 'asset' }),
  /** Where a fund's money comes from. */
  allocations: { code: 'allocations', kind: 'equity' },
  purchases: { code: 'expense:purchases', kind: 'expense' },
  borrowing: { code: 'expense:borrowing', kind: 'expense' },
  ifmFees: { code: 'expense:ifm-fees', kind: 'expense' },
  /** What is to be paid beside a lender's charge, other than by IFM. */
  fees: { code: 'expense:fees', kind: 'expense' },
  /** What OCLC is expected to charge through IFM; reconciled with OCLC's own report. */
  oclc: { code: 'settlement:OCLC', kind: 'liability' },
  /** What the consortium settles between its members. */
  consortium: { code: 'settlement:consortium', kind: 'liability' },
  /** Bills that come by invoice and are paid outside a fund. */
  invoices: { code: 'payable:invoices', kind: 'liability' },
  /** What was bought although the fund could not carry it: waits until a manager raises the allocation. */
  unfunded: { code: 'payable:unfunded', kind: 'liability' },
} as const satisfies Record<string, Account | ((code: string) => Account)>;
