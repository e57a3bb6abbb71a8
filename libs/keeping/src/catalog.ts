import type pg from 'pg';
import { type Migration, type Sequence, type Table, tableName } from './format.ts';

type Client = Pick<pg.ClientBase, 'query'>;

/** What services share beside their own schemas: who listens to what, and who may ask (ADR 0012). */
export const SHARED_SCHEMAS = ['messaging', 'identity'] as const;

/** The services that have something in this database, by their tables of migrations. */
export async function servicesOf(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ schema: string }>(
    `select n.nspname as schema from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relname = '_prisma_migrations' and c.relkind = 'r' order by 1`,
  );
  return rows.map(({ schema }) => schema);
}

export async function migrationsOf(client: Client, service: string): Promise<Migration[]> {
  const { rows } = await client.query<Migration & { finishedAt: string | null }>(
    `select migration_name as name, checksum, to_json(started_at) #>> '{}' as "startedAt", to_json(finished_at) #>> '{}' as "finishedAt",
       applied_steps_count as steps
     from "${service}"._prisma_migrations where rolled_back_at is null order by migration_name`,
  );
  const half = rows.find(({ finishedAt }) => finishedAt === null);
  if (half) throw new Error(`${service}: migration ${half.name} failed or is being applied; start Trillium, then back up`);
  return rows;
}

/**
 * Every table with its columns (generated ones left out: they follow from the others), each after those its foreign keys point to. Of a
 * partitioned table the whole, not its partitions.
 */
export async function tablesOf(client: Client, schemas: readonly string[]): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select n.nspname as schema, c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> '_prisma_migrations'
       and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     group by 1, 2 order by 1, 2`,
    [schemas],
  );
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `select distinct conrelid::regclass::oid::text as from, confrelid::regclass::oid::text as to from pg_constraint where contype = 'f'`,
  );
  const { rows: names } = await client.query<{ oid: string; schema: string; table: string }>(
    `select c.oid::text, n.nspname as schema, c.relname as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1)`,
    [schemas],
  );
  const name = new Map(names.map((one) => [one.oid, tableName(one)]));
  return inOrder(
    rows,
    references.map(({ from, to }) => [name.get(from) ?? '', name.get(to) ?? '']),
  );
}

/** Each table after those it points to; pointing to itself is no hindrance, as a table is loaded in one statement. */
export function inOrder(tables: readonly Table[], references: readonly (readonly [from: string, to: string])[]): Table[] {
  const placed = new Set<string>();
  const ordered: Table[] = [];
  const waits = (name: string, left: ReadonlySet<string>): boolean =>
    references.some(([from, to]) => from === name && to !== name && left.has(to));
  let left = [...tables];
  while (left.length) {
    const names = new Set(left.map(tableName));
    const free = left.filter((table) => !waits(tableName(table), names));
    if (!free.length) throw new Error(`foreign keys run in a circle: ${[...names].join(', ')}`);
    for (const table of free) {
      placed.add(tableName(table));
      ordered.push(table);
    }
    left = left.filter((table) => !placed.has(tableName(table)));
  }
  return ordered;
}

/** Where numbering stands. Sequences follow no snapshot: read after it, they are ahead of all rows in it. */
export async function sequencesOf(client: Client, schemas: readonly string[]): Promise<Sequence[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(
    'select schemaname as schema, sequencename as name from pg_sequences where schemaname = any($1) order by 1, 2',
    [schemas],
  );
  const found: Sequence[] = [];
  for (const { schema, name } of rows) {
    const { rows: values } = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from "${schema}"."${name}"`,
    );
    found.push({ schema, name, ...values[0]! });
  }
  return found;
}
