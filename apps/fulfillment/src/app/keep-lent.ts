import { LentChanged } from '#lib/contracts';
import { isPractice } from '#lib/kernel';
import { emit, json, message, statement, type Tx } from '#lib/messaging';
import { stableId } from '#lib/service';
import type { Attempt } from '../domain/attempt/index.ts';
import { askedOf } from '../domain/lent/advice.ts';
import { lentSide } from '../domain/lent/mirror.ts';
import { titleOf } from './store.ts';

const KEEP =
  statement(`insert into lent (id, tenant, borrower, service, title, status, due_date, sequence, asked_at, updated_at, asked)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10)
  on conflict (id) do update set status = excluded.status, due_date = excluded.due_date, sequence = excluded.sequence, updated_at = excluded.updated_at
  where lent.version = 0 and lent.sequence < excluded.sequence`);

/** The lender has a side of its own, which hears of it (lent/here.ts). */
const isHere = ({ plan }: Attempt): boolean => 'lender' in plan && plan.lender.channel === 'platform';

/**
 * A loan between two members has two sides, each its own row and tenant. Where the lender's system is elsewhere: writes the lender's with the
 * borrower's step, in the same transaction, and tells of it under the lender's name. Its id, subject and correlation lead back to nothing of the borrower's.
 * @param before the attempt before this step
 * @param sequence its version since
 */
export async function keepLent(tx: Tx, before: Attempt | null, after: Attempt, sequence: number): Promise<void> {
  const side = lentSide(after);
  // what is borrowed in a practice copy is lent by nobody: the simulated outside plays the lender
  if (!side || side.lender === tx.tenant || isPractice(tx.tenant) || isHere(after)) return;
  const old = before && lentSide(before);
  if (old && old.status === side.status && old.dueDate === side.dueDate) return;
  const borrower = tx.tenant;
  const id = stableId('lent', after.id);
  const { service, status, dueDate } = side;
  const title = titleOf(after.wanted.citation);
  const asked = json(askedOf(after));
  await tx.asTenant(side.lender, async (own) => {
    const now = own.now().toISOString();
    await own.execute(KEEP, [id, side.lender, borrower, service, title, status, dueDate ?? null, sequence, now, asked]);
    const data = { borrower, service, title, status, ...(dueDate ? { dueDate } : {}) };
    await emit(own, message(LentChanged, data, { subject: id, correlation: id, sequence }));
  });
}
