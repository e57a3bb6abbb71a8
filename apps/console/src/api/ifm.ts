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
    readonly charge: string;
    readonly requestId: string;
    readonly payee: string;
    readonly number?: string;
    readonly since: string;
    readonly amount: Money;
    readonly fee: Money;
    readonly standing: (typeof STANDINGS)[number];
  }[];
}

const IFM = '/api/payment/ifm';
const REPORTS = `${IFM}/reports`;
export const ifmReportsQuery = queryOptions({
  queryKey: [...BOOKS, 'ifm', 'reports'],
  queryFn: ({ signal }): Promise<{ reports: IfmReportSummary[] }> => get(REPORTS, signal),
});
export const ifmReportQuery = (id: string) =>
  queryOptions({
    queryKey: [...BOOKS, 'ifm', 'report', id],
    queryFn: ({ signal }): Promise<IfmReport> => get(`${REPORTS}/${encodeURIComponent(id)}`, signal),
  });
export const ifmOpenQuery = (currency: string) =>
  queryOptions({
    queryKey: [...BOOKS, 'ifm', 'open', currency],
    queryFn: ({ signal }): Promise<IfmOpen> => get(`${IFM}/open?currency=${currency}`, signal),
  });

/** What a person says of a report where its file does not. */
export const TOLD = ['side', 'month', 'currency'] as const;
export type Told = Partial<Record<(typeof TOLD)[number], string>>;
export async function bringReport({ file, told }: { readonly file: File; readonly told: Told }): Promise<IfmReport> {
  const asked = new URLSearchParams({ name: file.name.slice(0, 200) });
  for (const [name, value] of Object.entries(told)) if (value) asked.set(name, value);
  return send('POST', `${REPORTS}?${asked.toString()}`, await file.text());
}
/** What the server wants to be told before it can read the file. */
export const askedFor = (error: unknown): (typeof TOLD)[number] | undefined =>
  error instanceof ApiError
    ? TOLD.find((name) => error.problem?.field === name || error.problem?.errors?.some(({ field }) => field === name))
    : undefined;

/** Accepting or contesting a line, as a task's action. */
export const lineStep = (report: string, line: number, step: 'accept' | 'contest') => ({
  name: `${step}-ifm-line`,
  method: 'POST' as const,
  path: `${REPORTS}/${report}/lines/${line}/${step}`,
  fields: [{ name: 'reason', kind: 'text' as const, required: true }],
  primary: step === 'accept',
});
