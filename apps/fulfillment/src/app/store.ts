import type { Citation } from '#lib/contracts';
import { aggregateStore, statement, type Loaded, type Tx } from '#lib/messaging';
import { codesOf } from '../domain/scan/codes.ts';
import { evolve, kindOf, supplierOf, tasksOf, type Attempt, type AttemptEvent } from '../domain/attempt/index.ts';
import { evolveProcess, type Process, type ProcessEvent } from '../domain/process/index.ts';

/** What is wanted, short: for worklists. */
export const titleOf = ({ title, container }: Citation): string =>
  [title, container].filter(Boolean).join(' · ').slice(0, 300) || 'Untitled';

// every aggregate has had its first event before it is projected
const processOf = (state: Process | null): Process => state!;
const attemptOf = (state: Attempt | null): Attempt => state!;

export const processes = aggregateStore<Process | null, ProcessEvent>({
  table: 'process',
  initial: null,
  evolve: evolveProcess,
  project: (state) => {
    const { status, reminders, wanted, deadline } = processOf(state);
    return { status, reminders, title: wanted ? titleOf(wanted.citation) : null, deadline_at: deadline };
  },
});

export const attempts = aggregateStore<Attempt | null, AttemptEvent>({
  table: 'attempt',
  initial: null,
  evolve,
  project: (state) => {
    const attempt = attemptOf(state);
    const waiting = tasksOf(attempt);
    return {
      request_id: attempt.requestId,
      kind: kindOf(attempt.plan.machine),
      supplier: supplierOf(attempt.plan),
      status: attempt.status,
      task: waiting[0]?.kind ?? null,
      tasks: [...new Set(waiting.map(({ kind }) => kind))],
      waits_since: waiting.map(({ since }) => since).toSorted()[0] ?? null,
      service: attempt.wanted.service,
      branch: attempt.wanted.wishes.pickupBranch ?? null,
      codes: codesOf(attempt),
      deadline_at: attempt.deadline,
    };
  },
});

const OF_REQUEST = statement('select id, version, state from attempt where request_id = $1 order by id');
const REQUEST_OF = statement('select request_id from attempt where id = $1');
const ITS_REQUEST = '(select request_id from attempt where id = $1)';
const LOCK_ITS_REQUEST = statement(`select id, version, state from process where id = ${ITS_REQUEST} for no key update`);
const BESIDE = statement(`select id, version, state from attempt where request_id = ${ITS_REQUEST} order by id`);

/** All attempts of a request, in the order in which they were opened. */
export const attemptsOf = (tx: Tx, requestId: string): Promise<Loaded<Attempt>[]> =>
  tx.query<Loaded<Attempt>>(OF_REQUEST, [requestId]);

/** Locks the request an attempt belongs to; undefined where this library has no such attempt. */
export async function lockRequestOf(tx: Tx, attemptId: string): Promise<Loaded<Process | null> | undefined> {
  const [row] = await tx.query<Loaded<Process>>(LOCK_ITS_REQUEST, [attemptId]);
  return row;
}

/** All attempts of the request an attempt belongs to, that one among them. */
export const attemptsBeside = (tx: Tx, attemptId: string): Promise<Loaded<Attempt>[]> =>
  tx.query<Loaded<Attempt>>(BESIDE, [attemptId]);

/** The request an attempt belongs to; undefined where this library has no such attempt. */
export async function requestOf(tx: Tx, attemptId: string): Promise<string | undefined> {
  const [row] = await tx.query<{ request_id: string }>(REQUEST_OF, [attemptId]);
  return row?.request_id;
}
