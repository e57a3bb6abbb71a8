import { err, ok, type Rejection, type Result } from '#lib/kernel';
import { statement, type Tx } from '#lib/messaging';
import { mayClose, monthOf, monthsToClose, type Closed, type Month } from '../domain/settling/month.ts';
import { openBooks, postedThrough } from './stores.ts';

const LAST = statement('select month, through from closed_month order by through desc limit 1');
const FIRST = statement('select min(at) as at from entry');
const CLOSE = statement(
  'insert into closed_month (tenant, month, through, closed_at, actor) values ($1, $2, $3, $4, $5) on conflict (tenant, month) do nothing',
);

/** The last month that the transaction's library has closed. */
export async function lastClosed(tx: Tx): Promise<Closed | undefined> {
  const [row] = await tx.query<{ month: string; through: Date }>(LAST);
  return row && { month: row.month, through: row.through.toISOString() };
}

/**
 * Closes a month for the transaction's library, for good: what is posted from now on counts for a later one. Its statement is then what it is.
 * A library without entries begins with any month.
 */
export async function closeMonth(tx: Tx, month: Month): Promise<Result<Closed, Rejection>> {
  await openBooks(tx);
  const last = await lastClosed(tx);
  const [first] = await tx.query<{ at: Date | null }>(FIRST);
  const may = mayClose(month, last, first?.at ? monthOf(first.at) : undefined, tx.now());
  if (!may.ok) return err(may.error);
  const through = postedThrough(tx);
  await tx.execute(CLOSE, [tx.tenant, month, through, tx.now().toISOString(), tx.actor ?? null]);
  return ok({ month, through });
}

/** Closes it, and every month before it that is still open; nothing where it is closed, or the books began later. */
export async function closeUpTo(tx: Tx, month: Month): Promise<Result<null, Rejection>> {
  const closed = await lastClosed(tx);
  const [first] = await tx.query<{ at: Date | null }>(FIRST);
  for (const due of monthsToClose(month, closed, first?.at ? monthOf(first.at) : undefined)) {
    const done = await closeMonth(tx, due);
    if (!done.ok) return done;
  }
  return ok(null);
}
