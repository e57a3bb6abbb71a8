import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { get, send } from './client.ts';
import type { LedgerEntry } from './requests.ts';
import type { Money } from './shapes.ts';

/** The parts of a month's statement, in the order they are read. */
export const SECTIONS = ['borrowing', 'lending', 'fees', 'corrections', 'payments'] as const;
export type Section = (typeof SECTIONS)[number];
export const NETTING_STATUSES = ['drawn-up', 'approved', 'settled', 'withdrawn'] as const;

export interface MonthOfBooks {
  readonly month: string;
  readonly closedAt?: string;
}
export interface StatementLine {
  readonly entry: string;
  readonly at: string;
  readonly section: Section;
  readonly counterparty: string;
  readonly description: string;
  readonly requestId?: string;
  /** Owed: positive; to be got: negative. */
  readonly owes: Money;
  /** The closed month it is about. */
  readonly restates?: string;
}
export interface Statement extends MonthOfBooks {
  readonly before: Money;
  readonly sums: Readonly<Record<Section, Money>>;
  readonly total: Money;
  readonly after: Money;
  readonly lines: readonly StatementLine[];
}
export interface Transfer {
  readonly from: string;
  readonly to: string;
  readonly amount: Money;
  readonly paid?: { readonly at: string; readonly by: string; readonly reference?: string };
}
export interface Netting {
  readonly id: string;
  readonly status: (typeof NETTING_STATUSES)[number];
  readonly month: string;
  readonly currency: string;
  readonly positions: readonly { readonly library: string; readonly owes: Money }[];
  readonly transfers: readonly Transfer[];
  readonly drawnUpBy: string;
  readonly approvedBy?: string;
  readonly withdrawnBecause?: string;
}
export interface TrialBalance {
  readonly accounts: readonly {
    readonly account: string;
    readonly kind: string;
    readonly debit: Money;
    readonly credit: Money;
    readonly balance: Money;
  }[];
  readonly totals: readonly Money[];
}
export interface Fund {
  readonly code: string;
  readonly name: string;
  readonly endsOn: string;
  readonly allocated: Money;
  readonly reserved: Money;
  readonly spent: Money;
  readonly available: Money;
  readonly unfunded: Money;
}
export type EntryOfBooks = LedgerEntry & { readonly requestId?: string };

/** Whatever is changed in the books may show in all of these. */
export const BOOKS = ['books'] as const;
const STATEMENTS = '/api/payment/statements';
const NETTINGS = '/api/payment/nettings';

export const monthsQuery = queryOptions({
  queryKey: [...BOOKS, 'months'],
  queryFn: ({ signal }): Promise<{ months: MonthOfBooks[] }> => get(STATEMENTS, signal),
});
export const statementQuery = (month: string, currency: string) =>
  queryOptions({
    queryKey: [...BOOKS, 'statement', month, currency],
    queryFn: ({ signal }): Promise<Statement> => get(`${STATEMENTS}/${month}?currency=${currency}`, signal),
  });
/** A statement as a file: to print, or to reckon with. */
export const statementFile = (month: string, currency: string, format: 'pdf' | 'xlsx'): string =>
  `${STATEMENTS}/${month}/statement.${format}?currency=${currency}`;
export const closeMonth = (month: string): Promise<void> => send('POST', `${STATEMENTS}/${month}/close`);

export const nettingsQuery = queryOptions({
  queryKey: [...BOOKS, 'nettings'],
  queryFn: ({ signal }): Promise<{ nettings: Netting[] }> => get(NETTINGS, signal),
});
/** The lines that led to what a library owes or gets. */
export const proofQuery = (netting: string, library: string) =>
  queryOptions({
    queryKey: [...BOOKS, 'proof', netting, library],
    queryFn: ({ signal }): Promise<Statement> => get(`${NETTINGS}/${netting}/positions/${encodeURIComponent(library)}`, signal),
  });
export const drawUpNetting = (asked: { readonly month: string; readonly currency: string }): Promise<Netting> =>
  send('POST', NETTINGS, asked);
export const approveNetting = (id: string): Promise<void> => send('POST', `${NETTINGS}/${id}/approve`);
export const withdrawNetting = (id: string, reason: string): Promise<void> =>
  send('POST', `${NETTINGS}/${id}/withdraw`, { reason });
/** @param nth which transfer, counted from 1 */
export const notePaid = (id: string, nth: number, reference: string): Promise<void> =>
  send('POST', `${NETTINGS}/${id}/transfers/${nth}/paid`, reference ? { reference } : {});
export const transfersFile = (id: string): string => `${NETTINGS}/${id}/transfers.csv`;

export const trialBalanceQuery = queryOptions({
  queryKey: [...BOOKS, 'trial-balance'],
  queryFn: ({ signal }): Promise<TrialBalance> => get('/api/payment/trial-balance', signal),
});
export const entriesQuery = (cursor: string | undefined) =>
  queryOptions({
    queryKey: [...BOOKS, 'entries', cursor ?? ''],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }): Promise<{ entries: EntryOfBooks[]; next?: string }> =>
      get(`/api/payment/entries?limit=25${cursor ? `&cursor=${cursor}` : ''}`, signal),
  });
export const fundsQuery = queryOptions({
  queryKey: [...BOOKS, 'funds'],
  queryFn: ({ signal }): Promise<{ funds: Fund[] }> => get('/api/payment/funds', signal),
});
