import { queryOptions } from '@tanstack/react-query';
import type { Money, PatronFeeStanding, TaskAction } from './shapes.ts';
import { get } from './client.ts';

/** What a patron pays for one supply attempt, with what the desk may do about it. */
export interface DeskFee extends PatronFeeStanding {
  readonly id: string;
  readonly actions: readonly TaskAction[];
}

/** For the desk: what is to be paid for a request. */
export const deskFeesQuery = (requestId: string) =>
  queryOptions({
    queryKey: ['request', requestId, 'fees'],
    queryFn: ({ signal }): Promise<{ readonly fees: readonly DeskFee[] }> =>
      get(`/api/payment/patron-fees?request=${requestId}`, signal),
  });

export interface FeesOfPatron {
  readonly open: readonly Money[];
  readonly requests: readonly {
    readonly id: string;
    readonly title: string;
    readonly submittedAt: string;
    readonly fee: PatronFeeStanding;
  }[];
}

/** What somebody owes in all, request by request; one's own where nobody is named. */
export const feesQuery = (patronRef?: string) =>
  queryOptions({
    queryKey: ['fees', patronRef ?? 'own'],
    queryFn: ({ signal }): Promise<FeesOfPatron> => get(`/api/intake/fees${patronRef ? `?patron=${patronRef}` : ''}`, signal),
  });
