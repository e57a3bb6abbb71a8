import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { projectRoot, startPostgres } from '#lib/service';
import { restore, type RestoreSummary } from './restore.ts';

export interface Verified extends RestoreSummary {
  /** In plain words; empty where all is well. */
  readonly faults: readonly string[];
}

/**
 * Restores a backup into a PostgreSQL of its own, in a folder that is removed again, and looks at it.
 * @param check what else has to hold of the data; tells faults in words
 * @throws what {@link restore} throws
 */
export async function verifyBackup(file: string, check: (client: pg.Client) => Promise<readonly string[]>): Promise<Verified> {
  const folder = mkdtempSync(join(tmpdir(), 'trillium-verify-'));
  const root = projectRoot();
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  try {
    const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), test: true });
    try {
      const faults: string[] = [];
      const summary = await restore({
        url: postgres.url,
        file,
        root,
        version,
        folder: join(folder, 'data'),
        databasePassword: randomBytes(32).toString('base64url'),
        beforeCommit: async (client) => void faults.push(...(await unprotected(client)), ...(await check(client))),
      });
      return { ...summary, faults };
    } finally {
      await postgres.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** Tables with libraries' rows of which not every row is protected; a partition is reached through its table only. */
async function unprotected(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant' and not a.attisdropped
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema')
       and not (c.relrowsecurity and c.relforcerowsecurity)
     order by 1`,
  );
  return rows.map(({ name }) => `${name} has libraries' rows and no forced row-level security`);
}
