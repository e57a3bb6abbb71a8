import type { RequestClosed, RequestFinished, SupplyExhausted } from '#lib/contracts';
import { unwrap } from '#lib/kernel';
import { statement, type Tx } from '#lib/messaging';
import type { TriedSupplier } from '#lib/policy';
import type { SourcingState } from '../domain/request/state.ts';
import type { Sourcing } from './sourcing.ts';

/** What exactly was tried, where the supplier's name does not say it: print or e-book, which open version. */
function whatOf({ decision }: SourcingState): string | undefined {
  const outcome = decision?.outcome;
  if (outcome?.route === 'buy') return outcome.what === 'e-book' ? 'ebook' : outcome.what;
  return outcome?.route === 'deliver' ? outcome.version : undefined;
}

/** Nobody asked could supply it: decided again, without them. */
export async function supplyExhausted(
  sourcing: Sourcing,
  tx: Tx,
  id: string,
  { decisionId, tried }: SupplyExhausted,
): Promise<void> {
  const step = await sourcing.step(tx, id, (state, { now, deadlines }) => {
    const what = whatOf(state);
    const all = tried.map(({ kind, supplier, retryAfter }): TriedSupplier => ({
      kind,
      supplier,
      ...(what && { what }),
      ...(retryAfter && { retryAfter }),
    }));
    return { type: 'exhaust', decisionId, tried: all, now, deadlines };
  });
  unwrap(step);
}

const BORROWED = statement(`insert into exchange (tenant, partner, borrowed, lent) values ($1, $2, 1, 0)
  on conflict (tenant, partner) do update set borrowed = exchange.borrowed + 1`);
const LENT = statement(`insert into exchange (tenant, partner, borrowed, lent) values ($1, $2, 0, 1)
  on conflict (tenant, partner) do update set lent = exchange.lent + 1`);
const MEMBER = statement('select 1 from library where symbol = $1');

/** The patron has it. What was borrowed counts in the balance, on both sides where the lender is a member. */
export async function requestFinished(
  sourcing: Sourcing,
  tx: Tx,
  id: string,
  { kind, supplier }: RequestFinished,
): Promise<void> {
  unwrap(
    await sourcing.step(tx, id, (_state, { now }) => ({
      type: 'supply-ended',
      as: 'supplied',
      reason: `Supplied by ${supplier}.`,
      now,
    })),
  );
  if (kind !== 'borrow') return;
  const borrower = tx.tenant;
  await tx.execute(BORROWED, [borrower, supplier]);
  const [member] = await tx.query(MEMBER, [supplier]);
  if (member) await tx.asTenant(supplier, (theirs) => theirs.execute(LENT, [supplier, borrower]));
}

/** What counted as supplied is not: it is fulfillment's again, which asks on or says that nobody is left. */
export async function requestReopened(sourcing: Sourcing, tx: Tx, id: string): Promise<void> {
  unwrap(await sourcing.step(tx, id, (_state, { now, deadlines }) => ({ type: 'reopen', now, deadlines })));
}

/** Fulfillment is through with it. What had not been supplied by then ends so. */
export async function requestClosed(sourcing: Sourcing, tx: Tx, id: string, { outcome, reason }: RequestClosed): Promise<void> {
  unwrap(
    await sourcing.step(tx, id, (_state, { now }) => ({
      type: 'supply-ended',
      as: outcome === 'filled' ? 'supplied' : 'unsupplied',
      reason,
      now,
    })),
  );
}
