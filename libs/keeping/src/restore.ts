import pg from 'pg';
import { createRoles } from '#lib/service';
import { readArchive, readJson } from './archive-reader.ts';
import { servicesOf } from './catalog.ts';
import { checkAbout } from './check-about.ts';
import { type About, DamagedBackup, KeepingError, SEALED, Sequence, SEQUENCES } from './format.ts';
import { Loader } from './loader.ts';
import { COPY_OPTIONS } from './session.ts';
import { FileStage } from './stage.ts';

/** What a restore may be told beside. */
export interface RestoreOptions {
  /** The owner's URL of the database it goes into. */
  readonly url: string;
  readonly file: string;
  /** The project's folder, with `apps/<service>/prisma/migrations`. */
  readonly root: string;
  readonly version: string;
  /** What the passwords of the services' roles are derived from. */
  readonly databasePassword: string;
  /** This installation's secrets by name → fingerprint; a restore where one differs is refused. */
  readonly secrets?: About['secrets'];
  /** Over Kafka, what this installation's topics are called by. */
  readonly topicPrefix?: string | undefined;
  /** The data folder; without it files are left aside. */
  readonly folder?: string;
  /** Throw away what the database holds. */
  readonly replace?: boolean;
  /** Nothing has run since the backup was made (a move to another machine): jobs then need not be taken for perhaps done. */
  readonly nothingSince?: boolean;
  /** Opens the sealed secrets, where the backup holds them and the caller wants them. */
  readonly onSecrets?: (sealed: string) => Promise<void>;
  /**
   * Called with everything loaded and upgraded, before it becomes visible: what has to be done again on older data (erasures since), and
   * checks. @throws to give up; then nothing has changed
   */
  readonly beforeCommit?: (client: pg.Client, about: About) => Promise<void>;
  /** Load and check, then take everything back. */
  readonly rehearse?: boolean;
}

export interface RestoreSummary {
  readonly about: About;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  /** Service → migrations applied that the backup did not have yet. */
  readonly upgraded: Readonly<Record<string, readonly string[]>>;
  /** Jobs for the outside that may have been done since: their look-up, or a person, tells. */
  readonly unsureJobs: number;
  readonly milliseconds: number;
}

/**
 * Restores a backup. All of the database's part is one transaction: tables are made by the very migrations the backup had, filled, then
 * brought to this version by those it had not. What fails, fails as a whole: nothing has changed then.
 * @throws DamagedBackup naming the part; KeepingError where it is refused, with what to do
 */
export async function restore(options: RestoreOptions): Promise<RestoreSummary> {
  const started = performance.now();
  const client = new pg.Client({ connectionString: options.url, options: COPY_OPTIONS });
  client.on('error', () => undefined);
  await client.connect();
  const stage = options.folder ? new FileStage(options.folder) : undefined;
  try {
    let loader: Loader | undefined;
    let kept: About | undefined;
    const loaded = (): Loader => {
      if (!loader) throw new KeepingError('The backup holds nothing.');
      return loader;
    };
    const manifest = await readArchive(
      options.file,
      async (about) => {
        checkAbout(about, options);
        await mayWrite(client, options);
        await createRoles({
          ownerUrl: options.url,
          secret: options.databasePassword,
          services: Object.keys(about.services),
        });
        kept = about;
        loader = new Loader(client, about, options.root);
        await client.query('BEGIN');
        await loader.makeTables();
      },
      async ({ name, content }) => {
        if (name.startsWith('tables/')) return loaded().take(name, content);
        await loaded().endTable();
        if (name === SEQUENCES) return loaded().setSequences(await readJson(name, content, Sequence.array()));
        if (name.startsWith('files/')) return stage?.take(name.slice('files/'.length), content);
        if (name === SEALED) return options.onSecrets?.(await textOf(content));
        throw new DamagedBackup(name, 'nothing of that name belongs into a backup');
      },
    );
    await loaded().endTable();
    loaded().compareRows(manifest.rows);
    const unsureJobs = options.nothingSince ? 0 : await loaded().doubtJobs();
    await loaded().freeJobs();
    await loaded().protect();
    const upgraded = await loaded().upgrade();
    await options.beforeCommit?.(client, kept!);
    await client.query(options.rehearse ? 'ROLLBACK' : 'COMMIT');
    if (!options.rehearse) stage?.commit();
    if (!options.rehearse) await client.query('ANALYZE');
    return {
      about: kept!,
      tables: kept!.tables.length,
      rows: Object.values(manifest.rows).reduce((sum, n) => sum + n, 0),
      files: stage?.files ?? 0,
      upgraded,
      unsureJobs,
      milliseconds: performance.now() - started,
    };
  } finally {
    stage?.abandon();
    // whatever was not committed goes with the connection
    await client.end().catch(() => undefined);
  }
}

/** @throws KeepingError where something is there already, or at work */
async function mayWrite(client: pg.Client, { replace }: RestoreOptions): Promise<void> {
  const { rows: working } = await client.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity where datname = current_database() and (usename like 'svc\\_%' or usename = 'relay')`,
  );
  if (working[0]!.n) throw new KeepingError('Trillium runs on this database. Stop it (every process), then restore.');
  const there = await servicesOf(client);
  if (there.length && !replace)
    throw new KeepingError(
      `The database is not empty (it holds ${there.join(', ')}). Back it up, then say --replace to have it replaced, or restore into another one.`,
    );
}

async function textOf(content: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
