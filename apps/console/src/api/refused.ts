import { infiniteQueryOptions } from '@tanstack/react-query';
import type { RefusedMessages } from '#lib/contracts';
import { get } from './client.ts';

export type RefusedMessage = RefusedMessages['refused'][number];

/** ISO 18626 messages that were not taken, page by page, the latest first. */
export const refusedQuery = () =>
  infiniteQueryOptions({
    queryKey: ['refused'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }): Promise<RefusedMessages> => {
      const query = new URLSearchParams({ limit: '50', ...(pageParam && { cursor: pageParam }) });
      return get(`/api/fulfillment/iso18626/refused?${query.toString()}`, signal);
    },
    getNextPageParam: ({ next }) => next,
    staleTime: 15_000,
  });
