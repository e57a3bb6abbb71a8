import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams';
import { PRISMA_TABLE, readMigrations, recordMigration, servicesWithTables } from '#lib/service';
import { servicesOf, SHARED_SCHEMAS, tablesOf } from './catalog.ts';
import { type About, DamagedBackup, KeepingError, type Sequence, type Table, tableName } from './format.ts';
import { exact } from './session.ts';

/** Fills a database within the caller's transaction. */
export class Loader {
  readonly #client: pg.Client;
  readonly #about: About;
  readonly #root: string;
  readonly #tables: ReadonlyMap<string, Table>;
  readonly #rows = new Map<string, number>();
  /** Tables whose row-level security was forced, to be forced again. */
  #forced: string[] = [];
  #copying: { readonly table: Table; readonly stream: CopyStreamQuery; readonly failed: Promise<never> } | undefined;

  constructor(client: pg.Client, about: About, root: string) {
    this.#client = client;
    this.#about = about;
    this.#root = root;
    this.#tables = new Map(about.tables.map((table) => [tableName(table), table]));
  }

  /** Makes schemas and tables as they were when the backup was made, in place of those there are. */
  async makeTables(): Promise<void> {
    const gone = new Set([...(await servicesOf(this.#client)), ...Object.keys(this.#about.services)]);
    for (const service of gone) await this.#client.query(`DROP SCHEMA IF EXISTS ${exact([service])} CASCADE`);
    for (const [service, applied] of Object.entries(this.#about.services)) {
      const schema = pg.escapeIdentifier(service);
      await this.#client.query(`CREATE SCHEMA ${schema}`);
      await this.#client.query(`SET LOCAL search_path = ${schema}`);
      await this.#client.query(PRISMA_TABLE);
      const known = new Map(this.#migrations(service).map(({ name, sql }) => [name, sql]));
      for (const migration of applied) {
        await this.#client.query(known.get(migration.name)!);
        await this.#client.query(`SET LOCAL search_path = ${schema}`);
        await recordMigration(this.#client, migration);
      }
    }
    await this.#client.query('SET LOCAL search_path = pg_catalog');
    await this.#open();
  }

  /** A piece of a table, in the order written. */
  async take(name: string, content: AsyncIterable<Buffer>): Promise<void> {
    const table = this.#tables.get(name.split('/')[1] ?? '');
    if (!table) throw new DamagedBackup(name, 'about.json knows no such table');
    if (this.#copying?.table !== table) {
      await this.endTable();
      this.#begin(table);
    }
    const { stream, failed } = this.#copying!;
    for await (const chunk of content) await Promise.race([failed, written(stream, chunk)]);
  }

  /** Ends what is being copied, and waits until it is in. */
  async endTable(): Promise<void> {
    const copying = this.#copying;
    this.#copying = undefined;
    if (!copying) return;
    const { table, stream, failed } = copying;
    await Promise.race([failed, ended(stream)]);
    this.#rows.set(tableName(table), stream.rowCount ?? 0);
  }

  async setSequences(sequences: readonly Sequence[]): Promise<void> {
    for (const { schema, name, last, called } of sequences)
      await this.#client.query('SELECT setval($1::regclass, $2, $3)', [`${exact([schema])}.${exact([name])}`, last, called]);
  }

  /** @throws DamagedBackup naming the table whose rows are not as many as were written */
  compareRows(expected: Readonly<Record<string, number>>): void {
    for (const [name, rows] of Object.entries(expected))
      if ((this.#rows.get(name) ?? 0) !== rows)
        throw new DamagedBackup(`tables/${name}`, `${this.#rows.get(name) ?? 0} rows were loaded instead of ${rows}`);
  }

  /**
   * Since the backup, jobs may have been done whose row is back: their repeat could order twice. Those a provider would not recognize by
   * their key are looked up first, or shown to a person. @returns how many
   */
  async doubtJobs(): Promise<number> {
    let doubted = 0;
    for (const job of this.#jobsWith('perhaps_sent')) {
      const { rowCount } = await this.#client.query(
        `UPDATE ${job} SET perhaps_sent = true WHERE NOT idempotent AND NOT perhaps_sent`,
      );
      doubted += rowCount ?? 0;
    }
    return doubted;
  }

  /** Jobs that a process was at when the backup was made are due at once: it is not here, and nobody waits until its claim runs out. */
  async freeJobs(): Promise<void> {
    for (const job of this.#jobsWith('due_at')) await this.#client.query(`UPDATE ${job} SET due_at = now() WHERE due_at > now()`);
  }

  /** The tables of jobs that have a column: those of early backups have fewer. */
  #jobsWith(column: string): string[] {
    return this.#about.tables
      .filter(({ table, columns }) => table === 'job' && columns.includes(column))
      .map(({ schema }) => `${exact([schema])}.job`);
  }

  /** Puts triggers and forced row-level security back. */
  async protect(): Promise<void> {
    for (const { schema, table } of this.#about.tables)
      await this.#client.query(`ALTER TABLE ${exact([schema])}.${exact([table])} ENABLE TRIGGER USER`);
    for (const name of this.#forced) await this.#client.query(`ALTER TABLE ${name} FORCE ROW LEVEL SECURITY`);
  }

  /** Applies what this version has and the backup had not. @returns by service, what was applied */
  async upgrade(): Promise<Record<string, string[]>> {
    const applied: Record<string, string[]> = {};
    for (const service of servicesWithTables(this.#root)) {
      const before = this.#about.services[service];
      // a service of its own since: it makes its tables at its first start
      if (!before) continue;
      const schema = pg.escapeIdentifier(service);
      for (const { name, sql, checksum } of this.#migrations(service)) {
        if (before.some((one) => one.name === name)) continue;
        const startedAt = new Date().toISOString();
        await this.#client.query(`SET LOCAL search_path = ${schema}`);
        await this.#client.query(sql).catch((cause: unknown) => {
          throw new KeepingError(`${service}: migration ${name} does not take the backup’s rows: ${(cause as Error).message}`, {
            cause,
          });
        });
        await this.#client.query(`SET LOCAL search_path = ${schema}`);
        await recordMigration(this.#client, { name, checksum, startedAt, finishedAt: new Date().toISOString(), steps: 1 });
        (applied[service] ??= []).push(name);
      }
    }
    await this.#client.query('SET LOCAL search_path = pg_catalog');
    return applied;
  }

  #migrations(service: string): ReturnType<typeof readMigrations> {
    return readMigrations(join(this.#root, 'apps', service, 'prisma/migrations'));
  }

  /** Makes tables take rows as they are: no triggers of ours, and the owner not bound by row-level security. */
  async #open(): Promise<void> {
    const schemas = [...Object.keys(this.#about.services), ...SHARED_SCHEMAS];
    const there = new Map((await tablesOf(this.#client, schemas)).map((table) => [tableName(table), table]));
    const { rows } = await this.#client.query<{ schema: string; table: string }>(
      `select n.nspname as schema, c.relname as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = any($1) and c.relforcerowsecurity`,
      [schemas],
    );
    this.#forced = rows.map(({ schema, table }) => `${exact([schema])}.${exact([table])}`);
    for (const table of this.#about.tables) {
      const name = `${exact([table.schema])}.${exact([table.table])}`;
      const made = there.get(tableName(table));
      const missing = table.columns.filter((column) => !made?.columns.includes(column));
      if (!made || missing.length)
        throw new KeepingError(
          `The backup has ${tableName(table)}${made ? ` (${missing.join(', ')})` : ''}, which its migrations do not make. It was made of a database changed by hand.`,
        );
      await this.#client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`);
      if (this.#forced.includes(name)) await this.#client.query(`ALTER TABLE ${name} NO FORCE ROW LEVEL SECURITY`);
      // some tables hold rows from the start: migrations may put them there, and every start writes who listens
      await this.#client.query(`DELETE FROM ${name}`);
    }
  }

  #begin(table: Table): void {
    const sql = `COPY ${exact([table.schema])}.${exact([table.table])} (${exact(table.columns)}) FROM STDIN`;
    const stream = this.#client.query(copyFrom(sql));
    const failed = new Promise<never>((_, fail) => {
      stream.on('error', (cause) =>
        fail(new DamagedBackup(`tables/${tableName(table)}`, `the database does not take it (${cause.message})`, { cause })),
      );
    });
    failed.catch(() => undefined);
    this.#copying = { table, stream, failed };
  }
}

// One chunk at a time, and the stream's own queue never used: when the server refuses a row, pg-copy-streams lets go of its connection,
// and a queue would be written into nothing, outside anybody's reach. The refusal itself is told by the stream's error.
const written = (stream: CopyStreamQuery, chunk: Buffer): Promise<void> =>
  new Promise((done) => {
    stream.write(chunk, () => done());
  });
const ended = async (stream: CopyStreamQuery): Promise<void> => {
  stream.end();
  await once(stream, 'finish');
};
