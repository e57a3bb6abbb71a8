import type { AttemptStatus } from '#lib/contracts';
import type { Machine, StatusRule, Transition, Undo } from '#lib/kernel';
import type { On } from '../commands.ts';
import type { MachineName } from '../plan.ts';
import { waitText } from '../waits.ts';

/**
 * What it takes to take a step back. Free: nobody outside learned of it, or it does no harm that they did. Compensate: another step
 * makes up for it (tell the patron again, cancel at the lender). Impossible: what a lender, a provider or the calendar did.
 */
const FREE: readonly On[] = ['receive', 'check-out', 'return', 'no-show'];
/** Made up for by `undo` itself: the patron is told otherwise, the lender that it was found, the next supplier is let go. */
const MADE_UP_FOR: readonly On[] = ['notify', 'return-unused', 'lost', 'asked-by-hand'];
/** Made up for by another step: Cancel at the lender, the provider asked to cancel (see decide/undo.ts). */
const ANOTHER_STEP: readonly On[] = ['hold-placed', 'accept-condition', 'sent', 'order-confirmed', 'order-again', 'bought'];
const COMPENSATE: readonly On[] = [...MADE_UP_FOR, ...ANOTHER_STEP];
/** Steps from which `undo` leads back to where they began. */
const BACK: readonly On[] = [...FREE, ...MADE_UP_FOR];
export const leadsBack = (on: On): boolean => BACK.includes(on);
export const undoOf = (on: On): Undo =>
  on === 'undo' || FREE.includes(on) ? 'free' : COMPENSATE.includes(on) ? 'compensate' : 'impossible';

export type Row = Transition<AttemptStatus, On>;
export type Statuses = readonly AttemptStatus[];

/** One row: in these statuses this command is allowed and leads there. */
export const row = (from: AttemptStatus | Statuses, on: On, to: AttemptStatus | Statuses): Row => ({
  from,
  on,
  to,
  undo: undoOf(on),
});

/** A row for each of the statuses in which the command changes nothing about where the attempt stands. */
export const stays = (statuses: Statuses, on: On): Row[] => statuses.map((status) => row(status, on, status));

const many = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? (value as readonly T[]) : [value as T]);

/** Rows for `undo`: back from wherever such a step leads to wherever it came from. */
function undoRows(rows: readonly Row[], isFinal: (status: AttemptStatus) => boolean): Row[] {
  const back = new Map<AttemptStatus, Set<AttemptStatus>>();
  for (const { from, on, to } of rows) {
    if (!BACK.includes(on)) continue;
    for (const target of many(to))
      for (const source of many(from)) {
        if (target === source || isFinal(target)) continue;
        back.set(target, (back.get(target) ?? new Set()).add(source));
      }
  }
  return [...back].map(([from, to]) => row(from, 'undo', [...to]));
}

/** An attempt's table: who acts in each status, how long, and what each command leads to. */
export interface AttemptMachine extends Machine<AttemptStatus, On> {
  readonly name: MachineName;
}

type Owner = StatusRule['owner'];

/** Builds a table; the deadline of every status that is not final sends `time-out` after the wait set for it. */
export function table(
  name: MachineName,
  initial: AttemptStatus,
  owners: Partial<Record<AttemptStatus, Owner>>,
  finals: Statuses,
  rows: readonly Row[],
): AttemptMachine {
  const waiting = (Object.entries(owners) as [AttemptStatus, Owner][]).map(([status, owner]): [AttemptStatus, StatusRule] => [
    status,
    { owner, deadline: { command: 'time-out', after: waitText(name, status) } },
  ]);
  const ended = finals.map((status): [AttemptStatus, StatusRule] => [status, { owner: 'nobody', final: true }]);
  const transitions = [...rows, ...undoRows(rows, (status) => finals.includes(status))];
  // only the statuses this kind uses: whoever asks for another one has made a mistake that `faults` or the property tests show
  const statuses = Object.fromEntries([...waiting, ...ended]) as Record<AttemptStatus, StatusRule>;
  return { name, initial, statuses, transitions };
}
