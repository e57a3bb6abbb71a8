import { createHash, randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { identitySql } from '../../../service/src/auth/identity-sql.ts';
import { installDatabase } from '../../../service/src/database/databases.ts';
import { readMigrations } from '../../../service/src/database/migrate.ts';
import { RUNNING } from '../servers/choose.ts';

/** What the database roles' passwords are derived from in tests: the same in every process and run. */
export const TEST_SECRET = 'trillium tests: one secret for every process and run';
const LOCK = hashNumber('trillium test templates');

function hashNumber(text: string): number {
  return createHash('sha256').update(text).digest().readInt32BE();
}

/** The project's folder: jest runs there. */
const root = (): string => resolve('.');

/** @throws Error when the run has no PostgreSQL, e.g. in a unit test. */
export function adminUrl(): string {
  const url = process.env[RUNNING.PostgreSQL];
  if (!url) throw new Error('There is no PostgreSQL in this run: name the file *.medium.spec.ts (or *.kafka.spec.ts)');
  return url;
}

export const databaseUrl = (name: string): string => {
  const url = new URL(adminUrl());
  url.pathname = `/${name}`;
  return url.href;
};

async function withAdmin<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: adminUrl() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const templateName = (services: readonly string[]): string => {
  const content = createHash('sha256').update(identitySql(services));
  for (const service of services) {
    const dir = join(root(), 'apps', service, 'prisma/migrations');
    content.update(JSON.stringify([service, readMigrations(dir)]));
  }
  return `trillium_template_${content.digest('hex').slice(0, 16)}`;
};

/** A fresh database with these services' tables, cloned from a template that the first who needs it makes. */
export async function cloneDatabase(services: readonly string[]): Promise<string> {
  const template = templateName(services);
  const name = `trillium_test_${randomBytes(8).toString('hex')}`;
  await withAdmin(async (client) => {
    // several jest workers may come at once; the roles, too, belong to the whole server
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (!rowCount) await makeTemplate(client, template, services);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return name;
}

async function makeTemplate(client: pg.Client, template: string, services: readonly string[]): Promise<void> {
  const draft = `${template}_draft`;
  await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${draft}`);
  await installDatabase({ ownerUrl: databaseUrl(draft), secret: TEST_SECRET, root: root(), services });
  // only a whole one gets the name
  await client.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
}

/** Drops the templates, which later runs would make again. */
export const dropTemplates = (): Promise<void> =>
  withAdmin(async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const { rows } = await client.query<{ datname: string }>(
      "SELECT datname FROM pg_database WHERE datname LIKE 'trillium\\_template\\_%'",
    );
    for (const { datname } of rows) await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
  });

export const dropDatabase = (name: string): Promise<void> =>
  withAdmin(async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)));
