import type { Database } from '../store/database.ts';
import { statement } from '../store/statement.ts';
import type { Job } from './job.ts';

/** A job as claimed. */
export interface Claimed extends Job {
  /** Whether an attempt before this one may have got there: what `perhaps_sent` goes back to when this one certainly did not. */
  readonly perhapsSent: boolean;
}

/** What keeps one library's jobs from holding up the others'. */
export interface Fairness {
  /** Libraries served lately, the last one last. */
  readonly served: readonly string[];
  /** Places one library may hold at once. */
  readonly perLibrary: number;
  /** How many of each library's are running here. */
  readonly running: ReadonlyMap<string, number>;
}

const COLUMNS = `j.id, j.tenant, j.kind, j.key, j.payload, j.attempts attempt, j.idempotent, j.correlation, j.cause`;

/** A service's jobs as role relay sees them: claiming, giving back. */
export class JobTable {
  readonly #database: Database;
  readonly #kinds;
  readonly #claim;
  readonly #giveBack;

  constructor(database: Database) {
    const s = database.service;
    const due = `due_at <= now() and (not_before is null or not_before <= $2)`;
    this.#database = database;
    this.#kinds = statement(`select distinct kind from ${s}.job where kind = any($1) and ${due}`);
    // Each tenant's first jobs (found by skipping through the index), so that one library's thousand do not keep the others waiting;
    // those not served lately first, and none beyond the places it may hold at once ($6 less what runs for it). Claiming counts the attempt before the call. A job waits while its lane has an earlier one.
    this.#claim = statement(`with recursive tenants(tenant) as (
        select min(tenant) from ${s}.job where kind = $1
        union all select (select min(tenant) from ${s}.job where kind = $1 and tenant > t.tenant) from tenants t where t.tenant is not null),
      firsts as (select f.id, f.n from tenants t cross join lateral (
        select id, row_number() over (order by due_at, pos) n from ${s}.job where kind = $1 and tenant = t.tenant and ${due}
          and (lane is null or not exists (select from ${s}.job e where e.lane = job.lane and e.pos < job.pos))
        order by due_at, pos limit $3) f),
      picked as (select job.id, job.perhaps_sent before from firsts join ${s}.job using (id) where ${due}
          and firsts.n <= $6 - coalesce((select running from unnest($7::text[], $8::int[]) r(tenant, running) where r.tenant = job.tenant), 0)
        order by firsts.n, array_position($5::text[], job.tenant) nulls first, job.due_at limit $3 for update of job skip locked)
      update ${s}.job j set attempts = j.attempts + 1, perhaps_sent = true, due_at = now() + $4 * interval '1 ms'
      from picked where j.id = picked.id returning ${COLUMNS}, picked.before "perhapsSent"`);
    this.#giveBack = statement(
      `update ${s}.job set due_at = now() + $3 * interval '1 ms', perhaps_sent = $4, error = $5 where id = $1 and attempts = $2`,
    );
  }

  /** Which of these kinds have a job due. */
  async kindsDue(kinds: readonly string[]): Promise<string[]> {
    const rows = await this.#database.asRelay<{ kind: string }>(this.#kinds, [kinds, this.#database.clock.now()]);
    return rows.map((row) => row.kind);
  }

  /** Claims up to `limit` due jobs for `leaseMs`. */
  claim(kind: string, limit: number, leaseMs: number, { served, perLibrary, running }: Fairness): Promise<Claimed[]> {
    const now = this.#database.clock.now();
    return this.#database.asRelay<Claimed>(this.#claim, [
      kind,
      now,
      limit,
      leaseMs,
      served,
      perLibrary,
      [...running.keys()],
      [...running.values()],
    ]);
  }

  /** To be tried again after a rest; no effect where another worker has it by now. */
  async giveBack(job: Claimed, restMs: number, perhapsSent: boolean, error: string): Promise<void> {
    await this.#database.asRelay(this.#giveBack, [job.id, job.attempt, restMs, perhapsSent, error]);
  }
}

/** Jobs whose end could not be written; see the log for why. */
export interface StuckJob {
  readonly id: string;
  readonly tenant: string;
  readonly kind: string;
  readonly key: string;
  readonly attempts: number;
  readonly error: string;
  readonly createdAt: Date;
}

/** What marks the error of a stuck job. */
export const STUCK = 'its end could not be written: ';

/** Jobs that `done` or `failed` could not close: a fault of ours, tried again every five minutes. For operators. */
export const listStuckJobs = (database: Database, { tenant }: { tenant?: string } = {}): Promise<StuckJob[]> =>
  database.asRelay<StuckJob>(
    `select id, tenant, kind, key, attempts, error, created_at "createdAt" from ${database.service}.job
     where starts_with(error, $1) and ($2::text is null or tenant = $2) order by pos limit 1000`,
    [STUCK, tenant ?? null],
  );
