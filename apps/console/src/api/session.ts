import { queryOptions } from '@tanstack/react-query';
import type { CurrentUser } from '#lib/contracts';
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
  /** Where the browser goes to end the provider's session too. */
  readonly signOutAt?: string;
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
  /** Of the second factor. */
  readonly code?: string;
}
/** @returns the session, and recovery codes where the sign-in has put a second factor in force */
export const signIn = (credentials: Credentials): Promise<Session & { readonly recoveryCodes?: readonly string[] }> =>
  send('POST', '/api/directory/session', credentials);
export const signOut = (): Promise<void> => send('DELETE', '/api/directory/session');

export const CONSORTIUM = 'consortium';
