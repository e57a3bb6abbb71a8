import { err, isPractice, ok, type Rejection, type Result } from '#lib/kernel';
import { statement, type Tx } from '#lib/messaging';
import { stableId } from '#lib/service';
import type { Month } from '../domain/settling/month.ts';
import { CONSORTIUM } from '../domain/settling/mirror.ts';
import { nettedEntries, paidEntries, type Placed } from '../domain/settling/netting-entries.ts';
import { nettingDecider, type NettingState, type Paid } from '../domain/settling/netting-run.ts';
import type { Position } from '../domain/settling/netting.ts';
import { closeUpTo } from './close-month.ts';
import { postAndTell } from './post-entries.ts';
import { inDays, nettings, openBooks, postedThrough } from './stores.ts';

const PARTICIPANTS = statement('select symbol from participant order by symbol');
// by who stands at the other side: what one has no books for stands in the other's only
const BALANCES =
  statement(`select coalesce(e.counterparty, e.payee) as other, e.counterparty is not null as "inBooks", sum(p.minor)::bigint as minor
  from posting p join entry e on e.id = p.entry_id
  where p.account = 'settlement:consortium' and p.currency = $1 and e.at <= $2::timestamptz
  group by 1, 2 having sum(p.minor) <> 0`);

/** One netting for each month and currency; one that was withdrawn makes way for the next. */
async function idFor(tx: Tx, month: Month, currency: string): Promise<string> {
  for (let nth = 1; ; nth += 1) {
    const id = stableId('netting', month, currency, String(nth));
    if ((await nettings.find(tx, id))?.state.status !== 'withdrawn') return id;
  }
}

const balancesOf = (tx: Tx, currency: string, through: string) =>
  tx.query<{ other: string; inBooks: boolean; minor: number }>(BALANCES, [currency, through]);

/**
 * Closes the month for everybody who takes part, and says what each owes (positive) or gets at one and the same moment; who has no books here
 * too. Some may have closed the month before, and have had a correction since: it is owed, so it is netted.
 */
async function positionsAt(tx: Tx, month: Month, currency: string, through: string): Promise<Result<Position[], Rejection>> {
  const rows = await tx.query<{ symbol: string }>(PARTICIPANTS);
  const members = rows.map(({ symbol }) => symbol).filter((symbol) => !isPractice(symbol));
  const owed = new Map<string, number>();
  const add = (library: string, minor: number): unknown => owed.set(library, (owed.get(library) ?? 0) + minor);
  for (const member of members) {
    const worked = await tx.asTenant(member, async (own): Promise<Result<null, Rejection>> => {
      const closed = await closeUpTo(own, month);
      if (!closed.ok) return closed;
      add(member, 0);
      for (const { other, inBooks, minor } of await balancesOf(own, currency, through)) {
        add(member, -minor);
        if (!inBooks || !members.includes(other)) add(inBooks ? other : `${other} (no books here)`, minor);
      }
      return ok(null);
    });
    if (!worked.ok) return err({ ...worked.error, message: `${member}: ${worked.error.message}` });
  }
  return ok([...owed].map(([library, minor]) => ({ library, owes: minor })));
}

/** Draws up a month's netting in one currency: closes the month for all, and says who transfers what to whom. By an operator; approved by another. */
export async function drawUpNetting(
  tx: Tx,
  month: Month,
  currency: string,
  by: string,
  reminderDays: number,
): Promise<Result<NettingState & { readonly id: string }, Rejection>> {
  await openBooks(tx);
  const through = postedThrough(tx);
  const positions = await positionsAt(tx, month, currency, through);
  if (!positions.ok) return positions;
  const remindAt = inDays(tx, reminderDays);
  const draw = { type: 'draw-up', month, currency, through, positions: positions.value, by, remindAt } as const;
  const stepped = await nettings.step(tx, await idFor(tx, month, currency), (state) => nettingDecider.decide(state, draw));
  return stepped.ok ? ok({ id: stepped.value.id, ...stepped.value.state }) : stepped;
}

/** A second person approves it: in everybody's books what is owed becomes what is to be transferred. */
export async function approveNetting(
  tx: Tx,
  id: string,
  by: string,
  reminderDays: number,
): Promise<Result<NettingState, Rejection>> {
  await openBooks(tx);
  const remindAt = inDays(tx, reminderDays);
  const stepped = await nettings.step(tx, id, (state) => nettingDecider.decide(state, { type: 'approve', by, remindAt }));
  if (!stepped.ok) return stepped;
  const { month, transfers } = stepped.value.state;
  await place(
    tx,
    id,
    transfers.flatMap((transfer, nth) => nettedEntries(month!, transfer, nth, () => tx.newId())),
  );
  return ok(stepped.value.state);
}

/** A transfer was paid, as somebody has seen on the account. */
export async function payTransfer(tx: Tx, id: string, nth: number, paid: Paid): Promise<Result<NettingState, Rejection>> {
  await openBooks(tx);
  const stepped = await nettings.step(tx, id, (state) => nettingDecider.decide(state, { type: 'paid', nth, ...paid }));
  if (!stepped.ok) return stepped;
  const { state, events } = stepped.value;
  if (events.length)
    await place(
      tx,
      id,
      paidEntries(state.transfers[nth]!, nth, () => tx.newId()),
    );
  return ok(state);
}

/** What was drawn up is not right: it is drawn up again later. */
export async function withdrawNetting(tx: Tx, id: string, by: string, reason: string): Promise<Result<NettingState, Rejection>> {
  const stepped = await nettings.step(tx, id, (state) => nettingDecider.decide(state, { type: 'withdraw', by, reason }));
  return stepped.ok ? ok(stepped.value.state) : stepped;
}

/** Posts each entry in the books it belongs to; who has none here has none. */
async function place(tx: Tx, cause: string, placed: readonly Placed[]): Promise<void> {
  const members = new Set((await tx.query<{ symbol: string }>(PARTICIPANTS)).map(({ symbol }) => symbol));
  const byLibrary = Map.groupBy(
    placed.filter(({ library }) => members.has(library)),
    ({ library }) => library,
  );
  for (const [library, own] of byLibrary) {
    const entries = own.map(({ entry }) => entry);
    const post = (books: Tx): Promise<void> => postAndTell(books, cause, entries);
    await (library === CONSORTIUM ? post(tx) : tx.asTenant(library, post));
  }
}
