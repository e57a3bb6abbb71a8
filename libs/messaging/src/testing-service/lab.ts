import { ManualClock, type Clock } from '#lib/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { DeadlineRunner } from '../deadlines.ts';
import type { Handle } from '../inbox/runner.ts';
import type { JobKind } from '../jobs/worker.ts';
import type { Log, MessagingObserver } from '../observe/observer.ts';
import type { MessagingOptions } from '../options.ts';
import { MessagingRuntime } from '../runtime.ts';
import { Database } from '../store/database.ts';
import type { AnyMessageType } from '../store/effects.ts';
import { subscriptionsFor } from '../transport/subscriptions.ts';
import { makeDatabase, type ServerForTests, type ServicesDatabase } from './database.ts';
import { stepped } from './steps.ts';

export interface LabOptions {
  readonly server: ServerForTests;
  readonly services: readonly string[];
  readonly transport?: 'postgres' | 'kafka';
  readonly brokers?: readonly string[];
  /** Messages besides each service's `stepped`. */
  readonly messages?: readonly AnyMessageType[];
  readonly clock?: Clock;
}

export interface Roles {
  readonly hears?: readonly string[];
  readonly handle?: Handle;
  readonly jobs?: ReadonlyMap<string, JobKind>;
  readonly deadlines?: ReadonlyMap<string, DeadlineRunner>;
  readonly options?: Partial<MessagingOptions>;
  readonly observer?: MessagingObserver;
}

/** One replica of a service at work. */
export interface Replica {
  readonly database: Database;
  stop(): Promise<void>;
}

/** A few services without Nest on a database (and broker) of their own, for tests. */
export class Lab {
  readonly options: LabOptions;
  readonly database: ServicesDatabase;
  readonly owner: pg.Pool;
  readonly clock: Clock;
  /** What was logged as warning or error. */
  readonly logged: string[] = [];
  readonly #open = new Set<Replica>();
  readonly #databases = new Map<string, Database>();
  #closing: Promise<void> | undefined;

  private constructor(options: LabOptions, database: ServicesDatabase) {
    this.options = options;
    this.database = database;
    this.clock = options.clock ?? new ManualClock('2026-03-02T09:00:00Z');
    this.owner = new pg.Pool({ connectionString: database.ownerUrl, max: 3 });
    this.owner.on('error', () => undefined);
  }
  static async open(options: LabOptions): Promise<Lab> {
    return new Lab(options, await makeDatabase(options.server, options.services));
  }

  readonly log: Log = {
    log: () => undefined,
    warn: (message) => void this.logged.push(message),
    error: (message) => void this.logged.push(message),
  };

  /** The service's database as its use cases have it; closed with the lab. */
  db(service: string): Database {
    let known = this.#databases.get(service);
    if (!known) this.#databases.set(service, (known = this.#connect(service)));
    return known;
  }
  optionsOf(service: string): MessagingOptions {
    const { services, transport = 'postgres', brokers = [], messages = [] } = this.options;
    const prefix = new URL(this.database.ownerUrl).pathname.slice(1);
    return {
      name: service,
      database: { url: this.database.serviceUrl(service), relayUrl: this.database.relayUrl },
      transport,
      kafka: transport === 'kafka' ? { brokers, prefix, partitions: 4 } : undefined,
      messages: [...services.map(stepped), ...messages],
      clock: this.clock,
      log: this.log,
      graceMs: 200,
    };
  }
  /** Starts a replica of a service; stopped with the lab at the latest. */
  async start(service: string, { hears = [], handle, jobs, deadlines, options, observer }: Roles = {}): Promise<Replica> {
    const given = { ...this.optionsOf(service), observer, ...options };
    const database = this.#connect(service);
    const runtime = new MessagingRuntime(database, given, {
      subscriptions: subscriptionsFor(hears, given.messages ?? []),
      handle: handle ?? (() => Promise.resolve()),
      jobs: jobs ?? new Map(),
      deadlines: deadlines ?? new Map(),
    });
    await runtime.subscribe();
    runtime.start();
    const replica: Replica = {
      database,
      stop: async () => {
        if (!this.#open.delete(replica)) return;
        await runtime.stop();
        await database.close();
      },
    };
    this.#open.add(replica);
    return replica;
  }
  /** Rows as the owner sees them. */
  async rows<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.owner.query<Row>(sql, values)).rows;
  }
  async count(what: string): Promise<number> {
    return (await this.rows<{ n: number }>(`select count(*)::int n from ${what}`))[0]!.n;
  }
  /** Stops all and drops the database; a second call does nothing. */
  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    await Promise.all([...this.#open].map((replica) => replica.stop()));
    await Promise.all([...this.#databases.values()].map((database) => database.close()));
    await this.owner.end();
    await this.database.drop();
  }

  #connect(service: string): Database {
    const { database, clock, log } = this.optionsOf(service);
    return new Database({ service, ...database, clock, log });
  }
}

/** Waits until it is so. @throws Error after half a minute (or as long as said), with what it was last. */
export async function until<T>(look: () => Promise<T> | T, so: (value: T) => boolean, within = 30_000): Promise<T> {
  const began = Date.now();
  for (;;) {
    const value = await look();
    if (so(value)) return value;
    if (Date.now() - began > within) throw new Error(`not within ${within / 1000} s; last: ${JSON.stringify(value)}`);
    await sleep(20);
  }
}
