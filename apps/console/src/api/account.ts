import { queryOptions } from '@tanstack/react-query';
import { get, send } from './client.ts';
import type { Credentials, Session } from './session.ts';

/** What an authenticator app needs; shown once. */
export interface FactorSetup {
  readonly secret: string;
  readonly uri: string;
  readonly qr: string;
}
export interface OwnSecurity {
  readonly signedInBy: 'password' | 'provider' | 'library-system';
  readonly secondFactor: { readonly active: boolean; readonly required: boolean; readonly recoveryCodesLeft: number };
}
export interface RecoveryCodes {
  readonly recoveryCodes: readonly string[];
}
/** A sign-in may end with codes to be kept. */
export type Entered = Session & Partial<RecoveryCodes>;

export interface WaysToSignIn {
  readonly provider?: { readonly name: string; readonly start: string };
  readonly card: boolean;
}
export const waysQuery = (library: string) =>
  queryOptions({
    queryKey: ['ways to sign in', library],
    staleTime: 300_000,
    enabled: library !== '',
    retry: false,
    queryFn: ({ signal }) => get<WaysToSignIn>(`/api/directory/libraries/${library}/sign-in`, signal),
  });

export const securityQuery = queryOptions({
  queryKey: ['own security'],
  queryFn: ({ signal }) => get<OwnSecurity>('/api/directory/me/security', signal),
});

export const setUpAtSignIn = (credentials: Credentials): Promise<FactorSetup> =>
  send('POST', '/api/directory/session/second-factor', credentials);
export const beginFactor = (password: string): Promise<FactorSetup> =>
  send('POST', '/api/directory/me/second-factor', { password });
export const confirmFactor = (code: string): Promise<RecoveryCodes> => send('PUT', '/api/directory/me/second-factor', { code });
export const removeFactor = (code: string): Promise<void> => send('DELETE', '/api/directory/me/second-factor', { code });
export const renewCodes = (code: string): Promise<RecoveryCodes> =>
  send('POST', '/api/directory/me/second-factor/recovery-codes', { code });
export const changePassword = (body: { readonly current: string; readonly next: string }): Promise<void> =>
  send('PUT', '/api/directory/me/password', body);
export const signOutEverywhere = (): Promise<void> => send('DELETE', '/api/directory/me/sessions');
