import type { Envelope } from '#lib/contracts';
import { isConflict, withRetries } from '../store/conflict.ts';
import { isConnectionLost } from '../store/connection.ts';
import type { Database } from '../store/database.ts';
import { statement } from '../store/statement.ts';
import { OpenTx, type Tx, type Unit } from '../store/tx.ts';
import { describe, type Log, type MessagingObserver } from '../observe/observer.ts';
import type { Bell } from '../transport/wake.ts';
import { untilStopped } from '../transport/session.ts';

/** Does what a message asks for, in the transaction given. It may run again. */
export type Handle = (envelope: Envelope, tx: Tx) => Promise<void>;

interface Received {
  readonly pos: number;
  readonly id: string;
  readonly key: string;
  readonly tenant: string;
  readonly type: string;
  readonly envelope: Envelope;
  readonly attempts: number;
}

export interface RunnerOptions {
  readonly database: Database;
  readonly handle: Handle;
  readonly log: Log;
  readonly observer: MessagingObserver;
  /** Messages that share a commit. */
  readonly batch: number;
  /** How often a message is tried before it is parked. */
  readonly attempts: number;
  /** How long a batch's handlers may take together, in milliseconds. */
  readonly timeLimitMs: number;
}

class Taken extends Error {}

const MARK = statement('delete from inbox where pos = any($1)');
const UNHOLD = statement('delete from hold where pos = any($1)');
const POLL_MS = 1000;

/** How long a message rests after its nth failure, in milliseconds: 0.1, 0.4, 1.6, 6.4, 25.6 s, then a minute. */
export const backoff = (failures: number): number => Math.min(60_000, 100 * 4 ** (failures - 1));

/**
 * Inbox → handler. A worker owns some parts and takes their messages in order of position. Deleting the inbox row is mark and claim: a
 * message runs only in the transaction that deletes it, so of two workers on one message the second waits and then finds it gone. That,
 * not the lease, keeps "once" and "in order".
 */
export class Runner {
  readonly #options: RunnerOptions;
  readonly #fetch;
  readonly #hold;

  constructor(options: RunnerOptions) {
    this.#options = options;
    const s = options.database.service;
    this.#fetch = statement(`select i.pos, i.id, i.key, i.tenant, i.type, i.envelope, coalesce(h.attempts, 0) attempts
      from ${s}.inbox i left join ${s}.hold h on h.pos = i.pos
      where part = any($1) and not exists (select from ${s}.hold w join ${s}.inbox x on x.pos = w.pos where w.key = i.key and w.until > now())
      order by i.pos limit $2`);
    this.#hold = statement(`insert into ${s}.hold (key, pos, tenant, attempts, until, error)
      select key, pos, tenant, $2, case when $3 then 'infinity' else now() + $4 * interval '1 ms' end, $5 from ${s}.inbox where pos = $1 for update
      on conflict (key) do update set pos = excluded.pos, attempts = excluded.attempts, until = excluded.until, error = excluded.error, held_at = now()`);
  }

  /** One worker, until told to stop. @param parts the parts it looks after at the moment */
  work(parts: () => readonly number[], bell: Bell, signal: AbortSignal): Promise<void> {
    const { database, log, batch } = this.#options;
    return untilStopped(`inbox ${database.service}`, signal, log, async () => {
      const mine = parts();
      const rows = mine.length ? await database.asRelay<Received>(this.#fetch, [mine, batch]) : [];
      if (rows.length) await this.#run(rows, bell);
      if (rows.length < batch && !signal.aborted) await bell.wait(POLL_MS);
    });
  }

  async #run(rows: readonly Received[], bell: Bell): Promise<void> {
    if (rows.length > 1)
      try {
        return await this.#together(rows);
      } catch (error) {
        if (isConnectionLost(error)) throw error;
      }
    // the batch failed: each message alone, and where one fails its key waits
    const stuck = new Set<string>();
    for (const row of rows) {
      if (stuck.has(row.key)) continue;
      try {
        await withRetries(3, () => this.#together([row]));
      } catch (error) {
        if (isConnectionLost(error)) throw error;
        stuck.add(row.key);
        if (!(error instanceof Taken)) await this.#failed(row, error, bell);
      }
    }
  }

  // Handlers run strictly one after another: the tenant belongs to the connection, not to a call. Tenant by tenant, so that tenant and
  // marks are set once for each; messages of one key have one tenant and keep their order.
  async #together(rows: readonly Received[]): Promise<void> {
    const { database, observer } = this.#options;
    const began = performance.now();
    await database.unit(async (unit) => {
      const limit = timeLimit(this.#options.timeLimitMs);
      try {
        for (const group of Map.groupBy(rows, (row) => row.tenant).values()) await this.#ofOneTenant(unit, group, limit.reached);
      } finally {
        limit.clear();
      }
    });
    observer.handled?.(
      database.service,
      rows.map((row) => row.type),
      performance.now() - began,
    );
  }

  // begin, tenant and marks are on their way before the first handler starts: they share a write and a round trip with its first query
  async #ofOneTenant(unit: Unit, rows: readonly Received[], limit: Promise<never>): Promise<void> {
    unit.enter(rows[0]!.tenant);
    const held = rows.filter((row) => row.attempts > 0);
    if (held.length) void unit.send(UNHOLD, [held.map((row) => row.pos)]);
    const mark = unit.send(MARK, [rows.map((row) => row.pos)]);
    for (const { id, tenant, envelope } of rows) {
      const tx = new OpenTx(unit, { tenant, cause: id, correlation: envelope.correlation });
      try {
        await Promise.race([this.#options.handle(envelope, tx), limit]);
      } catch (error) {
        tx.revoke('its handler failed');
        throw error;
      }
      tx.close();
    }
    unit.flush();
    if ((await mark).rowCount !== rows.length) throw new Taken('another worker has it');
  }

  async #failed(row: Received, error: unknown, bell: Bell): Promise<void> {
    const { database, observer, log } = this.#options;
    const failures = row.attempts + 1;
    const parked = failures >= this.#options.attempts;
    const rest = backoff(failures);
    await database.asRelay(this.#hold, [row.pos, failures, parked, rest, describe(error)]);
    const what = `${row.type} ${row.id} of ${row.tenant} (subject ${row.key})`;
    if (parked)
      log.error(`${what} is parked after ${failures} attempts, its subject waits: ${describe(error)}`, (error as Error).stack);
    else log.warn(`${what} failed (attempt ${failures}${isConflict(error) ? ', conflict' : ''}): ${describe(error)}`);
    observer.failed?.(database.service, row.type, parked);
    if (!parked) setTimeout(() => bell.ring(), rest + 5).unref();
  }
}

function timeLimit(milliseconds: number): { reached: Promise<never>; clear: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const reached = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`handlers took longer than ${milliseconds} ms`)), milliseconds);
  });
  reached.catch(() => undefined);
  return { reached, clear: () => clearTimeout(timer) };
}
