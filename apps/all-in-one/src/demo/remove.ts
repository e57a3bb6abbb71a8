import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '#lib/service';
import { loadData } from '#test/world';

/** The libraries that the demo brought. */
export const demoLibraries = (): string[] =>
  loadData()
    .libraries.filter(({ role }) => role === 'member')
    .map(({ symbol }) => symbol);

interface Table {
  readonly table: string;
  readonly column: 'tenant' | 'symbol';
}

// every library's rows have its symbol as tenant; copies of profiles and partners name it as symbol
const TABLES = `select format('%I.%I', n.nspname, c.relname) as table, a.attname as column
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
  where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any($1) and not a.attisdropped
    and (a.attname = 'tenant' or (a.attname = 'symbol' and c.relname in ('library', 'listed_library', 'partner')))`;
const SCHEMAS = ['directory', 'intake', 'sourcing', 'fulfillment', 'payment', 'reporting', 'identity'];

/** Agreements keep the parties that stay; one with fewer than two is none. */
const AGREEMENTS = [
  `update directory.agreement set version = version + 1, state = jsonb_set(state, '{profile,parties}', (
     select coalesce(jsonb_agg(party), '[]') from jsonb_array_elements(state->'profile'->'parties') party
     where party->>'library' <> all($1))) where exists (
       select from jsonb_array_elements(state->'profile'->'parties') party where party->>'library' = any($1))`,
  `delete from directory.agreement where jsonb_array_length(state->'profile'->'parties') < 2`,
];

/**
 * Deletes the demo's libraries with everything of theirs, in one transaction; other libraries and the consortium's operators stay. Nothing
 * else may run on the database.
 * @param owner the database's URL, as superuser: what is append-only for everybody is deleted too
 * @returns how many rows went
 * @throws Error where the role may not do that
 */
export async function deleteLibraries(owner: string, symbols: readonly string[]): Promise<number> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    const { rows: roles } = await client.query<{ super: boolean }>(
      'select rolsuper as super from pg_roles where rolname = current_user',
    );
    if (!roles[0]?.super)
      throw new Error(
        'To remove the demo, DATABASE_URL must name a superuser: append-only rows are deleted, which no other role may.',
      );
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    const { rows: tables } = await client.query<Table>(TABLES, [SCHEMAS]);
    let gone = 0;
    for (const { table, column } of tables)
      // a library's practice copies go with it
      gone +=
        (
          await client.query(`delete from ${table} where regexp_replace(${column}, '-P[1-9][0-9]{0,3}$', '') = any($1)`, [
            symbols,
          ])
        ).rowCount ?? 0;
    await client.query(AGREEMENTS[0]!, [symbols]);
    await client.query(AGREEMENTS[1]!);
    await client.query('commit');
    return gone;
  } finally {
    await client.end();
  }
}

/** Removes the demo from a data folder on which nothing runs. @param databaseUrl where the database is not the folder's own */
export async function removeDemo(folder: string, databaseUrl: string | undefined): Promise<number> {
  if (databaseUrl) return deleteLibraries(databaseUrl, demoLibraries());
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres') });
  try {
    return await deleteLibraries(postgres.url, demoLibraries());
  } finally {
    await postgres.stop();
  }
}
