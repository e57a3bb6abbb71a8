import { err, fold, reject, type Rejection, type Result } from '#lib/kernel';
import type { Loaded, Tx } from '#lib/messaging';
import {
  manualDecider,
  USUAL_LIMIT,
  type ManualCommand,
  type ManualLine,
  type ManualState,
} from '../domain/manual/manual-entry.ts';
import { limitDecider } from '../domain/manual/manual-limit.ts';
import { entryPosted } from './effects.ts';
import { postEntries } from './post-entries.ts';
import { manualEntries, manualLimitId, manualLimits, openBooks } from './stores.ts';

export interface Written {
  readonly lines: readonly ManualLine[];
  readonly reason: string;
  readonly requestId?: string | undefined;
}

/** Up to what one person posts alone at the transaction's library, in whole units of any currency. */
export const manualLimit = async (tx: Tx): Promise<number> =>
  (await manualLimits.find(tx, manualLimitId(tx.tenant)))?.state.limit ?? USUAL_LIMIT;

export const setManualLimit = (tx: Tx, limit: number): Promise<Result<unknown, Rejection>> =>
  manualLimits.step(tx, manualLimitId(tx.tenant), (state) => limitDecider.decide(state, { type: 'set-limit', limit }));

/** Proposes an entry, or posts it where it is within the limit. */
export async function proposeEntry(
  tx: Tx,
  id: string,
  by: string,
  { requestId, ...written }: Written,
): Promise<Result<ManualState, Rejection>> {
  await openBooks(tx);
  const said = { ...written, ...(requestId ? { requestId } : {}) };
  return stepped(tx, await manualEntries.load(tx, id), {
    type: 'propose',
    ...said,
    by,
    limit: await manualLimit(tx),
    entryId: tx.newId(),
  });
}

type Step = { readonly type: 'approve' } | { readonly type: 'refuse' | 'reverse'; readonly reason: string };

/** Another person approves or refuses it; or it is to be taken back, which needs a second person as it did. */
export async function stepManual(tx: Tx, id: string, by: string, step: Step): Promise<Result<ManualState, Rejection>> {
  await openBooks(tx);
  const found = await manualEntries.find(tx, id);
  if (!found) return err(reject('not-found', `There is no entry by hand ${id} at this library.`));
  const command = { ...step, by, entryId: tx.newId(), limit: await manualLimit(tx) } as ManualCommand;
  return stepped(tx, found, command);
}

async function stepped(tx: Tx, before: Loaded<ManualState>, command: ManualCommand): Promise<Result<ManualState, Rejection>> {
  const decided = manualDecider.decide(before.state, command);
  if (!decided.ok) return decided;
  const entries = decided.value.flatMap((event) => ('entry' in event ? [event.entry] : []));
  await postEntries(tx, before.id, entries);
  await manualEntries.save(tx, before, decided.value, entries.map(entryPosted));
  return { ok: true, value: fold(manualDecider, decided.value, before.state) };
}
