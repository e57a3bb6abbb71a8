import { queryOptions } from '@tanstack/react-query';
import type { LentBatchResult, LentDetails, LentItem, LentList, LentWorklist } from '#lib/contracts';
import { get, send } from './client.ts';

export type { LentDetails, LentItem, LentWorklist };

/** What the library lends: one worklist, or all of it. */
export const lentQuery = (worklist?: LentWorklist) =>
  queryOptions({
    queryKey: ['lent', worklist ?? 'all'],
    staleTime: 15_000,
    queryFn: ({ signal }): Promise<LentList> =>
      get(`/api/fulfillment/lent?limit=100${worklist ? `&worklist=${worklist}` : ''}`, signal),
  });

export const lentDetailsQuery = (id: string) =>
  queryOptions({
    queryKey: ['lent', 'one', id],
    queryFn: ({ signal }): Promise<LentDetails> => get(`/api/fulfillment/lent/${id}`, signal),
  });

/** What was lent to one library, the latest first. */
export const lentToQuery = (borrower: string) =>
  queryOptions({
    queryKey: ['lent', 'to', borrower],
    staleTime: 15_000,
    queryFn: ({ signal }): Promise<LentList> =>
      get(`/api/fulfillment/lent?limit=200&borrower=${encodeURIComponent(borrower)}`, signal),
  });

/** One step with many, the same fields for all. */
export const actOnLent = (
  action: string,
  lent: readonly Pick<LentItem, 'id' | 'version'>[],
  fields: Record<string, unknown>,
): Promise<LentBatchResult> =>
  send('POST', `/api/fulfillment/lent/batch/${action}`, { fields, lent: lent.map(({ id, version }) => ({ id, version })) });
