import { queryOptions } from '@tanstack/react-query';
import { practisedBy } from '#lib/kernel';
import { queryClient } from '../query-client.ts';
import { actFor } from './acting.ts';
import { get, send } from './client.ts';
import { sessionQuery } from './session.ts';

/** A library's practice copy, as directory tells of it. */
export interface PracticeCopy {
  readonly available: boolean;
  readonly library: string;
  /** Where there is one. */
  readonly symbol?: string;
  readonly madeAt?: string;
}

/** @param tenant the library one works for, or its practice copy: the answer is the same */
export const practiceQuery = (tenant: string) =>
  queryOptions({
    queryKey: ['practice', practisedBy(tenant) ?? tenant],
    staleTime: 60_000,
    queryFn: ({ signal }): Promise<PracticeCopy> => get('/api/directory/practice', signal),
  });

export const makePractice = (): Promise<PracticeCopy> => send('POST', '/api/directory/practice');
export const resetPractice = (): Promise<PracticeCopy> => send('POST', '/api/directory/practice/reset');
export const deletePractice = (): Promise<void> => send('DELETE', '/api/directory/practice');

/** Works for another library, or its practice copy, from now on: everything known was another one's. */
export function switchTo(library: string | undefined): void {
  actFor(library);
  void queryClient.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
}
