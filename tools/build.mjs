// @ts-check
// `node tools/build.mjs [--quiet] [step …]`: runs the steps whose inputs changed since they last succeeded (a hash of names,
// sizes and times, kept in .cache). Two builds at once wait for each other. Types are checked by `npm run types`.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withFolderLock } from '../libs/service/src/folder-lock.ts';

const ALWAYS = ['package-lock.json', 'tools/build.mjs'];
const SPECS = '**/*.spec.ts';

/**
 * @typedef {object} Step
 * @property {string[]} inputs globs
 * @property {string[]} outputs files that must be there
 * @property {string[][]} commands run one after another
 * @property {string} [folder] built .js files below it without a source any more are removed
 */

/** @type {Record<string, Step>} */
const steps = {};
for (const schema of globSync('apps/*/prisma/schema.prisma').toSorted()) {
  const app = schema.split(/[\\/]/)[1] ?? '';
  steps[`prisma-${app}`] = {
    inputs: [schema, `apps/${app}/prisma.config.ts`, 'tools/prisma.mjs', 'tools/schema-engine.mjs'],
    outputs: [`apps/${app}/src/generated/prisma/client.ts`],
    commands: [['node', 'tools/prisma.mjs', 'generate', '--app', app]],
  };
}
const sources = ['apps', 'libs', 'test/world', 'test/support', 'test/iso18626', 'test/bench'].filter((folder) =>
  existsSync(folder),
);
steps.server = {
  inputs: [...sources.map((folder) => `${folder}/**/*.{ts,prisma}`), '.swcrc'],
  outputs: ['dist/libs/kernel/src/index.js'],
  commands: [
    ['swc', ...sources, '-d', 'dist', '--quiet', '--ignore', `${SPECS},**/*.config.ts,apps/console/**,**/__fixtures__/**`],
  ],
  folder: 'dist',
};
if (existsSync('apps/console/vite.config.ts'))
  steps.console = {
    inputs: [
      'apps/console/{index.html,vite.config.ts}',
      'apps/console/{src,public}/**',
      'libs/{kernel,contracts,citation,policy}/src/**/*.ts',
    ],
    outputs: ['dist/apps/console/index.html'],
    commands: [['vite', 'build', '--config', 'apps/console/vite.config.ts', '--logLevel', 'warn']],
  };

/** @param {string[]} globs */
const digest = (globs) => {
  const hash = createHash('sha256');
  for (const file of globSync([...globs, ...ALWAYS], { exclude: ['apps/console/node_modules'] }).toSorted()) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
};

/** @param {string} folder */
const removeOrphans = (folder) => {
  for (const file of globSync(`${folder}/{apps,libs,test}/**/*.js`, { exclude: ['dist/apps/console'] }))
    if (!existsSync(file.replace(/^dist./, '').replace(/\.js$/, '.ts')))
      for (const gone of [file, `${file}.map`]) rmSync(gone, { force: true });
};

/**
 * @param {string} name
 * @param {Step} step
 * @param {boolean} quiet
 */
function run(name, step, quiet) {
  const now = digest(step.inputs);
  const stamp = join('.cache', `build-${name}`);
  if (step.outputs.every((file) => existsSync(file)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  const started = performance.now();
  for (const [command = '', ...args] of step.commands) {
    const { status, error } = spawnSync(command, args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
    if (status === 0) continue;
    console.error(`build: ${name} failed${error ? `: ${error.message}` : ''}`);
    process.exit(1);
  }
  if (step.folder) removeOrphans(step.folder);
  writeFileSync(stamp, now);
  if (!quiet) console.log(`built ${name} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

const quiet = process.argv.includes('--quiet');
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
// what is called without npm (a git hook, another tool) finds the project's own Node and tools too
process.env.PATH = `${join(process.cwd(), 'node_modules/.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`;
await withFolderLock(join('.cache', 'build.lock'), async () => {
  for (const [name, step] of Object.entries(steps))
    if (!wanted.length || wanted.some((word) => name === word || name.startsWith(`${word}-`))) run(name, step, quiet);
});
