import { queryOptions } from '@tanstack/react-query';
import { get, send } from './client.ts';
import { BOOKS } from './money.ts';
import type { Money } from './shapes.ts';

export const MANUAL_STATUSES = ['proposed', 'posted', 'refused', 'reversal-proposed', 'reversed'] as const;

export interface ManualLine {
  readonly account: string;
  /** Debit positive, credit negative. */
  readonly amount: Money;
}
interface Said {
  readonly by: string;
  readonly reason: string;
}
export interface ManualEntry extends Said {
  readonly id: string;
  readonly status: (typeof MANUAL_STATUSES)[number];
  readonly at: string;
  readonly requestId?: string;
  readonly lines: readonly ManualLine[];
  readonly approvedBy?: string;
  /** Why it waits for a second person; `already` where what its writer posted alone lately counts with it. */
  readonly waits?: { readonly limit: number; readonly already?: Money };
  readonly refused?: Said;
  readonly reversal?: Said;
}
export interface ManualEntries {
  /** In whole units of each currency, within 30 days. */
  readonly limit: number;
  /** What you posted alone in the last 30 days, for each currency. */
  readonly alone: readonly Money[];
  readonly accounts: readonly string[];
  readonly entries: readonly ManualEntry[];
  readonly more: boolean;
}

const ENTRIES = '/api/payment/manual-entries';
export const manualEntriesQuery = queryOptions({
  queryKey: [...BOOKS, 'manual-entries'],
  queryFn: ({ signal }): Promise<ManualEntries> => get(ENTRIES, signal),
});
export interface Written {
  readonly lines: readonly ManualLine[];
  readonly reason: string;
  readonly requestId?: string;
}
export const proposeEntry = (entry: Written): Promise<ManualEntry> => send('POST', ENTRIES, entry);
export const reverseEntry =
  (id: string) =>
  (body: object): Promise<void> =>
    send('POST', `${ENTRIES}/${id}/reverse`, body);
export const setManualLimit = (body: object): Promise<void> => send('PUT', `${ENTRIES}/limit`, body);
/** Approving or refusing one, as a task's actions. */
export const approvals = (id: string) => [
  { name: 'approve-manual-entry', method: 'POST' as const, path: `${ENTRIES}/${id}/approve`, fields: [], primary: true },
  {
    name: 'refuse-manual-entry',
    method: 'POST' as const,
    path: `${ENTRIES}/${id}/refuse`,
    fields: [{ name: 'reason', kind: 'text' as const, required: true }],
    primary: false,
  },
];
