import { createHash } from 'node:crypto';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { About, readArchive, tableName, type Table } from '#lib/keeping';

export interface OldRows {
  readonly about: About;
  readonly counts: Readonly<Record<string, number>>;
  /** Table → what its lines come to, in whatever order. */
  readonly digests: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, Buffer>>;
}

/** Of lines without their order: a migration may rewrite a table, and rows then come in another. */
const digestOf = (lines: string): string => {
  const sum = createHash('sha256');
  for (const line of lines.split('\n').toSorted()) sum.update(`${line}\n`);
  return sum.digest('hex');
};

/** What a backup holds, read without a database. */
export async function readOldRows(file: string): Promise<OldRows> {
  let about: About | undefined;
  const texts = new Map<string, string>();
  const files: Record<string, Buffer> = {};
  const { rows } = await readArchive(
    file,
    async (found) => void (about = found),
    async ({ name, content }) => {
      const chunks: Buffer[] = [];
      for await (const chunk of content) chunks.push(chunk);
      const bytes = Buffer.concat(chunks);
      const [kind, table = ''] = name.split('/');
      if (kind === 'tables') texts.set(table, (texts.get(table) ?? '') + bytes.toString('utf8'));
      if (kind === 'files') files[name.slice('files/'.length)] = bytes;
    },
  );
  const digests = Object.fromEntries(Object.keys(rows).map((table) => [table, digestOf(texts.get(table) ?? '')]));
  return { about: about!, counts: rows, digests, files };
}

/** The same of a database, by the columns the backup had. */
export async function digestsNow(client: pg.Client, tables: readonly Table[]): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const table of tables) {
    const columns = table.columns.map((column) => pg.escapeIdentifier(column)).join(', ');
    const chunks: Buffer[] = [];
    const stream = client.query(copyTo(`COPY (SELECT ${columns} FROM ${tableName(table)}) TO STDOUT`));
    for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
    found[tableName(table)] = digestOf(Buffer.concat(chunks).toString('utf8'));
  }
  return found;
}

/** Lets the outside be found where it is now: its address stands in rows. */
export async function moveWorld(client: pg.ClientBase, from: string, to: string): Promise<void> {
  const { rows } = await client.query<{ schema: string; table: string; column: string; type: string }>(
    `select n.nspname as schema, c.relname as table, a.attname as column, format_type(a.atttypid, null) as type
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') and a.attnum > 0 and not a.attisdropped
       and a.atttypid in ('text'::regtype, 'jsonb'::regtype, 'json'::regtype)`,
  );
  // history is append-only, by triggers
  await client.query('SET session_replication_role = replica');
  for (const { schema, table, column, type } of rows) {
    const name = pg.escapeIdentifier(column);
    await client.query(
      `UPDATE ${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(table)} SET ${name} = replace(${name}::text, $1, $2)::${type}
       WHERE ${name}::text LIKE '%' || $1 || '%'`,
      [from, to],
    );
  }
  await client.query('RESET session_replication_role');
}
