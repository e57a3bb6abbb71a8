import { err, reject, type Rejection, type Result } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import { stepFault, type PatronStep } from '../domain/page/steps.ts';
import { leading } from '../domain/page/standing.ts';
import type { RequestCommand, RequestState } from '../domain/request/request.ts';
import { findProgress } from './page-store.ts';
import { stepFrom } from './step-request.ts';
import { requests } from './stores.ts';

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
  // first the request, then its page: everybody locks them in this order
  const loaded = await requests.lock(tx, id);
  const progress = await findProgress(tx, id);
  if (!progress) return err(reject('not-found', 'There is no such request.'));
  const fault = stepFault(progress, tx.now(), step);
  if (fault) return err(fault);
  return stepFrom(tx, loaded, [command(leading(progress)?.id ?? '')]);
}
