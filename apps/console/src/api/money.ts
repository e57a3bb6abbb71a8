import { infiniteQueryOptions, keepPreviousData, queryOptions, type InfiniteData } from '@tanstack/react-query';
import { get, send } from './client.ts';
import type { LedgerEntry } from './requests.ts';
import type { Money } from './shapes.ts';

/** The parts of a month's statement, in the order they are read. */
export const SECTIONS = ['borrowing', 'lending', 'fees', 'corrections', 'payments'] as const;
export type Section = (typeof SECTIONS)[number];
export const NETTING_STATUSES = ['drawn-up', 'approved', 'settled', 'withdrawn'] as const;

/** Money as it was noted from the bank. */
export interface Booked {
  /** Counted from 1. */
  readonly nth: number;
  readonly amount: Money;
  readonly on: string;
  /** The bank's own words. */
  readonly reference: string;
  /** Why, where it was noted wrongly. */
  readonly takenBack?: string;
}
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
  /** How many lines each figure is the sum of. */
  readonly counts: Readonly<Record<Section, number>>;
  /** A page of them, in order. */
  readonly lines: readonly StatementLine[];
  readonly more: boolean;
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
/** A statement page by page: each has the figures, and the lines after those of the page before. */
const paged = (queryKey: readonly string[], path: string) =>
  infiniteQueryOptions({
    queryKey,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }): Promise<Statement> =>
      get(pageParam ? `${path}${path.includes('?') ? '&' : '?'}after=${pageParam}` : path, signal),
    getNextPageParam: ({ more, lines }: Statement) => (more ? lines.at(-1)?.entry : undefined),
  });
/** The figures as they were last told, and all lines read so far. */
export const pagesOf = ({ pages }: InfiniteData<Statement>): Statement => ({
  ...pages.at(-1)!,
  lines: pages.flatMap(({ lines }) => lines),
});
export const statementQuery = (month: string, currency: string) =>
  paged([...BOOKS, 'statement', month, currency], `${STATEMENTS}/${month}?currency=${currency}`);
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
  paged([...BOOKS, 'proof', netting, library], `${NETTINGS}/${netting}/positions/${encodeURIComponent(library)}`);
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
