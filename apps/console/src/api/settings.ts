import { queryOptions } from '@tanstack/react-query';
import type { Role } from '#lib/contracts';
import { get, send } from './client.ts';
import type { ConnectionTested } from './set-up.ts';

export interface ClaimRule {
  readonly claim: string;
  readonly test: 'equals' | 'contains';
  readonly value: string;
  readonly group?: string;
  readonly roles?: readonly Role[];
}
/** A library's OpenID provider; the client's secret goes in and never comes back. */
export interface Oidc {
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly claims: { readonly username: string; readonly card?: string; readonly library?: string };
  readonly rules: readonly ClaimRule[];
  readonly defaultGroup?: string;
  readonly makesAccounts: boolean;
}
/** A library system that knows the patrons by card and PIN; the terminal's password never comes back. */
export interface Sip2 {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly certificates?: string;
  readonly encoding: 'utf-8' | 'latin1';
  readonly institution: string;
  readonly terminalUser?: string;
  readonly location?: string;
  readonly groupField: string;
  readonly groups: Readonly<Record<string, string>>;
  readonly defaultGroup: string;
  readonly expiryField: string;
  readonly blocking: readonly string[];
}
export interface SignInSettings {
  readonly secondFactorRoles: readonly Role[];
  readonly oidc?: Oidc;
  readonly sip2?: Sip2;
  /** What the provider has to be told. */
  readonly redirectUri: string;
}

const BASE = '/api/directory/sign-in';
export const signInSettingsQuery = (library: string) =>
  queryOptions({
    queryKey: ['set-up', library, 'sign-in'],
    queryFn: ({ signal }) => get<SignInSettings>(BASE, signal),
  });
export const saveSecondFactorRoles = (roles: readonly Role[]): Promise<SignInSettings> =>
  send('PUT', `${BASE}/second-factor`, { roles });

/** Saves, then tries what was saved; the secret, where none was typed, is the one kept. */
async function saveAndTest<Body extends object>(way: 'oidc' | 'sip2', body: Body): Promise<ConnectionTested> {
  await send('PUT', `${BASE}/${way}`, body);
  return send('POST', `${BASE}/${way}/test`, body);
}
export const saveOidc = (body: Oidc & { readonly clientSecret?: string }): Promise<ConnectionTested> => saveAndTest('oidc', body);
export const saveSip2 = (body: Sip2 & { readonly terminalPassword?: string }): Promise<ConnectionTested> =>
  saveAndTest('sip2', body);
export const removeWay = (way: 'oidc' | 'sip2'): Promise<SignInSettings> => send('DELETE', `${BASE}/${way}`);

/** A program that may ask in the library's name. */
export interface Program {
  readonly id: string;
  readonly kind: 'key' | 'client';
  readonly name: string;
  readonly scopes: readonly string[];
  readonly prefix?: string;
  readonly client?: string;
  readonly jwksUrl?: string;
  readonly expiresAt?: string;
  readonly lastUsedAt?: string;
  readonly active: boolean;
}
export const programsQuery = (library: string) =>
  queryOptions({
    queryKey: ['set-up', library, 'programs'],
    queryFn: async ({ signal }) => (await get<{ programs: Program[] }>('/api/directory/programs', signal)).programs,
  });
export interface ProgramTerms {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expiresAt?: string;
}
export const makeKey = (terms: ProgramTerms): Promise<{ readonly key: string }> => send('POST', '/api/directory/keys', terms);
export const makeClient = (
  terms: ProgramTerms & { readonly jwksUrl?: string; readonly jwks?: unknown },
): Promise<{ readonly client: string }> => send('POST', '/api/directory/clients', terms);
export const revokeProgram = (id: string): Promise<void> => send('DELETE', `/api/directory/programs/${id}`);
