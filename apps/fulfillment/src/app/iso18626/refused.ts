import { statement, type Tx } from '#lib/messaging';
import type { Refused } from '../hear-message.ts';

const KEEP = statement(`insert into iso_refused (id, tenant, at, came_from, partner, kind, error_type, why, size, body)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`);
const DELETE = statement(`delete from iso_refused where id in (
  (select id from iso_refused where at < $1::timestamptz - interval '30 days' order by at limit $2)
  union (select id from iso_refused order by at desc, id offset 1000 limit $2))`);

/** As much of a message as is kept for a person to look at. */
const LONGEST = 16_384;
const clip = (text: string | undefined, longest: number): string | null =>
  // PostgreSQL's text has no place for NUL
  text === undefined ? null : text.slice(0, longest).replaceAll('\0', '\u{FFFD}');

/** Keeps a message that was not taken, for thirty days and as one of the newest thousand: the library's own where it was for one, the consortium's otherwise. */
export async function keepRefused(tx: Tx, refused: Refused, body: string, size: number, from: string | undefined): Promise<void> {
  const { errorType, why, partner, kind } = refused;
  await tx.execute(KEEP, [
    tx.newId(),
    tx.tenant,
    tx.now().toISOString(),
    clip(from, 100),
    clip(partner, 100),
    clip(kind, 100),
    errorType,
    clip(why, 1000),
    size,
    clip(body, LONGEST),
  ]);
}

/** Ends what has been kept long enough. @returns how many */
export const endRefused = (tx: Tx, limit: number): Promise<number> => tx.execute(DELETE, [tx.now().toISOString(), limit]);

/** So many a minute are kept; whoever floods fills no table. */
export class Ration {
  readonly #most: number;
  readonly #within: number;
  #began = 0;
  #taken = 0;
  /** How many got none since the last one that did. */
  missed = 0;

  constructor(most: number, withinMs: number) {
    this.#most = most;
    this.#within = withinMs;
  }

  /** @param now in milliseconds, of a clock that only goes forward */
  take(now: number): boolean {
    if (now - this.#began >= this.#within) [this.#began, this.#taken] = [now, 0];
    if (this.#taken >= this.#most) {
      this.missed += 1;
      return false;
    }
    this.#taken += 1;
    return true;
  }
}
