import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';
import type { Loaded, Tx } from '#lib/messaging';
import { leading } from '../domain/page/standing.ts';
import { stepFault, type PatronStep } from '../domain/page/steps.ts';
import type { RequestCommand, RequestState } from '../domain/request/request.ts';
import { findProgress } from './page-store.ts';
import { stepFrom } from './step-request.ts';
import { requests } from './stores.ts';

/** The request, locked, and the supply attempt that is under way, where its page offers this step. */
export async function offeredStep(
  tx: Tx,
  id: string,
  step: PatronStep,
): Promise<Result<{ readonly loaded: Loaded<RequestState>; readonly attempt: string }, Rejection>> {
  // first the request, then its page: everybody locks them in this order
  const loaded = await requests.lock(tx, id);
  const progress = await findProgress(tx, id);
  if (!progress) return err(reject('not-found', 'There is no such request.'));
  const fault = stepFault(progress, tx.now(), step);
  return fault ? err(fault) : ok({ loaded, attempt: leading(progress)?.id ?? '' });
}

/**
 * A step that depends on how the request is being supplied, which its page knows: taken only where the page offers it.
 * @param command what the request is told, given the supply attempt that the step is about
 */
export async function patronStep(
  tx: Tx,
  id: string,
  step: PatronStep,
  command: (attempt: string) => RequestCommand,
): Promise<Result<RequestState, Rejection>> {
  const offered = await offeredStep(tx, id, step);
  return offered.ok ? stepFrom(tx, offered.value.loaded, [command(offered.value.attempt)]) : offered;
}
