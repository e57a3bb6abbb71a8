import { chart, type Account } from '../ledger/accounts.ts';
import type { EntryKind } from '../ledger/entry.ts';

/** Who settles between libraries, outside the consortium, and says so in a report of the month. */
export const SETTLERS = ['OCLC', 'EFTS'] as const;
export type Settler = (typeof SETTLERS)[number];

interface Books {
  /** As a sentence names its report. */
  readonly report: string;
  /** What it is expected to debit and to credit. */
  readonly expected: Account;
  /** What it asks for the month or, of EFTS, what it has taken from the money kept there. */
  readonly owed: Account;
  /** Its own fee. */
  readonly fees: Account;
  readonly kinds: Readonly<Record<'confirmed' | 'differs' | 'credited', EntryKind>>;
}

/**
 * How each stands in the ledger. OCLC nets a month to an invoice or a credit memo; EFTS takes what is borrowed from an account that the library keeps
 * there, and pays what is lent into it. Source: mlanet.org/EFTS, "EFTS fund account".
 */
export const BOOKS_OF: Readonly<Record<Settler, Books>> = {
  OCLC: {
    report: 'OCLC’s report',
    expected: chart.oclc,
    owed: chart.payableOclc,
    fees: chart.ifmFees,
    kinds: { confirmed: 'ifm-confirmed', differs: 'ifm-difference', credited: 'ifm-credit' },
  },
  EFTS: {
    report: 'EFTS’s report',
    expected: chart.efts,
    owed: chart.deposit('EFTS'),
    fees: chart.fees,
    kinds: { confirmed: 'efts-confirmed', differs: 'efts-difference', credited: 'efts-credit' },
  },
};
