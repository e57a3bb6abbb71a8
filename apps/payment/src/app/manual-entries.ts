import { err, fold, reject, type Rejection, type Result } from '#lib/kernel';
import { statement, type Loaded, type Tx } from '#lib/messaging';
import { manualDecider, type ManualCommand, type ManualLine, type ManualState } from '../domain/manual/manual-entry.ts';
import { limitDecider, USUAL_LIMIT, type Allowance } from '../domain/manual/manual-limit.ts';
import { givesBack, postedAloneBy, WINDOW_DAYS, type PastEntry } from '../domain/manual/posted-alone.ts';
import { entryPosted } from './effects.ts';
import { postEntries } from './post-entries.ts';
import { inDays, manualEntries, manualLimitId, manualLimits, openBooks } from './stores.ts';

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

const PAST = statement(`select id, state, created_at, updated_at from manual_entry
  where tenant = $1 and status in ('posted', 'reversal-proposed', 'reversed') and greatest(created_at, updated_at) > $2::timestamptz
    and $3 in (state ->> 'by', state -> 'reversal' ->> 'by')`);

/** What a person may post alone now: nobody else posts meanwhile, as the books are open to this transaction alone. */
async function allowance(tx: Tx, by: string, currency: string | undefined, takesBack?: string): Promise<Allowance> {
  const limit = await manualLimit(tx);
  if (!currency) return { limit, already: 0 };
  const rows = await tx.query<{ id: string; state: ManualState; created_at: Date; updated_at: Date }>(PAST, [
    tx.tenant,
    inDays(tx, -WINDOW_DAYS),
    by,
  ]);
  const past = rows.map(({ id, state, created_at: writtenAt, updated_at: steppedAt }): PastEntry => ({
    id,
    state,
    writtenAt,
    steppedAt,
  }));
  const back = past.find(({ id }) => id === takesBack);
  return { limit, already: back && givesBack(back, by, tx.now()) ? 0 : postedAloneBy(past, by, currency, tx.now()) };
}

/** Proposes an entry, or posts it where it is, with what its writer posted alone lately, within the limit. */
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
    ...(await allowance(tx, by, written.lines[0]?.amount.currency)),
    entryId: tx.newId(),
  });
}

type Step = { readonly type: 'approve' } | { readonly type: 'refuse' | 'reverse'; readonly reason: string };

/** Another person approves or refuses it; or it is to be taken back, which needs a second person as it did. */
export async function stepManual(tx: Tx, id: string, by: string, step: Step): Promise<Result<ManualState, Rejection>> {
  await openBooks(tx);
  const found = await manualEntries.find(tx, id);
  if (!found) return err(reject('not-found', `There is no entry by hand ${id} at this library.`));
  const allowed = step.type === 'reverse' ? await allowance(tx, by, found.state.lines?.[0]?.amount.currency, id) : {};
  const command = { ...step, by, entryId: tx.newId(), ...allowed } as ManualCommand;
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
