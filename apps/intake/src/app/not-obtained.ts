import type { NotObtainedReason } from '#lib/contracts';
import type { Rejection, Result } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import type { Person, RequestState } from '../domain/request/request.ts';
import { patronStep } from './patron-step.ts';

/**
 * The patron cannot get at what they were told is there; fulfillment has it supplied otherwise. Rejected where nothing is there, or the
 * reason does not go with how it was supplied.
 */
export const notObtained = (
  tx: Tx,
  id: string,
  by: Person,
  { reason, note }: { readonly reason: NotObtainedReason; readonly note?: string | undefined },
): Promise<Result<RequestState, Rejection>> =>
  patronStep(tx, id, { type: 'not-obtained', reason }, (attempt) => ({
    type: 'not-obtained',
    by,
    attempt,
    reason,
    ...(note && { note }),
    now: tx.now().toISOString(),
  }));
