import type { Envelope } from '#lib/contracts';
import type { Database } from '../store/database.ts';

/** A message that failed so often that it was parked; later messages with its subject wait behind it. */
export interface DeadLetter {
  readonly id: string;
  readonly tenant: string;
  readonly type: string;
  /** The key that waits. */
  readonly subject: string;
  readonly attempts: number;
  readonly error: string;
  readonly parkedAt: Date;
  /** Messages that wait behind it. */
  readonly waiting: number;
  readonly envelope: Envelope;
}

export interface DeadLetterScope {
  /** One library's only; left out: all of them, for operators. */
  readonly tenant?: string | undefined;
}

const PARKED = `h.until = 'infinity' and ($1::text is null or h.tenant = $1)`;

/** Oldest first. */
export const listDeadLetters = (
  database: Database,
  { tenant, limit = 100 }: DeadLetterScope & { limit?: number } = {},
): Promise<DeadLetter[]> =>
  database.asRelay<DeadLetter>(
    `select i.id, i.tenant, i.type, i.key subject, h.attempts, h.error, h.held_at "parkedAt", i.envelope,
       (select count(*)::int from ${database.service}.inbox w where w.key = i.key and w.pos <> i.pos) waiting
     from ${database.service}.hold h join ${database.service}.inbox i on i.pos = h.pos where ${PARKED} order by h.held_at limit $2`,
    [tenant ?? null, limit],
  );

/** Tries a dead message again, with all its attempts; what waits behind it follows. False where there is none (any more). */
export async function replayDeadLetter(database: Database, id: string, { tenant }: DeadLetterScope = {}): Promise<boolean> {
  const rows = await database.asRelay(
    `delete from ${database.service}.hold h using ${database.service}.inbox i where i.pos = h.pos and i.id = $2 and ${PARKED} returning 1`,
    [tenant ?? null, id],
  );
  database.poke('inbox');
  return rows.length > 0;
}

/** Tries all of them again, or those of one type: after the fault behind them was mended. Returns how many. */
export async function replayDeadLetters(
  database: Database,
  { tenant, type }: DeadLetterScope & { type?: string } = {},
): Promise<number> {
  const rows = await database.asRelay(
    `delete from ${database.service}.hold h using ${database.service}.inbox i
     where i.pos = h.pos and ($2::text is null or i.type = $2) and ${PARKED} returning 1`,
    [tenant ?? null, type ?? null],
  );
  database.poke('inbox');
  return rows.length;
}

/** Gives a dead message up for good; what waits behind it goes on. Returns it, to be kept by whoever dropped it. */
export async function dropDeadLetter(
  database: Database,
  id: string,
  { tenant }: DeadLetterScope = {},
): Promise<Envelope | undefined> {
  const [row] = await database.asRelay<{ envelope: Envelope }>(
    `with h as (delete from ${database.service}.hold h using ${database.service}.inbox i where i.pos = h.pos and i.id = $2 and ${PARKED} returning h.pos)
     delete from ${database.service}.inbox i using h where i.pos = h.pos returning i.envelope`,
    [tenant ?? null, id],
  );
  database.poke('inbox');
  return row?.envelope;
}
