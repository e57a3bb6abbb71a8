import type { Envelope } from '#lib/contracts';
import { isConflict, withRetries } from '../store/conflict.ts';
import { isConnectionLost } from '../store/connection.ts';
import type { Database } from '../store/database.ts';
import { statement } from '../store/statement.ts';
import { OpenTx, type Tx, type Unit } from '../store/tx.ts';
import { describe, type Log, type MessagingObserver } from '../observe/observer.ts';
import type { Bell } from '../transport/wake.ts';
import { Pace } from '../transport/pace.ts';
import { pause, untilStopped } from '../transport/session.ts';

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
  /** The library whose aggregate the message's subject is here; null where there is none yet. */
  readonly keeper: string | null;
}

export interface RunnerOptions {
  readonly database: Database;
  readonly handle: Handle;
  readonly log: Log;
  readonly observer: MessagingObserver;
  /** Messages that share a commit at most. */
  readonly batch: number;
  /** How often a message is tried before it is parked. */
  readonly attempts: number;
  /** How long a batch's handlers may take together, in milliseconds. */
  readonly timeLimitMs: number;
}

class Taken extends Error {}
/** A message that no retry will make right. */
class Refused extends Error {}

const MARK = statement('delete from inbox where pos = any($1)');
const UNHOLD = statement('delete from hold where pos = any($1)');
const POLL_MS = 1000;

/** How long a batch should take, in milliseconds: who comes while it is handled waits that long for the next. */
const BATCH_MS = 300;
/** Fewer than these never share a commit while more wait: looking for them and flushing would cost more than handling them. */
const LEAST = 8;

/**
 * How many messages to take next, after so many took so long: handlers that decide take a hundred times as long as those that copy.
 * Never more than twice as many as before, so that one cheap batch says little.
 */
export const paced = (before: number, handled: number, milliseconds: number, most: number): number =>
  Math.min(most, Math.max(LEAST, Math.min(before * 2, Math.floor((BATCH_MS * handled) / Math.max(milliseconds, 1)))));

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
  readonly #fetchFairly;
  readonly #hold;

  constructor(options: RunnerOptions) {
    this.#options = options;
    const s = options.database.service;
    const columns = `i.pos, i.id, i.key, i.tenant, i.type, i.envelope, coalesce(h.attempts, 0) attempts,
      (select e.tenant from ${s}.event e where e.aggregate = i.key and e.version = 1) keeper`;
    const free = `not exists (select from ${s}.hold w join ${s}.inbox x on x.pos = w.pos where w.key = i.key and w.until > now())`;
    this.#fetch = statement(`select ${columns} from ${s}.inbox i left join ${s}.hold h on h.pos = i.pos
      where part = any($1) and ${free} order by i.pos limit $2`);
    // each library's first ones (found by skipping through the index), then everybody's firsts before anybody's seconds
    this.#fetchFairly = statement(`with recursive tenants(tenant) as (
        (select tenant from ${s}.inbox order by tenant limit 1)
        union all select (select tenant from ${s}.inbox where tenant > t.tenant order by tenant limit 1) from tenants t where t.tenant is not null),
      firsts as materialized (select f.pos, f.n from tenants t cross join lateral (
        select i.pos, row_number() over (order by i.pos) n from ${s}.inbox i where i.tenant = t.tenant and i.part = any($1) and ${free}
        order by i.pos limit $3) f order by f.n, f.pos limit $2)
      select ${columns} from firsts join ${s}.inbox i using (pos) left join ${s}.hold h on h.pos = i.pos order by firsts.n, i.pos`);
    this.#hold = statement(`insert into ${s}.hold (key, pos, tenant, attempts, until, error)
      select key, pos, tenant, $2, case when $3 then 'infinity' else now() + $4 * interval '1 ms' end, $5 from ${s}.inbox where pos = $1 for update
      on conflict (key) do update set pos = excluded.pos, attempts = excluded.attempts, until = excluded.until, error = excluded.error, held_at = now()`);
  }

  /** One worker, until told to stop. @param parts the parts it looks after at the moment */
  work(parts: () => readonly number[], bell: Bell, signal: AbortSignal): Promise<void> {
    const { database, log } = this.#options;
    const turn = this.turns();
    const pace = new Pace();
    let size = this.#options.batch;
    return untilStopped(`inbox ${database.service}`, signal, log, async () => {
      const { rows, more } = await turn(parts(), size);
      if (rows.length) {
        const began = performance.now();
        await this.#run(rows, bell);
        size = paced(size, rows.length, performance.now() - began, this.#options.batch);
      }
      if (more || signal.aborted) return;
      if (rows.length) await pause(pace.rest(), signal);
      await bell.wait(POLL_MS);
    });
  }

  /**
   * What a worker takes next from its parts. As long as nothing queues, messages come in order of position; where a batch comes back
   * full, the next ones are taken library by library, so that one library's thousands do not stand before another's one. A key's order
   * is kept either way: its messages are of one library.
   */
  turns(): (parts: readonly number[], batch?: number) => Promise<{ rows: Received[]; more: boolean }> {
    const { database, batch: most } = this.#options;
    // how many of each library a batch takes; undefined while nothing queues
    let share: number | undefined;
    return async (parts, batch = most) => {
      const rows = !parts.length
        ? []
        : share === undefined
          ? await database.asRelay<Received>(this.#fetch, [parts, batch])
          : await database.asRelay<Received>(this.#fetchFairly, [parts, batch, share]);
      const groups = Map.groupBy(rows, (row) => row.tenant);
      const more = rows.length === batch || [...groups.values()].some((group) => group.length === share);
      // as many of each as fill a batch: those with fewer leave room, and the next one is shared anew
      share = more ? Math.ceil(batch / groups.size) : undefined;
      return { rows, more };
    };
  }

  async #run(taken: readonly Received[], bell: Bell): Promise<void> {
    const rows = await this.#fitting(taken, bell);
    if (!rows.length) return;
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

  /** Without those whose library cannot be right: they are parked at once, and what follows them with their subject waits. */
  async #fitting(rows: readonly Received[], bell: Bell): Promise<readonly Received[]> {
    const refused = rows.filter((row) => refusal(row) !== undefined);
    if (!refused.length) return rows;
    for (const row of refused) await this.#failed(row, new Refused(refusal(row)), bell);
    const waiting = new Map(refused.toReversed().map((row) => [row.key, row.pos]));
    return rows.filter((row) => row.pos < (waiting.get(row.key) ?? Infinity));
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
    const parked = error instanceof Refused || failures >= this.#options.attempts;
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

/** Why a message is not taken at all. Row-level security alone would let it pass for news of something unknown. */
function refusal({ key, tenant, keeper, envelope }: Received): string | undefined {
  if (envelope.tenant !== tenant || envelope.subject !== key)
    return `the envelope names ${envelope.tenant} and ${envelope.subject}, what it came in ${tenant} and ${key}`;
  if (keeper !== null && keeper !== tenant) return `its subject is ${keeper}'s, and the message ${tenant}'s`;
  return undefined;
}

function timeLimit(milliseconds: number): { reached: Promise<never>; clear: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const reached = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`handlers took longer than ${milliseconds} ms`)), milliseconds);
  });
  reached.catch(() => undefined);
  return { reached, clear: () => clearTimeout(timer) };
}
