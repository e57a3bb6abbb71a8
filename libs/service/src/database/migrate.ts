import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** The advisory lock `prisma migrate` itself takes: two processes that start at once migrate one after the other. */
const PRISMA_LOCK = 72_707_369;

export interface MigrateOptions {
  /** The owner's URL; a service's own role may not change tables. */
  readonly url: string;
  /** The folder of `<name>/migration.sql`. */
  readonly dir: string;
  /** The service's PostgreSQL schema, made if it is not there. */
  readonly schema: string;
}

interface Applied {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
}

/** Prisma's own table, as `prisma migrate deploy` makes it. */
export const PRISMA_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL,
  logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

/**
 * Applies what is missing of a service's migrations, in the order of their names, and records each as Prisma does, so that
 * `prisma migrate deploy` and `status` agree. Each migration is one transaction (PostgreSQL's simple query protocol).
 * @returns the names applied now
 * @throws Error naming the migration that failed, failed earlier or was edited after it was applied
 */
export async function migrate({ url, dir, schema }: MigrateOptions): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, options: `-c search_path="${schema}"` });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK]);
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${pg.escapeIdentifier(schema)}`);
    await client.query(PRISMA_TABLE);
    const { rows } = await client.query<Applied>(
      'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    );
    const applied: string[] = [];
    for (const { name, sql, checksum } of readMigrations(dir)) {
      const before = rows.find((row) => row.migration_name === name);
      if (before && !before.finished_at)
        throw new Error(
          `${schema}: migration ${name} failed earlier; mend the database, then delete its row in ${schema}._prisma_migrations`,
        );
      if (before && before.checksum !== checksum) throw new Error(`${schema}: migration ${name} was edited after it was applied`);
      if (before) continue;
      await applyOne(client, schema, name, sql, checksum);
      applied.push(name);
    }
    return applied;
  } finally {
    await client.end();
  }
}

export interface MigrationFile {
  readonly name: string;
  readonly sql: string;
  /** As Prisma reckons it: SHA-256 of the file, in hexadecimal. */
  readonly checksum: string;
}

/** A service's migrations, oldest first. */
export const readMigrations = (dir: string): MigrationFile[] =>
  (existsSync(dir) ? readdirSync(dir) : [])
    .filter((name) => existsSync(join(dir, name, 'migration.sql')))
    .toSorted()
    .map((name) => {
      const sql = readFileSync(join(dir, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });

/** Records a migration that was applied, as Prisma does; in the connection's search path. */
export async function recordMigration(
  client: Pick<pg.ClientBase, 'query'>,
  done: { name: string; checksum: string; startedAt: string; finishedAt: string; steps: number },
): Promise<void> {
  await client.query(
    `INSERT INTO _prisma_migrations (id, migration_name, checksum, started_at, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [randomUUID(), done.name, done.checksum, done.startedAt, done.finishedAt, done.steps],
  );
}

async function applyOne(client: pg.Client, schema: string, name: string, sql: string, checksum: string): Promise<void> {
  const id = randomUUID();
  await client.query('INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)', [id, checksum, name]);
  try {
    await client.query(sql);
  } catch (cause) {
    await client.query('ROLLBACK');
    const message = cause instanceof Error ? cause.message : String(cause);
    await client.query('UPDATE _prisma_migrations SET logs = $2 WHERE id = $1', [id, message]);
    throw new Error(`${schema}: migration ${name} failed: ${message}`, { cause });
  }
  // a script may change the path for what follows it on this connection
  await client.query(`SET search_path = ${pg.escapeIdentifier(schema)}`);
  await client.query('UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE id = $1', [id]);
}
