/** What an account is for (debit is positive): assets and expenses grow by debit, liabilities, income and equity by credit. */
export const ACCOUNT_KINDS = ['asset', 'expense', 'liability', 'income', 'equity'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

export interface Account {
  readonly code: string;
  readonly kind: AccountKind;
}

/**
 * The chart of accounts of one library. A fund's account always holds what was allocated less what was spent, so the ledger and
 * the fund prove each other.
 */
export const chart = {
  /**
   * What funds were charged for and a deposit account paid: there the money was sent from the bank before, and no fund was asked then. With it
   * the fund carries the purchase as every other, and the deposit says where the money was.
   */
  fromDeposits: { code: 'allocations:deposits', kind: 'equity' },
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
  /** What OCLC's invoice asks, as its report says: positive where its credit memo gives. */
  payableOclc: { code: 'payable:OCLC', kind: 'liability' },
  /** What EFTS is expected to debit with the month's other charges. */
  efts: { code: 'settlement:EFTS', kind: 'liability' },
  /** What is left of the money kept with a lender or provider. */
  deposit: (payee: string): Account => ({ code: `deposit:${payee}`, kind: 'asset' }),
  postage: { code: 'expense:postage', kind: 'expense' },
  royalties: { code: 'expense:royalties', kind: 'expense' },
  /** For what was lost or damaged here and belongs to others. */
  replacements: { code: 'expense:replacements', kind: 'expense' },
  /** What the consortium settles between its members: over all of them it is zero, as what one owes another gets. */
  consortium: { code: 'settlement:consortium', kind: 'liability' },
  /** What other members owe for what was lent to them. */
  lending: { code: 'income:lending', kind: 'income' },
  /** What the consortium asks of its members; in its own books. */
  feeIncome: { code: 'income:fees', kind: 'income' },
  /** What a month's netting says is to be paid or to come, until it has been. */
  transfers: { code: 'settlement:transfers', kind: 'liability' },
  /** Money paid and received outside. */
  bank: { code: 'bank', kind: 'asset' },
  /** Vouchers in the drawer, on their way, bought from or given back to IFLA, lost, and found missing or too many: all in halves (`XVH`). */
  vouchers: { code: 'vouchers:held', kind: 'asset' },
  vouchersAway: { code: 'vouchers:in-transit', kind: 'asset' },
  vouchersIfla: { code: 'vouchers:IFLA', kind: 'equity' },
  vouchersLost: { code: 'expense:vouchers-lost', kind: 'expense' },
  vouchersCounted: { code: 'expense:vouchers-counted', kind: 'expense' },
  /** What vouchers cost, and what IFLA gives back for them: in money. */
  vouchersBought: { code: 'expense:vouchers', kind: 'expense' },
  ifla: { code: 'settlement:IFLA', kind: 'liability' },
  /** What patrons owe for what was got for them, or (below zero) get back. */
  patrons: { code: 'receivable:patrons', kind: 'asset' },
  patronFees: { code: 'income:patron-fees', kind: 'income' },
  /** In the till at the desk. */
  cash: { code: 'cash', kind: 'asset' },
  /** What another library has been asked for by invoices of our own and has not paid yet. */
  receivable: (debtor: string): Account => ({ code: `receivable:${debtor}`, kind: 'asset' }),
  /** What invoices of a payee ask, once they came and were taken. */
  payable: (payee: string): Account => ({ code: `payable:${payee}`, kind: 'liability' }),
  /** Bills expected to come by invoice, to be paid outside a fund. */
  invoices: { code: 'payable:invoices', kind: 'liability' },
  /** What was bought although the fund could not carry it: waits until a manager raises the allocation. */
  unfunded: { code: 'payable:unfunded', kind: 'liability' },
} as const satisfies Record<string, Account | ((code: string) => Account)>;
