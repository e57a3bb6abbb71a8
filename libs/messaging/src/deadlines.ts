import { identifier } from './schema/names.ts';
import type { Database } from './store/database.ts';
import { statement, type Statement } from './store/statement.ts';
import type { Tx } from './store/tx.ts';
import { describe, type Log, type MessagingObserver } from './observe/observer.ts';
import { pause, untilStopped } from './transport/session.ts';

/** What is to happen once an aggregate's deadline has passed. */
export interface DeadlineRunner {
  /** The aggregate is locked and still at that version. It has to move or clear `deadline_at`. */
  onDeadline(tx: Tx, id: string, version: number): Promise<void>;
}

export interface SweeperOptions {
  readonly database: Database;
  readonly runners: ReadonlyMap<string, DeadlineRunner>;
  readonly log: Log;
  readonly observer: MessagingObserver;
  readonly pollMs?: number;
  /** Aggregates worked on at once. */
  readonly concurrency?: number;
}

interface Due {
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
}

const BATCH = 100;
const FORGET_MS = 3_600_000;
const rest = (failures: number): number => Math.min(600_000, 1000 * 4 ** (failures - 1));

const statementsFor = (service: string, table: string): Record<'due' | 'lock' | 'still', Statement> => {
  const still = `select 1 from ${identifier(table)} where id = $1 and version = $2 and deadline_at <= $3`;
  return {
    // the tenants' first ones first: one library's thousand do not keep the others waiting
    due: statement(`select id, tenant, version from (
      select id, tenant, version, deadline_at, row_number() over (partition by tenant order by deadline_at) n
      from ${service}.${table} where deadline_at <= $1 and id <> all($2::uuid[])) due order by n, deadline_at limit $3`),
    lock: statement(`${still} for no key update skip locked`),
    still: statement(still),
  };
};

/**
 * Sends the deadline's command for each aggregate whose `deadline_at`, in domain time, has passed: each in a transaction of its own
 * tenant, version-checked, so that several replicas may sweep at once and what was done in time is left alone.
 */
export class Sweeper {
  readonly #options: SweeperOptions;
  readonly #statements: ReadonlyMap<string, ReturnType<typeof statementsFor>>;
  // id → when it may be tried again, in real time
  readonly #failing = new Map<string, { failures: number; until: number }>();

  constructor(options: SweeperOptions) {
    this.#options = options;
    const { service } = options.database;
    this.#statements = new Map([...options.runners.keys()].map((table) => [table, statementsFor(service, table)]));
  }

  async work(signal: AbortSignal): Promise<void> {
    const { database, runners, log, pollMs = 1000 } = this.#options;
    if (!runners.size) return;
    await untilStopped(`deadlines ${database.service}`, signal, log, async () => {
      let met = 0;
      for (const table of runners.keys()) if (!signal.aborted) met += await this.sweep(table, signal);
      if (!met) await pause(pollMs, signal);
    });
  }

  /** One round over one table; returns how many deadlines were met. */
  async sweep(table: string, signal: AbortSignal): Promise<number> {
    const { database, concurrency = 4 } = this.#options;
    const due = await database.asRelay<Due>(this.#statements.get(table)!.due, [database.clock.now(), this.#resting(), BATCH]);
    const queue = due.values();
    let met = 0;
    const take = async (): Promise<void> => {
      for (const one of queue) {
        if (signal.aborted) return;
        if (await this.#meet(table, one)) met += 1;
      }
    };
    await Promise.all(Array.from({ length: concurrency }, take));
    return met;
  }

  #resting(): string[] {
    const now = Date.now();
    // long past: it was met by another replica, or the aggregate moved on
    for (const [id, { until }] of this.#failing) if (until < now - FORGET_MS) this.#failing.delete(id);
    return [...this.#failing].filter(([, { until }]) => until > now).map(([id]) => id);
  }

  async #meet(table: string, { id, tenant, version }: Due): Promise<boolean> {
    const { database, observer, log, runners } = this.#options;
    const { lock, still } = this.#statements.get(table)!;
    const report = (outcome: 'met' | 'moved on' | 'failed'): void => observer.deadline?.(database.service, table, outcome);
    try {
      const met = await database.transaction({ tenant, actor: 'system' }, async (tx) => {
        const due = [id, version, tx.now()];
        if (!(await tx.query(lock, due)).length) return false;
        await runners.get(table)!.onDeadline(tx, id, version);
        if ((await tx.query(still, due)).length) throw new Error('onDeadline neither moved nor cleared the deadline');
        return true;
      });
      this.#failing.delete(id);
      report(met ? 'met' : 'moved on');
      return met;
    } catch (error) {
      const failures = (this.#failing.get(id)?.failures ?? 0) + 1;
      this.#failing.set(id, { failures, until: Date.now() + rest(failures) });
      log.error(`deadline of ${table} ${id} (${tenant}), failure ${failures}: ${describe(error)}`, (error as Error).stack);
      report('failed');
      return false;
    }
  }
}
