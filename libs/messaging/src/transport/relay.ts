import type pg from 'pg';
import type { Database } from '../store/database.ts';
import type { Log, MessagingObserver } from '../observe/observer.ts';
import { Pace } from './pace.ts';
import { pause, session } from './session.ts';

/** Takes up to `limit` messages from the front of the outbox and brings them on their way. Returns how many. */
export type Publish = (client: pg.Client, limit: number) => Promise<number>;

export interface RelayOptions {
  readonly database: Database;
  readonly publish: Publish;
  readonly signal: AbortSignal;
  readonly log: Log;
  readonly observer: MessagingObserver;
  readonly batch?: number;
}

const POLL_MS = 1000;

/**
 * Empties one service's outbox. One relay a service works at a time (session lock). Rows leave in order of position and are deleted once
 * published: a row that commits late is published later, nothing is skipped, and no snapshot horizon is needed.
 */
export async function runRelay({ database, publish, signal, log, observer, batch = 500 }: RelayOptions): Promise<void> {
  const { service, wake, relayUrl: url } = database;
  const bell = wake.bell(`${service}.outbox`);
  const pace = new Pace();
  signal.addEventListener('abort', () => bell.ring(), { once: true });
  await session({ url, name: `relay ${service}`, log, signal }, async (client, held) => {
    const lock = async (): Promise<boolean> =>
      (await client.query<{ ok: boolean }>(`select pg_try_advisory_lock(hashtext('relay'), hashtext($1)) ok`, [service])).rows[0]!
        .ok;
    while (!held.aborted && !(await lock())) await pause(POLL_MS, held);
    while (!held.aborted) {
      const moved = await publish(client, batch);
      if (moved) observer.published?.(service, moved);
      if (moved >= batch) continue;
      if (moved) await pause(pace.rest(), held);
      await bell.wait(POLL_MS);
    }
  });
  bell.close();
}
