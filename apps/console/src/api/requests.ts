import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { DecisionList, Money, NewRequest, RequestPage, RequestStatus, RequestSummary, SupplyAttemptList } from './shapes.ts';
import { get, send } from './client.ts';

/** How often what is still moving is asked for again, in milliseconds. */
const LIVE = 3_000;

/** Nothing more will happen to it, or not before somebody does something elsewhere. */
const AT_REST: readonly RequestStatus[] = ['closed', 'unfilled', 'cancelled', 'merged', 'declined'];
export const atRest = (status: RequestStatus): boolean => AT_REST.includes(status);

export interface RequestFilter {
  readonly status?: string | undefined;
  readonly q?: string | undefined;
  readonly batch?: string | undefined;
  /** Only those asked for together. */
  readonly set?: string | undefined;
}
interface RequestList {
  readonly requests: readonly RequestSummary[];
  readonly next?: string;
}

const parameters = (given: Readonly<Record<string, string | undefined>>): string =>
  new URLSearchParams(Object.entries(given).filter((pair): pair is [string, string] => Boolean(pair[1]))).toString();

export const requestsQuery = (filter: RequestFilter, limit = 50) =>
  infiniteQueryOptions({
    queryKey: ['requests', filter, limit],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }): Promise<RequestList> =>
      get(`/api/intake/requests?${parameters({ ...filter, cursor: pageParam, limit: String(limit) })}`, signal),
    getNextPageParam: ({ next }) => next,
    // every page shown is asked for again, so the more there are the rarer
    refetchInterval: ({ state }) => LIVE * Math.max(1, state.data?.pages.length ?? 1),
  });

export const requestQuery = (id: string) =>
  queryOptions({
    queryKey: ['request', id],
    queryFn: ({ signal }): Promise<RequestPage> => get(`/api/intake/requests/${id}`, signal),
    refetchInterval: ({ state }) => (state.data && atRest(state.data.status) ? 30_000 : LIVE),
  });

/** What the other services know of a request; asked for again whenever the request has moved (`updatedAt`). */
export const decisionsQuery = (id: string, updatedAt: string) =>
  queryOptions({
    queryKey: ['request', id, 'decisions', updatedAt],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }): Promise<DecisionList> => get(`/api/sourcing/requests/${id}/decisions`, signal),
  });

export const attemptsQuery = (id: string, updatedAt: string) =>
  queryOptions({
    queryKey: ['request', id, 'attempts', updatedAt],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }): Promise<SupplyAttemptList> => get(`/api/fulfillment/requests/${id}/attempts`, signal),
  });

/** A ledger entry as payment shows it. */
export interface LedgerEntry {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly description: string;
  readonly payee?: string;
  readonly settledBy: string;
  readonly because?: Because;
  readonly lines: readonly { readonly account: string; readonly amount: Money }[];
  readonly reverses?: string;
  readonly reversedBy?: string;
}
/** Why an entry stands in the ledger: what the charges policy said, or a person. */
export interface Because {
  readonly policy?: string;
  readonly rules: readonly { readonly id: string; readonly reason: string }[];
  readonly person?: string;
}
export interface RequestMoney {
  readonly entries: readonly LedgerEntry[];
  readonly charges: readonly {
    readonly attempt: string;
    readonly status: string;
    readonly payee: string;
    readonly amount: Money;
    readonly note?: string;
    readonly because?: Because;
  }[];
  readonly reservations: readonly {
    readonly id: string;
    readonly status: string;
    readonly fund: string;
    readonly amount: Money;
    readonly purpose: string;
  }[];
}
export const moneyQuery = (id: string, updatedAt: string) =>
  queryOptions({
    queryKey: ['request', id, 'money', updatedAt],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }): Promise<RequestMoney> => get(`/api/payment/requests/${id}`, signal),
  });

export const askFor = (request: NewRequest): Promise<RequestSummary> => send('POST', '/api/intake/requests', request);
/** A step with the request, with what it needs. */
const step =
  (name: string) =>
  (id: string, body: object): Promise<unknown> =>
    send('POST', `/api/intake/requests/${id}/${name}`, body);
export const cancelRequest = step('cancel');
export const renewLoan = step('renew');
export const notObtained = step('not-obtained');
export const answerQuestion = (id: string, decisionId: string, answer: string): Promise<unknown> =>
  send('POST', `/api/intake/requests/${id}/answer`, { decisionId, answer });
export const correctCitation = (id: string, citation: NonNullable<NewRequest['citation']>): Promise<unknown> =>
  send('POST', `/api/intake/requests/${id}/correct`, { citation });

export interface ReadOpenUrl {
  readonly citation: NonNullable<NewRequest['citation']>;
  readonly notes: readonly string[];
}
export const readOpenUrl = (query: string): Promise<ReadOpenUrl> => send('POST', '/api/intake/openurl', { query });

/** The names behind patronRefs: staff of the library only, and kept nowhere. */
export const patronNamesQuery = (patronRefs: readonly string[]) =>
  queryOptions({
    queryKey: ['patron-names', ...patronRefs],
    staleTime: 600_000,
    queryFn: async (): Promise<Readonly<Record<string, string>>> =>
      (await send<{ names: Record<string, string> }>('POST', '/api/directory/patrons/names', { patronRefs })).names,
  });

export const decideByHand = (id: string, body: Record<string, unknown>): Promise<unknown> =>
  send('POST', `/api/sourcing/requests/${id}/decide`, body);
