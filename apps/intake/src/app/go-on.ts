import type { Rejection, Result } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import type { RequestState } from '../domain/request/request.ts';
import { findDuplicate } from './find-duplicate.ts';
import { stepFrom } from './step-request.ts';
import { requests } from './stores.ts';

/** Staff let a request that waits for them go on as it is: what is missing is for sourcing and the patron to say. */
export async function goOn(tx: Tx, id: string): Promise<Result<RequestState, Rejection>> {
  const loaded = await requests.load(tx, id);
  const { state } = loaded;
  const duplicateOf = state.citation && (await findDuplicate(tx, id, state, state.citation));
  const now = tx.now().toISOString();
  return stepFrom(tx, loaded, [{ type: 'go-on', by: 'staff', ...(duplicateOf && { duplicateOf }), now }]);
}
