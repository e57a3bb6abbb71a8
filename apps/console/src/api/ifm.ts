import { queryOptions } from '@tanstack/react-query';
import { get, send } from './client.ts';
import { ApiError } from './problems.ts';
import type { Money } from './shapes.ts';
import { BOOKS } from './money.ts';

/** In the order they are read: what waits for a person first. */
export const VERDICTS = [
  'never-expected',
  'amount-differs',
  'charged-twice',
  'after-reversal',
  'likely',
  'confirmed',
  'refund',
  'credit',
  'known',
] as const;
export const SIDES = ['borrower', 'lender'] as const;
/** In the order they matter. */
export const STANDINGS = ['missing', 'refund', 'waiting'] as const;
export const TAKEN = ['confirm', 'credit', 'accept', 'contest'] as const;

/** In the order they are billed. */
export const PARTS = ['borrowing', 'lending', 'fees'] as const;
export const GAPS = ['missing', 'amount', 'other-month', 'never-expected'] as const;
export interface SettlerMonthSums {
  readonly month: string;
  readonly parts: readonly {
    readonly part: (typeof PARTS)[number];
    readonly expected: Money;
    readonly expectedCount: number;
    readonly reported?: Money;
    readonly reportedCount?: number;
  }[];
  readonly expected: Money;
  readonly reported?: Money;
}
export interface SettlerMonthList {
  readonly months: readonly SettlerMonthSums[];
}
export interface SettlerMonth extends SettlerMonthSums {
  readonly differs: readonly {
    readonly part: (typeof PARTS)[number];
    readonly gap: (typeof GAPS)[number];
    readonly requestId?: string;
    readonly with?: string;
    readonly number?: string;
    readonly expected: Money;
    readonly reported: Money;
  }[];
  readonly more: boolean;
}

export interface IfmReportSummary {
  readonly id: string;
  readonly side: (typeof SIDES)[number];
  readonly month: string;
  readonly fileName: string;
  readonly at: string;
  readonly lines: number;
  readonly waiting: number;
  readonly total: Money;
}
export interface IfmLine {
  readonly line: number;
  readonly kind: 'charge' | 'fee';
  readonly number?: string;
  readonly symbol?: string;
  readonly day?: string;
  readonly amount: Money;
  readonly verdict: (typeof VERDICTS)[number];
  readonly why?: string;
  readonly requestId?: string;
  readonly waits: boolean;
  readonly taken?: (typeof TAKEN)[number];
  readonly reason?: string;
}
export type IfmReport = IfmReportSummary & { readonly found: readonly IfmLine[] };
export interface IfmOpen {
  readonly through?: string;
  readonly more: boolean;
  readonly open: readonly {
    readonly side: (typeof SIDES)[number];
    readonly charge: string;
    readonly requestId?: string;
    readonly payee: string;
    readonly number?: string;
    readonly since: string;
    readonly amount: Money;
    readonly fee: Money;
    readonly standing: (typeof STANDINGS)[number];
  }[];
}

/** Who settles outside the consortium: each has a page, and the same calls. */
export const SETTLERS = { ifm: 'OCLC', efts: 'EFTS' } as const;
export type Settler = keyof typeof SETTLERS;
const at = (settler: Settler): string => `/api/payment/${settler}`;
const reportsAt = (settler: Settler): string => `${at(settler)}/reports`;
export const ifmReportsQuery = (settler: Settler) =>
  queryOptions({
    queryKey: [...BOOKS, settler, 'reports'],
    queryFn: ({ signal }): Promise<{ reports: IfmReportSummary[] }> => get(reportsAt(settler), signal),
  });
export const ifmReportQuery = (settler: Settler, id: string) =>
  queryOptions({
    queryKey: [...BOOKS, settler, 'report', id],
    queryFn: ({ signal }): Promise<IfmReport> => get(`${reportsAt(settler)}/${encodeURIComponent(id)}`, signal),
  });
export const ifmOpenQuery = (settler: Settler, currency: string) =>
  queryOptions({
    queryKey: [...BOOKS, settler, 'open', currency],
    queryFn: ({ signal }): Promise<IfmOpen> => get(`${at(settler)}/open?currency=${currency}`, signal),
  });

export const settlerMonthsQuery = (settler: Settler, currency: string) =>
  queryOptions({
    queryKey: [...BOOKS, settler, 'months', currency],
    queryFn: ({ signal }): Promise<SettlerMonthList> => get(`${at(settler)}/months?currency=${currency}`, signal),
  });
export const settlerMonthQuery = (settler: Settler, currency: string, month: string) =>
  queryOptions({
    queryKey: [...BOOKS, settler, 'months', currency, month],
    queryFn: ({ signal }): Promise<SettlerMonth> => get(`${at(settler)}/months/${month}?currency=${currency}`, signal),
  });

/** What a person says of a report where its file does not. */
export const TOLD = ['side', 'month', 'currency'] as const;
export type Told = Partial<Record<(typeof TOLD)[number], string>>;
interface Bring {
  readonly settler: Settler;
  readonly file: File;
  readonly told: Told;
}
export async function bringReport({ settler, file, told }: Bring): Promise<IfmReport> {
  const asked = new URLSearchParams({ name: file.name.slice(0, 200) });
  for (const [name, value] of Object.entries(told)) if (value) asked.set(name, value);
  return send('POST', `${reportsAt(settler)}?${asked.toString()}`, await file.text());
}
/** What the server wants to be told before it can read the file. */
export const askedFor = (error: unknown): (typeof TOLD)[number] | undefined =>
  error instanceof ApiError
    ? TOLD.find((name) => error.problem?.field === name || error.problem?.errors?.some(({ field }) => field === name))
    : undefined;

/** Accepting or contesting a line, as a task's action. */
export const lineStep = (settler: Settler, report: string, line: number, step: 'accept' | 'contest') => ({
  name: `${step}-ifm-line`,
  method: 'POST' as const,
  path: `${reportsAt(settler)}/${report}/lines/${line}/${step}`,
  fields: [{ name: 'reason', kind: 'text' as const, required: true }],
  primary: step === 'accept',
});
