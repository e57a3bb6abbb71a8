// @ts-check
// `node tools/prisma.mjs generate | drift | dev NAME [--app APP]`: runs Prisma for every app with a schema (or the one named), its
// engine replaced by the WebAssembly one (nothing is downloaded), on a throw-away PostgreSQL where one is needed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

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
/** @param {string[]} args */
const prisma = (...args) => spawnSync('prisma', args, { stdio: 'inherit', env, shell: process.platform === 'win32' }).status ?? 1;

/** @param {string} app */
function work(app) {
  const home = join('apps', app);
  const config = ['--config', join(home, 'prisma.config.ts')];
  if (command === 'generate') return prisma('generate', ...config);
  if (command === 'dev') return prisma('migrate', 'dev', '--name', name ?? '', ...config);
  const from = join(home, 'prisma/migrations');
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

const folder = mkdtempSync(join(tmpdir(), 'trillium-prisma-'));
/** @type {{ url: string, stop(): Promise<void> } | undefined} */
let postgres;
if (command !== 'generate') {
  const { startPostgres } = await import('../libs/service/src/embedded-postgres.ts');
  postgres = await startPostgres({ dataDir: join(folder, 'postgres'), test: true });
  env.DATABASE_URL = postgres.url;
}
let failed = 0;
for (const app of values.app ? [values.app] : apps) if (work(app)) failed += 1;
await /** @type {{ stop(): Promise<void> } | undefined} */ (postgres)?.stop();
rmSync(folder, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
