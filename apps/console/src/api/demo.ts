import { queryOptions } from '@tanstack/react-query';
import { showTimesOf } from '../words/zone.ts';
import { ask, get, send } from './client.ts';
import { ApiError } from './problems.ts';

/** The simulated world's time, and how many of its seconds pass in one of ours. */
export interface WorldTime {
  readonly now: string;
  readonly rate: number;
  /** Where its libraries are. */
  readonly timeZone: string;
}

/** Null where this is no demonstration. */
export const worldTimeQuery = queryOptions<WorldTime | null>({
  queryKey: ['demo', 'clock'],
  retry: false,
  // what is no demonstration does not become one
  staleTime: ({ state }) => (state.data === null ? Infinity : 5_000),
  queryFn: async ({ signal }): Promise<WorldTime | null> => {
    try {
      const time = await get<WorldTime>('/api/demo/clock', signal);
      showTimesOf(time.timeZone);
      return time;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return null;
      throw error;
    }
  },
  refetchInterval: ({ state }) => (state.data ? 5_000 : false),
});

/** An operator's hand on the clock. */
export const setWorldTime = (change: { readonly rate: number } | { readonly to: 'next-morning' }): Promise<WorldTime> =>
  send('POST', '/api/demo/clock', change);

/** The file of requests a newcomer begins with. */
export async function demoFile(): Promise<File> {
  const response = await ask('GET', '/api/demo/requests.csv');
  return new File([await response.blob()], 'demo-requests.csv', { type: 'text/csv' });
}
