import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { baseSettings, findSecrets, projectRoot, readSettings, startPostgres } from '#lib/service';
import { fingerprint } from '#lib/keeping';

/** Where an installation keeps what it has. */
export interface Place {
  /** The owner's URL. */
  readonly url: string;
  readonly folder: string;
  readonly root: string;
  readonly version: string;
  readonly transport: 'postgres' | 'kafka';
  /** Over Kafka, what its topics are called by. */
  readonly topicPrefix?: string;
  /** What the database roles' passwords are derived from; undefined where no secrets were made yet. */
  readonly databasePassword: string | undefined;
  /** Fingerprints of the secrets without which something kept could not be read or found again. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Stops the database again where it was started for this. */
  close(): Promise<void>;
}

export interface Wanted {
  readonly data?: string | undefined;
  /** Another database than the installation's. */
  readonly url?: string | undefined;
}

/** Made anew in every installation without harm: sessions end, and roles get their passwords at every start. */
const RENEWABLE = ['session', 'databasePassword'];

/** Finds the installation as its processes would: DATABASE_URL, else the database in the data folder, started if it does not run. */
export async function openPlace({ data, url }: Wanted, environment = process.env): Promise<Place> {
  const base = readSettings(baseSettings, { ...environment, ...(data !== undefined && { TRILLIUM_DATA_DIR: data }) });
  const folder = resolve(base.TRILLIUM_DATA_DIR);
  const root = projectRoot();
  const given = [
    base.SESSION_SECRET,
    base.TRILLIUM_DB_PASSWORD_SECRET,
    base.TRILLIUM_PATRON_KEY_SECRET,
    base.TRILLIUM_SEAL_SECRET,
  ];
  const made = existsSync(join(folder, 'secrets.json')) || given.every((secret) => secret !== undefined);
  const secrets = made ? await findSecrets(base) : undefined;
  const known = url ?? base.DATABASE_URL;
  const postgres = known === undefined ? await startPostgres({ dataDir: join(folder, 'postgres') }) : undefined;
  return {
    url: known ?? postgres!.url,
    folder,
    root,
    version: versionOf(root),
    transport: base.KAFKA_BROKERS ? 'kafka' : 'postgres',
    ...(base.KAFKA_BROKERS && { topicPrefix: base.TRILLIUM_TOPIC_PREFIX }),
    databasePassword: secrets?.databasePassword,
    secrets: Object.fromEntries(
      Object.entries(secrets ?? {})
        .filter(([name]) => !RENEWABLE.includes(name))
        .map(([name, secret]) => [name, fingerprint(String(secret))]),
    ),
    close: async () => {
      // one that runs belongs to Trillium at work, or was left by it for its next start
      if (postgres && !postgres.adopted) await postgres.stop();
    },
  };
}

export const versionOf = (root: string): string =>
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
