import pg from 'pg';
import type { Log } from '../observe/observer.ts';
import type { Statement } from './statement.ts';

export type Query = Statement | string;

/**
 * Sends a query. Made by hand, as pg copies a query's configuration property by property (4 µs each); errors get the caller's stack.
 */
export function send(client: pg.ClientBase, sql: Query, values?: readonly unknown[]): Promise<pg.QueryResult> {
  return new Promise((resolve, reject) => {
    const query = new pg.Query(typeof sql === 'string' ? sql : sql.text) as pg.Query & Sent;
    if (typeof sql !== 'string') query.name = sql.name;
    if (values) query.values = values;
    query.callback = (error, result): void => {
      if (!error) return resolve(result);
      Error.captureStackTrace(error);
      reject(error);
    };
    client.query(query);
  });
}

interface Sent {
  name?: string;
  values?: readonly unknown[];
  callback: (error: Error | null, result: pg.QueryResult) => void;
}

// bigint (positions, versions, counts) as a number: safe up to 2^53
const INT8 = 20;
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8
      ? Number
      : format === undefined
        ? pg.types.getTypeParser(oid)
        : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

export interface PoolOptions {
  readonly url: string;
  readonly max: number;
  /** For pg_stat_activity. */
  readonly name: string;
  readonly log: Log;
  /** Milliseconds after which the server ends a statement. */
  readonly statementTimeout?: number;
}

/**
 * A pool whose clients pipeline: statements leave without waiting for the answer to the one before, so that `begin`, the tenant and the
 * first query share one round trip.
 */
export function openPool({ url, max, name, log, statementTimeout = 30_000 }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    pipeline: true,
    types,
    application_name: name,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    options: `-c statement_timeout=${statementTimeout} -c idle_in_transaction_session_timeout=60000`,
  });
  const complain = (error: Error): void => log.warn(`${name}: database connection lost: ${error.message}`);
  pool.on('error', complain);
  // a client checked out has no listener of its own, and an 'error' nobody listens to ends the process
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Whether the database went away (restart, network), which says nothing about the message or job at hand. */
export function isConnectionLost(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return (
    /^(08|57P0)/.test(code) ||
    /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND)/.test(code) ||
    /Connection terminated|connection error and is not queryable|timeout exceeded when trying to connect|Client was closed/.test(
      message,
    )
  );
}
