import { queryOptions, useQueries } from '@tanstack/react-query';
import type { Action, Task, TaskAction, TaskList } from '#lib/contracts';
import { useMay } from '../shell/session-context.ts';
import { get, send } from './client.ts';

/** The services that let something wait for a person. */
export const SERVICES = ['intake', 'sourcing', 'fulfillment', 'payment', 'directory'] as const;
const SEEN_BY = {
  intake: 'requests.tasks',
  sourcing: 'decisions.tasks',
  fulfillment: 'attempts.tasks',
  payment: 'reservations.tasks',
  directory: 'notices.tell',
} as const satisfies Readonly<Record<(typeof SERVICES)[number], Action>>;
/** Open to an operator once they have chosen a library: the queue is one library’s. */
const FOR_A_LIBRARY = ['decisions.tasks', 'attempts.tasks', 'reservations.tasks', 'notices.tell'] as const;

const tasksQuery = (service: string, what: 'tasks' | 'proposals' = 'tasks') =>
  queryOptions({
    queryKey: ['tasks', service, what],
    refetchInterval: 5_000,
    queryFn: ({ signal }): Promise<TaskList> => get(`/api/${service}/${what}`, signal),
  });

/** The services that keep what student workers propose. */
const PROPOSING = ['intake', 'sourcing', 'fulfillment'] as const;

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

/** All that waits for staff, from every service. */
export function useTasks(): Tasks {
  const may = useMay();
  return useQueries({
    queries: [
      ...SERVICES.map((service) => ({ ...tasksQuery(service), enabled: may(SEEN_BY[service]) && may(...FOR_A_LIBRARY) })),
      ...PROPOSING.map((service) => ({ ...tasksQuery(service, 'proposals'), enabled: may('proposals.read') })),
    ],
    combine: (results) => ({
      tasks: results.flatMap(({ data }) => data?.tasks ?? []).toSorted((a, b) => (a.since < b.since ? -1 : 1)),
      more: results.some(({ data }) => data?.more),
      pending: results.some(({ isPending }) => isPending),
      failed: results.flatMap(({ error }, index) =>
        error ? [{ service: [...SERVICES, ...PROPOSING][index] ?? '', error }] : [],
      ),
      refetch: () => results.forEach((result) => void result.refetch()),
    }),
  });
}

/** A student worker’s step was kept until a supervisor releases it. */
export const isProposal = (answer: unknown): boolean => typeof answer === 'object' && answer !== null && 'proposal' in answer;

/** Carries an action out with what the person filled in. */
export const carryOut = (action: Pick<TaskAction, 'method' | 'path'>, fields: Record<string, unknown>): Promise<unknown> =>
  send(action.method, action.path, fields);
