import { columnsIn, type Row } from '../matching/columns.ts';
import type { Settler } from './settler.ts';

export type Column = 'number' | 'symbol' | 'day' | 'amount' | 'currency' | 'what';
export type Columns = Readonly<Partial<Record<Column, number>>>;

/** How a settler's report is written. */
export interface Format {
  readonly by: Settler;
  /** How the columns may be called, in small letters and without signs; order and further columns are free. */
  readonly names: Readonly<Record<Column, readonly string[]>>;
  /** Columns that say whose report it is: the other side's. */
  readonly lenders: readonly string[];
  readonly borrowers: readonly string[];
  /** What says so above the columns. */
  readonly titles: Readonly<Record<'borrower' | 'lender', RegExp>>;
  /** What marks its own fee, in the columns of what it is, of numbers or of libraries. */
  readonly fee: RegExp;
  /** How a file is got from which nothing is missing. */
  readonly remedy: string;
}

const LENDERS = ['lender', 'lender symbol', 'lending library', 'supplier', 'supplier symbol', 'responding library'];
const BORROWERS = ['borrower', 'borrower symbol', 'borrowing library', 'requester', 'requester symbol', 'requesting library'];
const NUMBERS = ['request number', 'request id', 'ill number', 'ill request id', 'ill no', 'request no', 'request'];
const DAYS = ['date', 'transaction date', 'date shipped', 'shipped date', 'ship date', 'shipped', 'date of charge'];
const AMOUNTS = ['amount', 'charge', 'charges', 'cost', 'debit', 'credit'];
const WHAT = ['type', 'transaction type', 'description', 'line item', 'charge type'];
const CURRENCY = ['currency', 'currency code'];

/**
 * Source: help.oclc.org, OCLC Usage Statistics, "ILL Fee Management (IFM) Reports": a summary by institution, then each institution's transactions;
 * borrower and lender apart, a report for each currency. The page names no columns, so they are known by usual names; OCLC has changed the layout before.
 */
const OCLC: Format = {
  by: 'OCLC',
  names: {
    number: ['ill request number', ...NUMBERS],
    symbol: ['symbol', 'institution symbol', 'oclc symbol', 'institution', ...LENDERS, ...BORROWERS],
    day: [...DAYS, 'ifm date'],
    amount: [...AMOUNTS, 'ifm charge', 'ifm credit', 'ifm debit', 'ifm amount', 'ill fee', 'fee', 'ifm cost'],
    currency: CURRENCY,
    what: WHAT,
  },
  lenders: LENDERS,
  borrowers: BORROWERS,
  titles: { borrower: /borrower report/i, lender: /lender report/i },
  fee: /transaction (charge|fee)/i,
  remedy: 'export the report with all requests shown, as CSV or tab-delimited text',
};

const LENDERS_EFTS = [...LENDERS, 'lender libid', 'lender lib id', 'lending libid'];
const BORROWERS_EFTS = [...BORROWERS, 'borrower libid', 'borrower lib id', 'borrowing libid'];
/**
 * Source: mlanet.org/efts-faq: under Lending and under Borrowing transactions are filtered and exported, each apart; libraries are known by their DOCLINE
 * LIBID, six letters. No public page names the columns, so they are known by usual names.
 */
const EFTS: Format = {
  by: 'EFTS',
  names: {
    number: ['docline request number', 'docline number', 'docline no', 'transaction number', 'transaction id', ...NUMBERS],
    symbol: ['libid', 'lib id', 'library', ...LENDERS_EFTS, ...BORROWERS_EFTS],
    day: [...DAYS, 'date filled', 'filled date', 'date billed', 'billed date', 'date paid', 'paid date'],
    amount: [...AMOUNTS, 'price', 'amount billed', 'billed amount', 'total', 'total amount'],
    currency: CURRENCY,
    what: [...WHAT, 'status'],
  },
  lenders: LENDERS_EFTS,
  borrowers: BORROWERS_EFTS,
  titles: {
    borrower: /^\s*borrowing\b|borrow(er|ing)(’s|'s)? (report|transactions)/im,
    lender: /^\s*lending\b|lend(er|ing)(’s|'s)? (report|transactions)/im,
  },
  fee: /(transaction|efts|service|processing) (charge|fee)/i,
  remedy: 'export all transactions of the month, those of lending and those of borrowing each as a CSV file',
};
export const FORMATS: Readonly<Record<Settler, Format>> = { OCLC, EFTS };

/** Where each column stands; undefined where the row names none, or stands above nothing that could be a transaction. */
export function headerIn({ names }: Format, row: Row): Columns | undefined {
  const found = columnsIn(names, row);
  return found.amount !== undefined && (found.number !== undefined || found.symbol !== undefined) ? found : undefined;
}
