import { err, reject, type Rejection, type Result } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import type { Attempt, StaffAction } from '../domain/attempt/index.ts';
import type { AttemptOrder, Conducted } from '../domain/conduct.ts';
import { carry, roundOf } from './carry-out.ts';

export interface StaffStep {
  readonly attemptId: string;
  readonly action: StaffAction | 'settle';
  /** What the person filled in, checked. */
  readonly fields: object;
  /** The attempt's version that the person had before them. */
  readonly version?: number | undefined;
}

/** A person at the desk does what ends a wait. */
export async function act(tx: Tx, step: StaffStep): Promise<Result<Attempt, Rejection>> {
  const { attemptId, action, fields, version } = step;
  const round = await roundOf(tx, attemptId);
  const before = round?.attempts.find(({ id }) => id === attemptId);
  if (!round || !before) return err(reject('not-found', 'There is no such supply attempt in this library.'));
  if (version !== undefined && before.version !== version)
    return err(
      reject('changed-meanwhile', 'It has moved on since you looked at it.', {
        remedy: 'Load it again and see what is possible now.',
      }),
    );
  const command = { ...fields, on: action, by: 'staff' } as AttemptOrder;
  const done: Result<Conducted, Rejection> = await carry(tx, round, { attempt: attemptId, command });
  return done.ok ? { ok: true, value: done.value.attempts.get(attemptId)! } : done;
}
