// @ts-check
// `node tools/prisma.mjs generate | drift | dev NAME [--app APP]`: runs Prisma for every app with a schema (or the one named), its
// engine replaced by the WebAssembly one (nothing is downloaded), on a throw-away PostgreSQL where one is needed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { clearLeftovers, runFolder } from '../libs/testing/src/servers/leftovers.ts';

const USE = 'use: npm run prisma -- generate | drift | dev NAME [--app APP]';
const { values, positionals } = parseArgs({ options: { app: { type: 'string' } }, allowPositionals: true });
const [command, name] = positionals;
const apps = readdirSync('apps').filter((app) => existsSync(join('apps', app, 'prisma/schema.prisma')));
if (!command || !['generate', 'drift', 'dev'].includes(command) || (command === 'dev' && !name)) {
  console.error(USE);
  process.exit(2);
}
if (values.app && !apps.includes(values.app)) {
  console.error(`prisma: apps/${values.app} has no prisma/schema.prisma; there is: ${apps.join(', ')}`);
  process.exit(2);
}

/** @type {NodeJS.ProcessEnv} */
const env = {
  ...process.env,
  PATH: `${resolve('node_modules/.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`,
  PRISMA_SCHEMA_ENGINE_BINARY: resolve('tools/schema-engine.mjs'),
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  CHECKPOINT_DISABLE: '1',
};
/** Runs Prisma, and shows what it says only when it fails. @param {string[]} args */
function prisma(...args) {
  const { status, stdout, stderr, error } = spawnSync('prisma', args, {
    encoding: 'utf8',
    env,
    shell: process.platform === 'win32',
  });
  if (status !== 0) console.error(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`.trim());
  return status ?? 1;
}

/**
 * Writes what the schema has and the migrations have not as a new migration. (`prisma migrate dev` does the same, but asks questions
 * and refuses to run where nobody can answer them.)
 * @param {string} app @param {string} folder @param {string[]} config
 */
function newMigration(app, folder, config) {
  const first = !existsSync(folder);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'migration_lock.toml'),
    '# Kept by Prisma: the database these migrations are for\nprovider = "postgresql"\n',
  );
  const draft = join(folder, 'draft.sql');
  const from = first ? ['--from-empty'] : ['--from-migrations', folder];
  const status = prisma(
    'migrate',
    'diff',
    ...from,
    '--to-schema',
    join('apps', app, 'prisma/schema.prisma'),
    '--script',
    '-o',
    draft,
    ...config,
  );
  const sql = status || !existsSync(draft) ? '' : readFileSync(draft, 'utf8');
  rmSync(draft, { force: true });
  if (status) return status;
  if (!sql.trim() || sql.includes('This is an empty migration')) {
    console.log(`${app}: the migrations have all of the schema`);
    return 0;
  }
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const target = join(folder, `${stamp}_${name}`);
  mkdirSync(target);
  writeFileSync(join(target, 'migration.sql'), sql);
  console.log(
    `${app}: wrote ${join(target, 'migration.sql')}; append what Prisma does not know (policies, roles: libs/messaging/README.md)`,
  );
  return 0;
}

/** @param {string} app */
function work(app) {
  const home = join('apps', app);
  const config = ['--config', join(home, 'prisma.config.ts')];
  if (command === 'generate') return prisma('generate', ...config);
  const from = join(home, 'prisma/migrations');
  if (command === 'dev') return newMigration(app, from, config);
  const status = prisma(
    'migrate',
    'diff',
    '--exit-code',
    '--from-migrations',
    from,
    '--to-schema',
    join(home, 'prisma/schema.prisma'),
    ...config,
  );
  if (status) console.error(`${app}: the schema and its migrations differ; run: npm run prisma -- dev NAME --app ${app}`);
  return status;
}

clearLeftovers();
const folder = runFolder();
/** @type {{ url: string, stop(): Promise<void> } | undefined} */
let postgres;
if (command !== 'generate') {
  const { startPostgres } = await import('../libs/service/src/database/embedded-postgres.ts');
  postgres = await startPostgres({ dataDir: join(folder, 'postgres'), test: true });
  env.DATABASE_URL = postgres.url;
}
let failed = 0;
const wanted = values.app ? [values.app] : apps;
for (const app of wanted) if (work(app)) failed += 1;
if (command === 'drift' && !failed) console.log(`schemas and migrations agree: ${wanted.join(', ')}`);
await /** @type {{ stop(): Promise<void> } | undefined} */ (postgres)?.stop();
rmSync(folder, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
