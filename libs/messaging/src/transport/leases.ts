import type pg from 'pg';
import { PARTS } from '../schema/names.ts';
import type { Database } from '../store/database.ts';
import type { Log } from '../observe/observer.ts';
import { pause, session } from './session.ts';

export interface LeaseOptions {
  readonly database: Database;
  readonly signal: AbortSignal;
  readonly log: Log;
  /** How often replicas look whether they should share anew. */
  readonly everyMs?: number;
}

// pg_locks shows every database of the server, and hashes as unsigned numbers
const MEMBERS = `select count(*)::int n from pg_locks where locktype = 'advisory' and mode = 'ShareLock' and granted
  and database = (select oid from pg_database where datname = current_database())
  and classid::bigint = hashtext('member')::bigint & 4294967295 and objid::bigint = hashtext($1)::bigint & 4294967295`;

/**
 * Shares a service's inbox parts among its replicas by session locks: no table, gone with the connection. For speed only: what keeps a
 * message from running twice is the deletion of its inbox row.
 * @param mine the live list of this replica's parts
 */
export async function leaseParts(mine: number[], { database, signal, log, everyMs = 2000 }: LeaseOptions): Promise<void> {
  const { service } = database;
  await session({ url: database.relayUrl, name: `leases ${service}`, log, signal }, async (client, held) => {
    try {
      await client.query(`select pg_advisory_lock_shared(hashtext('member'), hashtext($1))`, [service]);
      while (!held.aborted) {
        if (await share(client, service, mine)) database.poke('inbox');
        await pause(everyMs, held);
      }
    } finally {
      mine.length = 0;
    }
  });
}

/** Lets go of what is too much and takes what is free, up to a fair share. Returns whether it got any. */
async function share(client: pg.Client, service: string, mine: number[]): Promise<boolean> {
  const [counted] = (await client.query<{ n: number }>(MEMBERS, [service])).rows;
  const fair = Math.ceil(PARTS / Math.max(counted!.n, 1));
  while (mine.length > fair) await client.query('select pg_advisory_unlock(hashtext($1), $2)', [`part ${service}`, mine.pop()]);
  const before = mine.length;
  for (let part = 0; part < PARTS && mine.length < fair; part += 1) {
    if (mine.includes(part)) continue;
    const { rows } = await client.query<{ ok: boolean }>('select pg_try_advisory_lock(hashtext($1), $2) ok', [
      `part ${service}`,
      part,
    ]);
    if (rows[0]!.ok) mine.push(part);
  }
  return mine.length > before;
}
