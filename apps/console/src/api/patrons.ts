import { queryOptions } from '@tanstack/react-query';
import type { PatronData } from '#lib/contracts';
import { get, send } from './client.ts';
import { ApiError } from './problems.ts';

export interface Patron {
  readonly patronRef: string;
  readonly displayName: string;
  readonly email?: string;
  readonly cardNumber: string;
  readonly group: string;
  readonly blocked: boolean;
  readonly active: boolean;
  readonly username?: string;
}
export interface Erasure {
  readonly status: 'asked' | 'waiting' | 'done';
  readonly openRequests: number;
  readonly message: string;
}

export const patronsQuery = (library: string, q: string) =>
  queryOptions({
    queryKey: ['patrons', library, q],
    queryFn: ({ signal }): Promise<{ patrons: readonly Patron[]; more: boolean }> =>
      get(`/api/directory/patrons?${new URLSearchParams({ q })}`, signal),
  });
export const erasePatron = (patronRef: string): Promise<Erasure> =>
  send('POST', `/api/directory/patrons/${patronRef}/erasure`, {});

/** The services that keep something of a patron, in the order in which one reads it. */
const KEEPING = ['directory', 'intake', 'sourcing', 'fulfillment', 'reporting'] as const;

/** Everything that is kept of a patron, from each service. @param who `own` for whoever asks, else a patronRef */
export async function collectPatronData(who: string): Promise<readonly PatronData[]> {
  const all = await Promise.all(
    KEEPING.map((service) =>
      get<PatronData>(`/api/${service}/patron-data/${who}`).catch((error: unknown): PatronData => {
        // nothing is kept there of them
        if (error instanceof ApiError && error.status === 404) return { service, parts: [] };
        throw error;
      }),
    ),
  );
  return all.filter(({ parts }) => parts.length);
}
