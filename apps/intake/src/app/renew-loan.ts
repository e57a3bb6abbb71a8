import type { Rejection, Result } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import type { Person, RequestState } from '../domain/request/request.ts';
import { patronStep } from './patron-step.ts';

/** The patron wants to keep it longer; fulfillment asks its lender. Rejected where it is not out on loan, or cannot be renewed. */
export const renewLoan = (tx: Tx, id: string, by: Person): Promise<Result<RequestState, Rejection>> =>
  patronStep(tx, id, { type: 'renew' }, (attempt) => ({ type: 'renew', by, attempt, now: tx.now().toISOString() }));
