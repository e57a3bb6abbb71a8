import { Sweeper, type DeadlineRunner } from './deadlines.ts';
import { Runner, type Handle } from './inbox/runner.ts';
import { JobWorker, type JobKind } from './jobs/worker.ts';
import { silent, type Log, type MessagingObserver } from './observe/observer.ts';
import type { MessagingOptions } from './options.ts';
import { PARTS } from './schema/names.ts';
import type { Database } from './store/database.ts';
import { kafkaClient } from './transport/kafka-client.ts';
import { KafkaFiller } from './transport/kafka-filler.ts';
import { kafkaPublisher } from './transport/kafka-publisher.ts';
import { leaseParts } from './transport/leases.ts';
import { postgresPublisher } from './transport/postgres.ts';
import { runRelay, type Publish } from './transport/relay.ts';
import { pause, untilStopped } from './transport/session.ts';
import { subscribe, type Subscriptions } from './transport/subscriptions.ts';

/** What a service does when it runs. */
export interface Work {
  readonly subscriptions: Subscriptions;
  readonly handle: Handle;
  readonly jobs: ReadonlyMap<string, JobKind>;
  readonly deadlines: ReadonlyMap<string, DeadlineRunner>;
}

const SIX_HOURS = 21_600_000;

/** One service's loops: relay, transport, inbox, jobs, deadlines. It needs nothing of Nest. */
export class MessagingRuntime {
  readonly #database: Database;
  readonly #options: MessagingOptions;
  readonly #work: Work;
  readonly #log: Log;
  readonly #observer: MessagingObserver;
  readonly #stopping = new AbortController();
  #loops: Promise<unknown> | undefined;

  constructor(database: Database, options: MessagingOptions, work: Work) {
    this.#database = database;
    this.#options = options;
    this.#work = work;
    this.#log = options.log ?? silent;
    this.#observer = options.observer ?? {};
  }

  /** Writes what this service listens to. Do this for all services of a process before starting the first. */
  async subscribe(): Promise<void> {
    if (this.#options.transport === 'postgres') await subscribe(this.#database, this.#work.subscriptions);
  }

  /** Starts every loop; each goes on through losses of database and broker until stop(). */
  start(): void {
    if (this.#loops) throw new Error('already started');
    const { signal } = this.#stopping;
    const shared = { database: this.#database, log: this.#log, observer: this.#observer, signal };
    const { graceMs = 10_000, around } = this.#options;
    const loops = [
      this.#transport(),
      this.#inbox(),
      this.#keep('access', this.#options.keepAccessDays ?? 400),
      new JobWorker({ ...shared, kinds: this.#work.jobs, graceMs, around }).work(signal),
      new Sweeper({ ...shared, runners: this.#work.deadlines }).work(signal),
    ];
    this.#loops = Promise.all(loops);
  }

  /** Takes nothing new, waits for what runs, lets go of locks and connections to the broker. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loops;
  }

  async #transport(): Promise<void> {
    const { transport, kafka: kafkaOptions, peers = [] } = this.#options;
    const database = this.#database;
    if (transport === 'postgres') return this.#relay(postgresPublisher(database, peers));
    if (!kafkaOptions?.brokers.length) throw new Error('transport kafka needs brokers');
    const kafka = kafkaClient(database.service, kafkaOptions, this.#log);
    const { publish, close } = kafkaPublisher(database, kafka, kafkaOptions);
    const { subscriptions } = this.#work;
    const { signal } = this.#stopping;
    const filler = new KafkaFiller({
      database,
      kafka,
      kafkaOptions,
      subscriptions,
      log: this.#log,
      observer: this.#observer,
      signal,
    });
    await Promise.all([this.#relay(publish).then(close), filler.run(), this.#keep('seen', this.#options.keepSeenDays ?? 30)]);
  }
  #relay(publish: Publish): Promise<void> {
    return runRelay({
      database: this.#database,
      publish,
      signal: this.#stopping.signal,
      log: this.#log,
      observer: this.#observer,
    });
  }

  async #inbox(): Promise<void> {
    const { signal } = this.#stopping;
    const database = this.#database;
    const { workers = 2, batch = 50, attempts = 6, timeLimitMs = 30_000 } = this.#options;
    if (workers < 1 || workers > PARTS) throw new RangeError(`workers: between 1 and ${PARTS}`);
    if (!this.#work.subscriptions.size) return;
    const parts: number[] = [];
    const runner = new Runner({
      database,
      handle: this.#work.handle,
      log: this.#log,
      observer: this.#observer,
      batch,
      attempts,
      timeLimitMs,
    });
    const work = async (worker: number): Promise<void> => {
      const bell = database.wake.bell(`${database.service}.inbox`);
      signal.addEventListener('abort', () => bell.ring(), { once: true });
      await runner.work(() => parts.filter((_, i) => i % workers === worker), bell, signal);
      bell.close();
    };
    await Promise.all([
      leaseParts(parts, { database, signal, log: this.#log }),
      ...Array.from({ length: workers }, (_, worker) => work(worker)),
    ]);
  }

  #keep(what: 'seen' | 'access', days: number): Promise<void> {
    const { signal } = this.#stopping;
    const database = this.#database;
    return untilStopped(`retention of ${what} ${database.service}`, signal, this.#log, async () => {
      await database.asRelay(`select ${database.service}.keep_${what}($1)`, [days]);
      await pause(SIX_HOURS, signal);
    });
  }
}
