import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { describe, type Log } from '../observe/observer.ts';

/** Runs a loop's body until told to stop. What it throws is logged and waited out: a database or broker may come back at any time. */
export async function untilStopped(name: string, signal: AbortSignal, log: Log, body: () => Promise<void>): Promise<void> {
  for (let failures = 0; !signal.aborted;) {
    const began = Date.now();
    try {
      await body();
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      failures = Date.now() - began > 60_000 ? 1 : failures + 1;
      log.error(`${name}: ${describe(error)}; again shortly`);
      await pause(Math.min(10_000, 200 * 2 ** failures), signal);
    }
  }
}

/** Waits, or returns early when told to stop. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  sleep(milliseconds, undefined, { signal }).catch(() => undefined);

export interface SessionOptions {
  readonly url: string;
  readonly name: string;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/**
 * A connection of its own, for session locks and what they guard: once it is lost so are its locks, `held` says so, and the body is
 * run again on a new one.
 */
export function session(
  { url, name, log, signal }: SessionOptions,
  body: (client: pg.Client, held: AbortSignal) => Promise<void>,
): Promise<void> {
  return untilStopped(name, signal, log, async () => {
    const client = new pg.Client({
      connectionString: url,
      application_name: name,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    });
    const lost = new AbortController();
    client.on('error', () => lost.abort()).on('end', () => lost.abort());
    try {
      await client.connect();
      await body(client, AbortSignal.any([signal, lost.signal]));
    } finally {
      await client.end().catch(() => undefined);
    }
  });
}
