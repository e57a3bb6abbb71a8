import { ok, type Rejection, type Result } from '#lib/kernel';
import { cancelJobs, statement, type Tx } from '#lib/messaging';
import type { Person, RequestState } from '../domain/request/request.ts';
import { LOOK_UP } from './look-up.ts';
import { patronStep } from './patron-step.ts';
import { requests } from './stores.ts';

/** The borrower ends the request; whoever is at work on it hears so. Rejected once the patron has it. */
export async function cancelRequest(tx: Tx, id: string, by: Person, reason: string): Promise<Result<RequestState, Rejection>> {
  const now = tx.now().toISOString();
  const cancelled = await patronStep(tx, id, { type: 'cancel' }, () => ({ type: 'cancel', by, reason, now }));
  if (cancelled.ok) await cancelJobs(tx, { key: id, kind: LOOK_UP });
  return cancelled;
}

const TOGETHER = statement(`select other.id from request_view me join request_view other on other.set_id = me.set_id
  where me.id = $1 and other.id <> me.id order by other.set_number`);

/**
 * Ends a request with all that was asked for together with it. What has come to its end already, or is with the patron, stays so; rejected
 * where nothing is left to cancel.
 */
export async function cancelSet(tx: Tx, id: string, by: Person, reason: string): Promise<Result<RequestState, Rejection>> {
  const first = await cancelRequest(tx, id, by, reason);
  let cancelled = first.ok;
  for (const other of await tx.query<{ id: string }>(TOGETHER, [id]))
    cancelled = (await cancelRequest(tx, other.id, by, reason)).ok || cancelled;
  return cancelled && !first.ok ? ok((await requests.load(tx, id)).state) : first;
}
