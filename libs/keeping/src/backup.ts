import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { ArchiveWriter } from './archive-writer.ts';
import { migrationsOf, sequencesOf, servicesOf, SHARED_SCHEMAS, tablesOf } from './catalog.ts';
import { filesOf } from './data-files.ts';
import { type About, ABOUT, FORMAT, KeepingError, PIECE, pieceName, SEALED, SEQUENCES, type Table, tableName } from './format.ts';
import { sealSecrets } from './sealed-secrets.ts';
import { canBypass, COPY_OPTIONS, exact } from './session.ts';

export interface BackupOptions {
  /** The owner's URL; one that row-level security does not bind. */
  readonly url: string;
  /** The data folder, whose files are taken along; none where there are none. */
  readonly folder?: string;
  /** Where it is written; nothing stands there before it is whole. */
  readonly file: string;
  /** The version of Trillium. */
  readonly version: string;
  readonly transport: About['transport'];
  /** Over Kafka, what its topics are called by. */
  readonly topicPrefix?: string | undefined;
  /** Name → fingerprint, see {@link fingerprint}. */
  readonly secrets: About['secrets'];
  /** With it, secrets.json comes along, sealed by it. */
  readonly passphrase?: string | undefined;
  /** Rows that belong to the same moment and stand in no table, by table: COPY text put before the table's own. */
  readonly ahead?: (table: Table) => Buffer | undefined;
  /** Called once the moment is fixed, with the name under which other connections see it (`SET TRANSACTION SNAPSHOT`). */
  readonly atMoment?: (snapshot: string) => Promise<void>;
}

export interface BackupSummary {
  readonly file: string;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  /** What was read, and what it came to. */
  readonly bytes: number;
  readonly size: number;
  readonly milliseconds: number;
}

/**
 * Backs up database and files as they are at one moment, while everything goes on. The moment is a snapshot of PostgreSQL's, held by one
 * connection; each table is copied by a short transaction that sees that snapshot, so that no table stays locked after its copy.
 * Rows stream through: memory does not grow with the database.
 * @throws KeepingError where the database cannot be read whole, Error when writing fails; nothing is left behind then
 */
export async function backup(options: BackupOptions): Promise<BackupSummary> {
  const started = performance.now();
  const keeper = new pg.Client({ connectionString: options.url, options: COPY_OPTIONS });
  const copier = new pg.Client({ connectionString: options.url, options: COPY_OPTIONS });
  for (const client of [keeper, copier]) client.on('error', () => undefined);
  await keeper.connect();
  let archive: ArchiveWriter | undefined;
  try {
    await copier.connect();
    await canBypass(keeper);
    await keeper.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows: exported } = await keeper.query<{ snapshot: string }>('SELECT pg_export_snapshot() AS snapshot');
    const { snapshot } = exported[0]!;
    await options.atMoment?.(snapshot);
    const about = await describe(keeper, options);
    archive = new ArchiveWriter(options.file);
    await archive.add(ABOUT, `${JSON.stringify(about, null, 1)}\n`);
    const rows: Record<string, number> = {};
    for (const table of about.tables) rows[tableName(table)] = await copyTable(copier, snapshot, table, archive, options);
    await sameMigrations(copier, about);
    const schemas = [...Object.keys(about.services), ...SHARED_SCHEMAS];
    await archive.add(SEQUENCES, JSON.stringify(await sequencesOf(copier, schemas)));
    await keeper.query('COMMIT');
    const files = options.folder ? filesOf(options.folder) : [];
    for (const { path, size } of files)
      await archive.stream(`files/${path}`, size, createReadStream(join(options.folder!, path)) as AsyncIterable<Buffer>);
    await addSecrets(archive, options);
    const { bytes } = archive;
    const size = await archive.finish(rows);
    return {
      file: options.file,
      tables: about.tables.length,
      rows: Object.values(rows).reduce((sum, n) => sum + n, 0),
      files: files.length,
      bytes,
      size,
      milliseconds: performance.now() - started,
    };
  } catch (error) {
    await archive?.abandon();
    throw error;
  } finally {
    await Promise.all([keeper, copier].map((client) => client.end().catch(() => undefined)));
  }
}

async function describe(client: pg.Client, { version, transport, topicPrefix, secrets }: BackupOptions): Promise<About> {
  const names = await servicesOf(client);
  if (!names.length)
    throw new KeepingError('There is nothing to back up: no service has made its tables in this database. Start Trillium first.');
  const services: Record<string, About['services'][string]> = {};
  for (const name of names) services[name] = await migrationsOf(client, name);
  const { rows } = await client.query<{ postgres: string; now: string }>(
    `select current_setting('server_version') as postgres, to_json(transaction_timestamp()) #>> '{}' as now`,
  );
  return {
    format: FORMAT,
    trillium: version,
    madeAt: new Date(rows[0]!.now).toISOString(),
    postgres: rows[0]!.postgres,
    services,
    tables: await tablesOf(client, [...names, ...SHARED_SCHEMAS]),
    secrets,
    transport,
    ...(topicPrefix !== undefined && { topicPrefix }),
  };
}

/** @returns how many rows it had: in COPY's text form every row is a line, and a line break within a value is written `\n` */
async function copyTable(
  client: pg.Client,
  snapshot: string,
  table: Table,
  archive: ArchiveWriter,
  { ahead }: BackupOptions,
): Promise<number> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await client.query(`SET TRANSACTION SNAPSHOT ${pg.escapeLiteral(snapshot)}`);
  const stream = client.query(
    copyTo(`COPY (SELECT ${exact(table.columns)} FROM ${exact([table.schema])}.${exact([table.table])}) TO STDOUT`),
  );
  let rows = 0;
  let pieces = 0;
  let gathered: Buffer[] = [];
  let size = 0;
  const write = async (): Promise<void> => {
    if (size) await archive.add(pieceName(table, (pieces += 1)), Buffer.concat(gathered));
    gathered = [];
    size = 0;
  };
  const take = (chunk: Buffer): void => {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows += 1;
    gathered.push(chunk);
    size += chunk.length;
  };
  const first = ahead?.(table);
  if (first) take(first);
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    take(chunk);
    if (size >= PIECE && chunk.at(-1) === 10) await write();
  }
  await write();
  await client.query('COMMIT');
  return rows;
}

/** Tables changed by an upgrade in between would be half old, half new. */
async function sameMigrations(client: pg.Client, about: About): Promise<void> {
  for (const [service, migrations] of Object.entries(about.services)) {
    const now = await migrationsOf(client, service);
    if (now.length !== migrations.length) throw new KeepingError(`${service} was upgraded while the backup ran. Run it again.`);
  }
}

async function addSecrets(archive: ArchiveWriter, { folder, passphrase }: BackupOptions): Promise<void> {
  if (passphrase === undefined) return;
  const file = folder && join(folder, 'secrets.json');
  if (!file || !existsSync(file))
    throw new KeepingError(
      'There is no secrets.json in the data folder: its secrets come from the environment. Keep them where you set them.',
    );
  await archive.add(SEALED, sealSecrets(await readFile(file, 'utf8'), passphrase));
}
