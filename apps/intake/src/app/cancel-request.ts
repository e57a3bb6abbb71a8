import type { Rejection, Result } from '#lib/kernel';
import { cancelJobs, type Tx } from '#lib/messaging';
import type { Person, RequestState } from '../domain/request/request.ts';
import { LOOK_UP } from './look-up.ts';
import { patronStep } from './patron-step.ts';

/** The borrower ends the request; whoever is at work on it hears so. Rejected once the patron has it. */
export async function cancelRequest(tx: Tx, id: string, by: Person, reason: string): Promise<Result<RequestState, Rejection>> {
  const now = tx.now().toISOString();
  const cancelled = await patronStep(tx, id, { type: 'cancel' }, () => ({ type: 'cancel', by, reason, now }));
  if (cancelled.ok) await cancelJobs(tx, { key: id, kind: LOOK_UP });
  return cancelled;
}
