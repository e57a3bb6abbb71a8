import type { Around } from '../options.ts';
import { isConnectionLost } from '../store/connection.ts';
import type { Database } from '../store/database.ts';
import { statement } from '../store/statement.ts';
import type { Tx } from '../store/tx.ts';
import { describe, type Log, type MessagingObserver } from '../observe/observer.ts';
import { Pace } from '../transport/pace.ts';
import { pause, untilStopped } from '../transport/session.ts';
import {
  jobBackoff,
  perLibraryOf,
  NotSent,
  PermanentError,
  RetryAfter,
  type JobFailure,
  type JobOptionsOfKind,
  type JobRunner,
} from './job.ts';
import { JobTable, STUCK, type Claimed } from './job-table.ts';

export interface JobKind {
  readonly options: JobOptionsOfKind;
  readonly runner: JobRunner;
}

export interface JobWorkerOptions {
  readonly database: Database;
  readonly kinds: ReadonlyMap<string, JobKind>;
  readonly log: Log;
  readonly observer: MessagingObserver;
  /** How long running calls may go on once told to stop, in milliseconds. */
  readonly graceMs: number;
  readonly around?: Around | undefined;
  /** How often to look for due jobs when nobody rings, in milliseconds. */
  readonly pollMs?: number;
}

class Lost extends Error {}

const CLOSE = statement('delete from job where id = $1 and attempts = $2');
// beyond the call's own limit a worker has this long to write what came of it, then another takes the job for dead and claims it
const MARGIN_MS = 60_000;
const STUCK_MS = 300_000;

/** Runs jobs: claimed with a lease, called with a time limit, closed in one transaction with what came of it. */
export class JobWorker {
  readonly #options: JobWorkerOptions;
  readonly #table: JobTable;
  // kind → what runs, and whose it is
  readonly #running = new Map<string, Map<Promise<void>, string>>();
  readonly #served = new Map<string, string[]>();
  readonly #hurry = new AbortController();

  constructor(options: JobWorkerOptions) {
    this.#options = options;
    this.#table = new JobTable(options.database);
    for (const kind of options.kinds.keys()) this.#running.set(kind, new Map());
  }

  /** Until told to stop, and then until what runs has ended (hurried on after the grace period). */
  async work(signal: AbortSignal): Promise<void> {
    const { database, kinds, log, graceMs, pollMs = 500 } = this.#options;
    if (!kinds.size) return;
    const bell = database.wake.bell(`${database.service}.job`);
    const pace = new Pace();
    signal.addEventListener('abort', () => bell.ring(), { once: true });
    await untilStopped(`jobs ${database.service}`, signal, log, async () => {
      const free = [...kinds.keys()].filter((kind) => this.#free(kind) > 0);
      const due = free.length ? await this.#table.kindsDue(free) : [];
      let claimed = 0;
      for (const kind of due) if (!signal.aborted) claimed += await this.#claim(kind, () => bell.ring());
      // whoever ends rings, whether its place, its library's or its lane was waited for
      if (claimed) await pause(pace.rest(), signal);
      await bell.wait(pollMs);
    });
    bell.close();
    const timer = setTimeout(() => this.#hurry.abort(new Error('shutting down')), graceMs);
    await Promise.all([...this.#running.values()].flatMap((running) => [...running.keys()]));
    clearTimeout(timer);
  }

  #free(kind: string): number {
    return this.#options.kinds.get(kind)!.options.concurrency - this.#running.get(kind)!.size;
  }

  async #claim(kind: string, next: () => void): Promise<number> {
    const { options } = this.#options.kinds.get(kind)!;
    const served = this.#served.get(kind) ?? [];
    const jobs = await this.#table.claim(kind, this.#free(kind), options.timeoutMs * 2 + MARGIN_MS, {
      served,
      perLibrary: perLibraryOf(options),
      running: counted(this.#running.get(kind)!.values()),
    });
    const now = new Set(jobs.map((job) => job.tenant));
    this.#served.set(kind, [...served.filter((tenant) => !now.has(tenant)), ...now]);
    const running = this.#running.get(kind)!;
    for (const job of jobs) {
      const run: Promise<void> = this.#inContext(job)
        .catch((error: unknown) => this.#options.log.error(`job ${job.kind} ${job.id}: ${describe(error)}`))
        .finally(() => {
          running.delete(run);
          next();
        });
      running.set(run, job.tenant);
    }
    return jobs.length;
  }

  #inContext(job: Claimed): Promise<void> {
    const { around } = this.#options;
    const { kind: what, tenant } = job;
    const correlation = job.correlation ?? undefined;
    return around ? around({ kind: 'job', what, tenant, correlation }, () => this.#run(job)) : this.#run(job);
  }

  async #run(job: Claimed): Promise<void> {
    const { runner, options } = this.#options.kinds.get(job.kind)!;
    const began = performance.now();
    const report = (outcome: Parameters<NonNullable<MessagingObserver['job']>>[2]): void =>
      this.#options.observer.job?.(this.#options.database.service, job.kind, outcome, performance.now() - began);
    let end: (tx: Tx) => Promise<void>;
    let outcome: 'done' | 'failed' = 'done';
    try {
      const answer = await this.#call(job, runner, options);
      end = (tx) => runner.done(tx, job, answer);
    } catch (error) {
      const failure = failureOf(job, error, options, runner);
      if (!failure) {
        report('retry');
        return this.#later(job, error, options);
      }
      outcome = 'failed';
      end = (tx) => runner.failed(tx, job, failure);
    }
    try {
      await this.#close(job, end);
      report(outcome);
    } catch (error) {
      if (error instanceof Lost) return report('lost');
      // no connection in time says nothing about the job: it is not put aside for minutes
      if (isConnectionLost(error)) {
        report('retry');
        return this.#later(job, error, options);
      }
      report('stuck');
      this.#options.log.error(`job ${job.kind} ${job.id}: ${STUCK}${describe(error)}`, (error as Error).stack);
      await this.#table.giveBack(job, STUCK_MS, true, STUCK + describe(error));
    }
  }

  async #call(job: Claimed, runner: JobRunner, { timeoutMs, attempts }: JobOptionsOfKind): Promise<unknown> {
    if (job.attempt > attempts) throw new Error(`${attempts} attempts without an end`);
    if (job.perhapsSent && !job.idempotent) {
      const looked = await this.#limited(timeoutMs, (signal) => runner.lookUp?.(job, signal) ?? Promise.resolve(undefined));
      if (!looked) throw new PerhapsSent('an earlier attempt may have got there, and nobody can tell');
      if ('found' in looked) return looked.found;
    }
    return this.#limited(timeoutMs, (signal) => runner.run(job, signal));
  }

  async #limited<T>(timeoutMs: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), this.#hurry.signal]);
    const { promise: over, reject } = Promise.withResolvers<never>();
    const cut = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', cut, { once: true });
    try {
      return await Promise.race([call(signal), over]);
    } finally {
      signal.removeEventListener('abort', cut);
    }
  }

  // deleting the row is the claim on its end: where the lease ran out and another has it, everything is rolled back
  #close(job: Claimed, end: (tx: Tx) => Promise<void>): Promise<void> {
    const scope = {
      tenant: job.tenant,
      actor: 'system',
      cause: job.cause ?? undefined,
      correlation: job.correlation ?? undefined,
    };
    const claim = { sql: CLOSE, values: [job.id, job.attempt], lost: () => new Lost('another worker has the job') };
    return this.#options.database.transaction(scope, end, claim);
  }

  async #later(job: Claimed, error: unknown, { backoff = jobBackoff }: JobOptionsOfKind): Promise<void> {
    const hurried = this.#hurry.signal.aborted;
    const rest = hurried
      ? 0
      : error instanceof RetryAfter
        ? error.milliseconds
        : backoff(job.attempt) * (0.9 + Math.random() * 0.2);
    const perhapsSent = error instanceof NotSent ? job.perhapsSent : true;
    this.#options.log.warn(
      `job ${job.kind} ${job.id} of ${job.tenant}: attempt ${job.attempt}: ${describe(error)}; again in ${Math.round(rest)} ms`,
    );
    await this.#table.giveBack(job, Math.round(rest), perhapsSent, describe(error));
  }
}

/** How often each comes. */
function counted(names: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

class PerhapsSent extends Error {}

/** Why the job ends here, or undefined where it is to be tried again. */
function failureOf(job: Claimed, error: unknown, { attempts }: JobOptionsOfKind, runner: JobRunner): JobFailure | undefined {
  const reason = ((): JobFailure['reason'] | undefined => {
    if (error instanceof PermanentError) return 'permanent';
    if (error instanceof PerhapsSent) return 'perhaps-sent';
    const sent = job.perhapsSent || !(error instanceof NotSent);
    if (!job.idempotent && sent && !runner.lookUp) return 'perhaps-sent';
    return job.attempt >= attempts ? 'exhausted' : undefined;
  })();
  return reason && { reason, message: describe(error), attempts: job.attempt, error };
}
