import { queryOptions } from '@tanstack/react-query';
import type { CurrentUser, Role } from '#lib/contracts';
import { get, send } from './client.ts';
import { ApiError } from './problems.ts';

export interface Library {
  readonly symbol: string;
  readonly name: string;
}
/** Who is signed in, as directory tells it to themselves. */
export interface Session {
  readonly user: CurrentUser;
  readonly displayName: string;
  readonly library: Library;
}

/** Null when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: Infinity,
  retry: false,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await get<Session>('/api/directory/me', signal);
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }
  },
});

export const librariesQuery = queryOptions({
  queryKey: ['libraries'],
  staleTime: 300_000,
  queryFn: async ({ signal }): Promise<Library[]> => {
    const answer = await get<Library[] | { libraries: Library[] }>('/api/directory/libraries', signal);
    return Array.isArray(answer) ? answer : answer.libraries;
  },
});

export interface Credentials {
  readonly library: string;
  readonly username: string;
  readonly password: string;
}
export const signIn = (credentials: Credentials): Promise<Session> => send('POST', '/api/directory/session', credentials);
export const signOut = (): Promise<void> => send('DELETE', '/api/directory/session');

export const CONSORTIUM = 'consortium';

/** What a role is let into. An operator does a library's work once they have chosen the library. */
export const may = {
  workAtDesk: (roles: readonly Role[]): boolean => roles.includes('staff'),
  seeReports: (roles: readonly Role[]): boolean => roles.includes('staff') || roles.includes('manager'),
  /** An operator uploads for all libraries, named in the file's column Library. */
  upload: (roles: readonly Role[]): boolean => roles.some((role) => ['staff', 'manager', 'operator'].includes(role)),
  seePolicy: (roles: readonly Role[]): boolean => roles.some((role) => role !== 'patron'),
  /** The list is the library's, not one's own; decisions with facts and rules. */
  seeReasons: (roles: readonly Role[]): boolean => roles.some((role) => role !== 'patron'),
  seeMoney: (roles: readonly Role[]): boolean => roles.some((role) => ['staff', 'manager', 'rules-admin'].includes(role)),
};
