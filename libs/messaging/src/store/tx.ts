import { mayCross, type Clock } from '#lib/kernel';
import type pg from 'pg';
import { send, type Query } from './connection.ts';
import { newId } from './ids.ts';
import { statement } from './statement.ts';

/** For whom and why a transaction runs. */
export interface Scope {
  /** The library whose rows are seen and written. */
  readonly tenant: string;
  /** The person (patronRef or staff account) or `system`; left out where a message is the cause. */
  readonly actor?: string | undefined;
  /** The message handled. */
  readonly cause?: string | undefined;
  /** The request all of it is about. */
  readonly correlation?: string | undefined;
}

/** What a committed transaction left to be done by others. */
export type Left = 'outbox' | 'job' | 'inbox';

/** An open transaction of one tenant. Await each call before the next that depends on it, and all of them before returning. */
export interface Tx extends Scope {
  readonly service: string;
  readonly clock: Clock;
  /** Domain time, the same all through the transaction. */
  now(): Date;
  /** A UUID v7. */
  newId(): string;
  query<Row extends object>(sql: Query, values?: readonly unknown[]): Promise<Row[]>;
  /** The number of rows changed. */
  execute(sql: Query, values?: readonly unknown[]): Promise<number>;
  /**
   * Another library's side of the same step, in the same transaction (a loan between two members has two).
   * @throws Error from a practice copy to anybody, and to the practice copy of another library
   */
  asTenant<T>(tenant: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** What somebody else does of the same step, in the same transaction: written down as theirs. */
  asActor<T>(actor: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Runs once the transaction is committed, and not at all when it is not. */
  afterCommit(run: () => void): void;
  /** Says that rows for others were written, so that they are woken after the commit. For the store, not for use cases. */
  leave(what: Left): void;
}

const TENANT = statement(`select set_config('app.tenant', $1, true)`);

/** What the transactions on one connection, one after another, share. */
export class Unit {
  readonly service: string;
  readonly clock: Clock;
  readonly left = new Set<Left>();
  readonly committed: (() => void)[] = [];
  readonly #client: pg.PoolClient;
  #tenant: string | undefined;
  #corked = false;
  #flushes = false;

  constructor(client: pg.PoolClient, service: string, clock: Clock) {
    this.#client = client;
    this.service = service;
    this.clock = clock;
  }
  /**
   * For what nobody waits for at once: it leaves together with the next query that somebody does wait for, in one write to the network
   * (each costs more than all of pg). A failure shows there and at the commit.
   */
  send(sql: Query, values?: readonly unknown[]): Promise<pg.QueryResult> {
    if (!this.#corked) this.#client.connection.stream.cork();
    this.#corked = true;
    const sent = send(this.#client, sql, values);
    sent.catch(() => undefined);
    return sent;
  }
  /** Leaves at the end of this turn, together with whatever else is sent in it. */
  run(sql: Query, values?: readonly unknown[]): Promise<pg.QueryResult> {
    const sent = this.send(sql, values);
    if (!this.#flushes)
      process.nextTick(() => {
        this.#flushes = false;
        this.flush();
      });
    this.#flushes = true;
    return sent;
  }
  flush(): void {
    if (this.#corked) this.#client.connection.stream.uncork();
    this.#corked = false;
  }
  begin(): void {
    void this.send('begin');
  }
  enter(tenant: string): void {
    if (tenant === this.#tenant) return;
    this.#tenant = tenant;
    void this.send(TENANT, [tenant]);
  }
  /** @throws Error where a database error was caught and swallowed: COMMIT of a failed transaction answers ROLLBACK, without an error. */
  async commit(): Promise<void> {
    const { command } = await this.run('commit');
    if (command !== 'COMMIT') throw new Error('a database error inside the transaction was swallowed; nothing of it was saved');
    for (const run of this.committed) run();
  }
}

export class OpenTx implements Tx {
  readonly tenant: string;
  readonly actor: string | undefined;
  readonly cause: string | undefined;
  readonly correlation: string | undefined;
  readonly #unit: Unit;
  #now: Date | undefined;
  #inFlight = 0;
  #closed: string | undefined;

  constructor(unit: Unit, scope: Scope, now?: Date) {
    if (!scope.tenant) throw new Error('a transaction needs a tenant');
    this.tenant = scope.tenant;
    this.actor = scope.actor;
    this.cause = scope.cause;
    this.correlation = scope.correlation;
    this.#unit = unit;
    this.#now = now;
    unit.enter(scope.tenant);
  }
  get service(): string {
    return this.#unit.service;
  }
  get clock(): Clock {
    return this.#unit.clock;
  }
  now(): Date {
    return (this.#now ??= this.#unit.clock.now());
  }
  newId(): string {
    return newId();
  }
  async query<Row extends object>(sql: Query, values?: readonly unknown[]): Promise<Row[]> {
    return (await this.#run(sql, values)).rows as Row[];
  }
  async execute(sql: Query, values?: readonly unknown[]): Promise<number> {
    return (await this.#run(sql, values)).rowCount ?? 0;
  }
  asTenant<T>(tenant: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#as({ tenant }, `${tenant}'s side is being worked on`, work);
  }
  asActor<T>(actor: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#as({ actor }, `${actor}'s part is being worked on`, work);
  }
  async #as<T>(scope: Partial<Scope>, closed: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    this.#check();
    const { tenant = this.tenant } = scope;
    if (!mayCross(this.tenant, tenant)) throw new Error(`asTenant: what ${this.tenant} practises does not reach ${tenant}`);
    if (this.#inFlight) throw new Error('a query of this side is still under way; await it first');
    const other = new OpenTx(this.#unit, { ...this.#scope(), ...scope }, this.now());
    this.#closed = closed;
    try {
      const result = await work(other);
      other.close();
      return result;
    } finally {
      this.#closed = undefined;
      this.#unit.enter(this.tenant);
    }
  }
  afterCommit(run: () => void): void {
    this.#unit.committed.push(run);
  }
  leave(what: Left): void {
    this.#unit.left.add(what);
  }
  /** Ends it for whoever still holds it. @throws Error when a query was not awaited: it would run under the next message's tenant. */
  close(): void {
    this.#check();
    this.#closed = 'it is over';
    if (this.#inFlight) throw new Error('a query was not awaited before the transaction ended');
  }
  /** Ends it after a failure: whatever still holds it can do no more. */
  revoke(why: string): void {
    this.#closed = why;
  }

  #scope(): Scope {
    return { tenant: this.tenant, actor: this.actor, cause: this.cause, correlation: this.correlation };
  }
  #check(): void {
    if (this.#closed) throw new Error(`this transaction takes no queries: ${this.#closed}`);
  }
  async #run(sql: Query, values: readonly unknown[] | undefined): Promise<pg.QueryResult> {
    this.#check();
    this.#inFlight += 1;
    try {
      return await this.#unit.run(sql, values);
    } finally {
      this.#inFlight -= 1;
    }
  }
}
