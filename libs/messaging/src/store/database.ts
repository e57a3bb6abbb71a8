import { systemClock, type Clock } from '#lib/kernel';
import type pg from 'pg';
import { describe, silent, type Log } from '../observe/observer.ts';
import { identifier, serviceRole } from '../schema/names.ts';
import { Wake } from '../transport/wake.ts';
import { withRetries } from './conflict.ts';
import { openPool, send, type Query } from './connection.ts';
import { enclosing } from './enclosing.ts';
import { OpenTx, Unit, type Scope, type Tx } from './tx.ts';

export interface DatabaseOptions {
  /** PostgreSQL schema and half of the role's name. */
  readonly service: string;
  /** Connection of role svc_<service>. */
  readonly url: string;
  /** Connection of role relay. */
  readonly relayUrl: string;
  /** Connections of the service's role, for requests and handlers together. */
  readonly maxConnections?: number | undefined;
  /** Domain time. */
  readonly clock?: Clock | undefined;
  readonly log?: Log | undefined;
}

/** A statement that comes first in a transaction. Where it changes no row, somebody else has the work. */
export interface Claim {
  readonly sql: Query;
  readonly values: readonly unknown[];
  /** What is thrown then. */
  lost(): Error;
}

const ATTEMPTS = 5;

/** One service's way to its own rows. */
export class Database {
  readonly service: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Connection of the relay's role, for what needs a session of its own. */
  readonly relayUrl: string;
  /** Wakes those who wait for rows, in this process and others. */
  readonly wake: Wake;
  readonly #pool: pg.Pool;
  readonly #relay: pg.Pool;

  constructor({ service, url, relayUrl, maxConnections = 10, clock = systemClock, log = silent }: DatabaseOptions) {
    this.service = identifier(service);
    this.clock = clock;
    this.log = log;
    this.relayUrl = relayUrl;
    this.wake = Wake.shared(relayUrl, log);
    this.#pool = openPool({ url, max: maxConnections, name: serviceRole(service), log });
    this.#relay = openPool({ url: relayUrl, max: 4, name: `relay ${service}`, log });
  }

  /**
   * Runs work in one transaction of one tenant. It runs again, at most five times in all, when somebody else was faster (Conflict,
   * serialization failure, deadlock): let nothing in it reach beyond the database.
   * @param claim what has to change a row, or all of it is as if it had never been
   * @throws whatever work throws, after rolling back.
   */
  transaction<T>(scope: Scope, work: (tx: Tx) => Promise<T>, claim?: Claim): Promise<T> {
    return withRetries(ATTEMPTS, () =>
      this.unit(async (unit) => {
        const tx = new OpenTx(unit, scope);
        // on its way together with the first query of work
        const claimed = claim && unit.send(claim.sql, claim.values);
        try {
          const result = await work(tx);
          if (scope.actor !== undefined) await enclosing()?.beforeCommit(tx);
          tx.close();
          unit.flush();
          if (claimed && !(await claimed).rowCount) throw claim.lost();
          return result;
        } catch (error) {
          tx.revoke('it was rolled back');
          unit.flush();
          // work may have failed by what another has made of it meanwhile
          const lost = await claimed?.then(({ rowCount }) => !rowCount).catch(() => false);
          throw lost ? claim!.lost() : error;
        }
      }),
    );
  }

  /** One database transaction around work, which opens the tenants' transactions in it one after another. For the inbox's runner. */
  async unit<T>(work: (unit: Unit) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    const unit = new Unit(client, this.service, this.clock);
    let broken: Error | undefined;
    try {
      unit.begin();
      const result = await work(unit);
      await unit.commit();
      for (const what of unit.left) this.poke(what);
      return result;
    } catch (error) {
      await unit.run('rollback').catch((lost: unknown) => (broken = new Error(describe(lost))));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  /** Runs one statement as role relay, which sees every tenant. Tables are named with their schema. */
  async asRelay<Row extends object>(sql: Query, values?: readonly unknown[]): Promise<Row[]> {
    const client = await this.#relay.connect();
    try {
      return (await send(client, sql, values)).rows as Row[];
    } finally {
      client.release();
    }
  }

  /** Wakes whoever waits for this service's outbox, inbox or jobs. */
  poke(what: string): void {
    this.wake.poke(`${this.service}.${what}`);
  }

  async close(): Promise<void> {
    await Promise.all([this.#pool.end(), this.#relay.end(), this.wake.release()]);
  }
}
