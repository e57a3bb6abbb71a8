import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  PolicyCheck,
  PolicyDiff,
  PolicyKinds,
  PolicySettings,
  PolicyTrialResult,
  PolicyVersionDetail,
  PolicyVersions,
  PolicyView,
  RequestSummary,
} from '#lib/contracts';
import { get, send } from './client.ts';

const ROOT = '/api/sourcing/policies';
const versionPath = (id: string): string => `/api/sourcing/policy-versions/${id}`;

export const policyKindsQuery = queryOptions({
  queryKey: ['policies'],
  queryFn: ({ signal }): Promise<PolicyKinds> => get(ROOT, signal),
});
export const livePolicyQuery = (kind: string) =>
  queryOptions({
    queryKey: ['policies', kind, 'live'],
    queryFn: ({ signal }): Promise<PolicyView> => get(`${ROOT}/${kind}`, signal),
  });
export const policyVersionsQuery = (kind: string) =>
  queryOptions({
    queryKey: ['policies', kind, 'versions'],
    queryFn: ({ signal }): Promise<PolicyVersions> => get(`${ROOT}/${kind}/versions`, signal),
  });
export const policySettingsQuery = queryOptions({
  queryKey: ['policies', 'settings'],
  queryFn: ({ signal }): Promise<PolicySettings> => get(`${ROOT}/settings`, signal),
});
export const policySchemaQuery = (kind: string) =>
  queryOptions({
    queryKey: ['policies', kind, 'schema'],
    staleTime: Infinity,
    queryFn: ({ signal }): Promise<Record<string, unknown>> => get(`${ROOT}/${kind}/schema`, signal),
  });
export const policyVersionQuery = (id: string) =>
  queryOptions({
    queryKey: ['policies', 'version', id],
    // somebody is writing in it: what they see does not change under their hands
    refetchOnWindowFocus: false,
    queryFn: ({ signal }): Promise<PolicyVersionDetail> => get(versionPath(id), signal),
  });
export const policyDiffQuery = ({ id, version }: Pick<PolicyVersionDetail, 'id' | 'version'>) =>
  queryOptions({
    queryKey: ['policies', 'version', id, 'diff', version],
    queryFn: ({ signal }): Promise<PolicyDiff> => get(`${versionPath(id)}/diff`, signal),
  });

/** Requests that may have been decided, the newest first. */
export const pastRequestsQuery = queryOptions({
  queryKey: ['policies', 'past-requests'],
  staleTime: 30_000,
  queryFn: ({ signal }): Promise<{ requests: RequestSummary[] }> => get('/api/intake/requests?limit=50', signal),
});

interface Texts {
  readonly text: string;
  readonly cases: string;
}
/** What the checker says of texts that nobody has saved yet. */
export const policyCheckQuery = (texts: Texts) =>
  queryOptions({
    queryKey: ['policy-check', texts],
    staleTime: Infinity,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: (): Promise<PolicyCheck> => send('POST', `${ROOT}/check`, texts),
  });

export const newVersion = (kind: string, body: { from?: string; note: string }): Promise<PolicyVersionDetail> =>
  send('POST', `${ROOT}/${kind}/versions`, body);
export const saveVersion = (id: string, body: Texts & { version: number; note: string }): Promise<PolicyVersionDetail> =>
  send('PUT', versionPath(id), body);
export const stepVersion = (id: string, step: string, body: Record<string, unknown>): Promise<PolicyVersionDetail> =>
  send('POST', `${versionPath(id)}/${step}`, body);
export const tryVersion = (id: string, body: Record<string, unknown>): Promise<PolicyTrialResult> =>
  send('POST', `${versionPath(id)}/try`, body);
export const changePolicySettings = (body: { fourEyes: boolean; reason: string }): Promise<PolicySettings> =>
  send('PUT', `${ROOT}/settings`, body);
