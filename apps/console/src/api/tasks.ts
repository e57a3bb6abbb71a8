import { infiniteQueryOptions, keepPreviousData, queryOptions, useQueries } from '@tanstack/react-query';
import type { Action, BatchStepResult, Task, TaskAction, TaskList, Worklists } from '#lib/contracts';
import { useMay } from '../shell/session-context.ts';
import { get, send } from './client.ts';

/** The services whose few tasks come all at once; fulfillment's are counted and paged. */
export const SERVICES = ['intake', 'sourcing', 'payment', 'directory'] as const;
const SEEN_BY = {
  intake: 'requests.tasks',
  sourcing: 'decisions.tasks',
  payment: 'reservations.tasks',
  directory: 'notices.tell',
} as const satisfies Readonly<Record<(typeof SERVICES)[number], Action>>;
/** Open to an operator once they have chosen a library: the queue is one library’s. */
const FOR_A_LIBRARY = ['decisions.tasks', 'attempts.tasks', 'reservations.tasks', 'notices.tell'] as const;
/** The services that keep what student workers propose. */
const PROPOSING = ['intake', 'sourcing', 'fulfillment'] as const;

/** Where what waits for an operator of netting is asked for: the consortium’s, whatever library they act for. */
const NETTINGS = 'payment/nettings';

/** How often lists are asked for again, in milliseconds. */
const LIVE = 5_000;

/** What the worklists of fulfillment are narrowed to. */
export interface Narrowed {
  readonly branch?: string | undefined;
  readonly wanted?: string | undefined;
  readonly supplier?: string | undefined;
  readonly taken?: string | undefined;
}

const query = (given: Readonly<Record<string, string | undefined>>): string =>
  new URLSearchParams(Object.entries(given).filter((pair): pair is [string, string] => Boolean(pair[1]))).toString();

const tasksQuery = (service: string, what: 'tasks' | 'proposals' = 'tasks') =>
  queryOptions({
    queryKey: ['tasks', service, what],
    refetchInterval: LIVE,
    queryFn: ({ signal }): Promise<TaskList> => get(`/api/${service}/${what}`, signal),
  });

/** How much waits on fulfillment's lists. */
export const worklistsQuery = (narrowed: Narrowed) =>
  queryOptions({
    queryKey: ['tasks', 'worklists', narrowed],
    refetchInterval: LIVE,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }): Promise<Worklists> => get(`/api/fulfillment/worklists?${query({ ...narrowed })}`, signal),
  });

/** Fulfillment's tasks page by page, the longest waiting first. @param kind one list of them */
export const pagedTasksQuery = (narrowed: Narrowed, kind: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['tasks', 'paged', kind, narrowed],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }): Promise<TaskList> =>
      get(`/api/fulfillment/tasks?${query({ ...narrowed, kind, cursor: pageParam, limit: '50' })}`, signal),
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state }) => LIVE * Math.max(1, state.data?.pages.length ?? 1),
  });

/** What waits of one request on its way. */
const requestTasksQuery = (id: string) =>
  queryOptions({
    queryKey: ['tasks', 'request', id],
    refetchInterval: LIVE,
    queryFn: ({ signal }): Promise<TaskList> => get(`/api/fulfillment/tasks?request=${id}`, signal),
  });

export interface Tasks {
  /** The longest waiting first. */
  readonly tasks: readonly Task[];
  /** There are more than the services tell at once. */
  readonly more: boolean;
  readonly pending: boolean;
  /** Services whose tasks could not be had; the others' are there all the same. */
  readonly failed: readonly { readonly service: string; readonly error: Error }[];
  readonly refetch: () => void;
}

export const oldestFirst = (tasks: readonly Task[]): Task[] => tasks.toSorted((a, b) => (a.since < b.since ? -1 : 1));

/** What waits at the desks of the other services, and what waits for a supervisor. */
export function useDeskTasks(): Tasks {
  const may = useMay();
  return useQueries({
    queries: [
      ...SERVICES.map((service) => ({ ...tasksQuery(service), enabled: may(SEEN_BY[service]) && may(...FOR_A_LIBRARY) })),
      ...PROPOSING.map((service) => ({ ...tasksQuery(service, 'proposals'), enabled: may('proposals.read') })),
      { ...tasksQuery(NETTINGS), enabled: may('nettings.read') },
    ],
    combine: (results) => ({
      tasks: oldestFirst(results.flatMap(({ data }) => data?.tasks ?? [])),
      more: results.some(({ data }) => data?.more),
      pending: results.some(({ isPending }) => isPending),
      failed: results.flatMap(({ error }, index) =>
        error ? [{ service: [...SERVICES, ...PROPOSING, 'payment'][index] ?? '', error }] : [],
      ),
      refetch: () => results.forEach((result) => void result.refetch()),
    }),
  });
}

/** All that waits of one request, from every service. */
export function useTasksOf(id: string): readonly Task[] {
  const may = useMay();
  const desk = useDeskTasks().tasks.filter(({ requestId }) => requestId === id);
  const [own] = useQueries({ queries: [{ ...requestTasksQuery(id), enabled: may('attempts.tasks') }] });
  return oldestFirst([...desk, ...(own.data?.tasks ?? [])]);
}

/** A student worker’s step was kept until a supervisor releases it. */
export const isProposal = (answer: unknown): boolean => typeof answer === 'object' && answer !== null && 'proposal' in answer;

/** Carries an action out with what the person filled in. */
export const carryOut = (action: Pick<TaskAction, 'method' | 'path'>, fields: Record<string, unknown>): Promise<unknown> =>
  send(action.method, action.path, fields);

/** The most a batch takes. */
export const MOST_AT_ONCE = 100;
export type Batchable = NonNullable<TaskAction['batch']>;
/** Carries one step out with many; each answers for itself. */
export const carryOutMany = (batch: readonly Batchable[], fields: Record<string, unknown>): Promise<BatchStepResult> =>
  send('POST', batch[0]!.path, { fields, attempts: batch.map(({ id, version }) => ({ id, version })) });

export const takeTasks = (attempts: readonly string[], taken: boolean): Promise<void> =>
  send('POST', '/api/fulfillment/tasks/take', { attempts, taken });
