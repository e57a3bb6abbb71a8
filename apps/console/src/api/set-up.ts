import { queryOptions } from '@tanstack/react-query';
import type { ConnectorKind, JoiningStep, LibraryChanged, PartnerChanged, Role } from '#lib/contracts';
import { get, send } from './client.ts';

export type { ConnectorKind } from '#lib/contracts';
export { JOINING_STEPS as STEPS, type JoiningStep as Step } from '#lib/contracts';

export interface Readiness {
  readonly ready: boolean;
  readonly items: readonly {
    readonly step: JoiningStep;
    readonly state: 'ready' | 'missing' | 'advised';
    readonly words: string;
  }[];
}
export const readinessQuery = (library: string) =>
  queryOptions({
    queryKey: ['set-up', library, 'readiness'],
    queryFn: ({ signal }): Promise<Readiness> => get(`/api/directory/libraries/${library}/readiness`, signal),
    refetchInterval: 5_000,
  });

export type Profile = LibraryChanged;
export const profileQuery = (library: string) =>
  queryOptions({
    queryKey: ['set-up', library, 'profile'],
    queryFn: ({ signal }): Promise<Profile> => get(`/api/directory/libraries/${library}`, signal),
  });
export const saveProfile = (library: string, change: Partial<Profile>): Promise<Profile> =>
  send('PUT', `/api/directory/libraries/${library}/set-up`, change);

export interface HolidayList {
  readonly known: boolean;
  readonly holidays: readonly { readonly date: string; readonly name: string }[];
}
export const holidaysQuery = (country: string) =>
  queryOptions({
    queryKey: ['set-up', 'holidays', country],
    staleTime: Infinity,
    queryFn: ({ signal }): Promise<HolidayList> => get(`/api/directory/holidays?country=${country}`, signal),
  });

export interface Connector {
  readonly kind: ConnectorKind;
  readonly what: string;
  readonly why: string;
  readonly example: string;
  /** The address at which nearly everybody finds it. */
  readonly usual?: string;
  readonly fields: readonly {
    readonly name: string;
    readonly label: string;
    readonly required: boolean;
    readonly secret: boolean;
    readonly example?: string;
  }[];
  readonly setUp?: {
    readonly address: string;
    readonly settings: Readonly<Record<string, string>>;
    readonly secrets: readonly string[];
  };
  readonly tested?: { readonly at: string; readonly ok: boolean; readonly words: string };
}
export interface ConnectorDraft {
  readonly address: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}
export type ConnectionTested =
  | { readonly ok: true; readonly words: string; readonly seen?: string }
  | { readonly ok: false; readonly words: string; readonly remedy: string; readonly field: string };

export const connectorsQuery = (library: string) =>
  queryOptions({
    queryKey: ['set-up', library, 'connectors'],
    queryFn: async ({ signal }): Promise<readonly Connector[]> =>
      (await get<{ connectors: Connector[] }>('/api/directory/connectors', signal)).connectors,
  });
export const saveConnector = (kind: ConnectorKind, draft: ConnectorDraft): Promise<Connector> =>
  send('PUT', `/api/directory/connectors/${kind}`, draft);
export const testConnector = (kind: ConnectorKind): Promise<ConnectionTested> =>
  send('POST', `/api/directory/connectors/${kind}/test`, {});

export const removeConnector = (kind: ConnectorKind): Promise<void> => send('DELETE', `/api/directory/connectors/${kind}`);

export interface Account {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly active: boolean;
}
export const accountsQuery = (library: string) =>
  queryOptions({
    queryKey: ['set-up', library, 'accounts'],
    queryFn: async ({ signal }): Promise<readonly Account[]> =>
      (await get<{ accounts: Account[] }>('/api/directory/accounts', signal)).accounts,
  });
export const createAccount = (account: {
  readonly username: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
}): Promise<{ readonly firstPassword: string }> => send('POST', '/api/directory/accounts', account);

export interface PatronsImported {
  readonly committed: boolean;
  readonly columns: readonly string[];
  readonly mapping: Readonly<Record<string, string>>;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly ended: number;
  readonly faulty: number;
  readonly faults: readonly {
    readonly line: number;
    readonly field: string;
    readonly message: string;
    readonly remedy: string;
  }[];
  readonly sample: readonly {
    readonly cardNumber: string;
    readonly familyName: string;
    readonly givenName?: string;
    readonly group: string;
  }[];
}
export interface PatronFile {
  readonly csv: string;
  readonly mapping?: Readonly<Record<string, string>>;
  readonly group?: string;
  readonly endMissing?: boolean;
  readonly commit?: boolean;
}
export const importPatrons = (file: PatronFile): Promise<PatronsImported> => send('POST', '/api/directory/patron-imports', file);

export type PartnerTerms = PartnerChanged;
/** Who shows itself by what; a secret is never told. */
export interface Credential {
  readonly by: 'header' | 'basic' | 'bearer';
  readonly name?: string;
}
export interface Protocol<Shown = Credential> {
  readonly version: '1.2' | '2021-2';
  readonly outgoing?: Shown;
  readonly incoming?: Shown;
}
export interface Partner extends Omit<PartnerTerms, 'iso18626'> {
  readonly id: string;
  readonly agreement?: string;
  readonly iso18626?: Protocol;
}
export const partnersQuery = (library: string) =>
  queryOptions({
    queryKey: ['set-up', library, 'partners'],
    queryFn: async ({ signal }): Promise<readonly Partner[]> =>
      (await get<{ partners: Partner[] }>('/api/directory/partners', signal)).partners,
  });
export const savePartner = (terms: PartnerTerms, id: string = crypto.randomUUID()): Promise<Partner> =>
  send('PUT', `/api/directory/partners/${id}`, terms);

/** How ISO 18626 is spoken with it; a secret left out stays as it is kept. */
export const saveProtocol = (id: string, protocol: Protocol<Credential & { readonly secret?: string }>): Promise<Partner> =>
  send('PUT', `/api/directory/partners/${id}/iso18626`, protocol);

/** Asks where a partner takes ISO 18626 messages; nothing is saved, and no request is left there. */
export const testPartner = (partner: { readonly symbol: string; readonly address: string }): Promise<ConnectionTested> =>
  send('POST', '/api/directory/partners/test', partner);

export const allocateFund = (code: string, amount: { readonly minor: number; readonly currency: string }): Promise<unknown> =>
  send('PUT', `/api/payment/funds/${encodeURIComponent(code)}`, { allocated: amount });

export interface Invitation {
  readonly symbol: string;
  readonly name: string;
  readonly country: string;
  readonly timeZone: string;
  readonly admin: { readonly username: string; readonly displayName: string };
}
export interface Invited {
  readonly symbol: string;
  readonly username: string;
  readonly firstPassword: string;
}
export const inviteLibrary = (invitation: Invitation): Promise<Invited> => send('POST', '/api/directory/invitations', invitation);
