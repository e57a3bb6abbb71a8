import type { RequestCancelled } from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import type { Sourcing } from './sourcing.ts';
import { requests } from './stores.ts';

/** The borrower ends the request. One that never got here (its citation was still being checked) is none of ours. */
export async function cancelRequest(sourcing: Sourcing, tx: Tx, id: string, { reason }: RequestCancelled): Promise<void> {
  if (!(await requests.find(tx, id))) return;
  unwrap(await sourcing.step(tx, id, (_state, { now }) => ({ type: 'cancel', reason, now })));
}
