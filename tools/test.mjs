// @ts-check
// `npm test`: builds, runs the static checks, then every test whose servers can be had; the last line is the count.
// `npm test -- ARGUMENTS`: builds and runs jest alone with these arguments, e.g. `npm test -- libs/policy --selectProjects unit`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { notRun } from '../libs/testing/src/servers/choose.ts';
import { choose } from '../libs/testing/src/servers/servers.ts';
import { ZEBRA_REMEDY, zebraProbe } from '../libs/testing/src/servers/zebra.ts';
import { chooseBrowser, NO_BROWSER } from '../libs/testing/src/browser/choose-browser.ts';

const WINDOWS = process.platform === 'win32';
const JEST = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  '--disable-warning=TimeoutNegativeWarning',
  'node_modules/jest/bin/jest.js',
];
process.env.PATH = `${join(process.cwd(), 'node_modules/.bin')}${WINDOWS ? ';' : ':'}${process.env.PATH}`;

/** @param {string} command @param {string[]} args */
const run = (command, ...args) =>
  spawnSync(command, args, { stdio: 'inherit', shell: WINDOWS && command !== 'node' }).status ?? 1;

/** @type {[name: string, command: string[]][]} */
const CHECKS = [
  ['types', ['tsc']],
  ['types of the tools', ['tsc', '-p', 'tools']],
  ['types of the console', ['tsc', '-p', 'apps/console']],
  ['lint', ['oxlint', '--deny-warnings']],
  ['format', ['prettier', '--check', '--log-level=warn', '--cache', '--cache-location', '.cache/prettier', '.']],
  ['boundaries', ['node', 'tools/boundaries.mjs']],
  ['generated files', ['node', 'tools/generate.mjs', '--check']],
  ['Prisma schemas and migrations', ['node', 'tools/prisma.mjs', 'drift']],
  ['secrets', ['node', 'tools/secrets.mjs']],
  ['licences', ['node', 'tools/sbom.mjs', '--check']],
];

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/** Runs jest on these projects and reads its totals; a run that never wrote them has failed. @param {string[]} projects @returns {Count} */
function jest(projects) {
  const file = join('.cache', 'test-results.json');
  mkdirSync('.cache', { recursive: true });
  rmSync(file, { force: true });
  const status = run('node', ...JEST, '--json', `--outputFile=${file}`, '--selectProjects', ...projects);
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const totals = JSON.parse(readFileSync(file, 'utf8'));
  // a suite that could not be loaded counts no test as failed
  const failed = totals.numFailedTests + totals.numRuntimeErrorTestSuites || (status === 0 ? 0 : 1);
  return { passed: totals.numPassedTests, failed, skipped: totals.numPendingTests + totals.numTodoTests };
}

async function everything() {
  const started = performance.now();
  /** @type {string[]} */
  const problems = [];
  for (const [name, [command = '', ...args]] of CHECKS) {
    if (args[1] === 'apps/console' && !existsSync('apps/console/tsconfig.json')) continue;
    console.log(`— ${name}`);
    if (run(command, ...args) !== 0) problems.push(name);
  }
  const projects = ['unit'];
  /** @type {string[]} */
  const left = [];
  const postgres = await choose('PostgreSQL');
  if (postgres.way === 'none')
    left.push(notRun('tests on PostgreSQL (*.medium.spec.ts, *.kafka.spec.ts)', 'PostgreSQL', postgres.because));
  else projects.push('medium');
  const kafka = await choose('Kafka');
  if (kafka.way === 'none') left.push(notRun('tests on Kafka (*.kafka.spec.ts)', 'Kafka', kafka.because));
  else if (postgres.way !== 'none') projects.push('kafka');
  const browser = await chooseBrowser();
  if (browser) projects.push('browser');
  else left.push(NO_BROWSER);
  const noZebra = await zebraProbe();
  if (noZebra === undefined) projects.push('catalog');
  else
    left.push(
      `NOT RUN: tests on a real catalog (*.catalog.spec.ts) because there is no Zebra and YAZ (${noZebra}); provide one by ${ZEBRA_REMEDY}`,
    );
  console.log(
    `— tests: ${projects.join(', ')} (PostgreSQL by ${postgres.way}, Kafka by ${kafka.way}, browser ${browser?.name ?? 'none'})`,
  );
  const count = jest(projects);

  console.log(`\nstatic checks: ${problems.length ? `FAILED: ${problems.join(', ')}` : 'all passed'}`);
  for (const line of left) console.log(line);
  const fatal = left.length > 0 && process.env.CI === 'true';
  if (fatal) console.log('Under CI=true every server has to be there.');
  console.log(`took ${Math.round((performance.now() - started) / 1000)} s`);
  // checks and what did not run under CI count as failures, so that the last line alone tells
  const failed = count.failed + problems.length + (fatal ? left.length : 0);
  console.log(`${count.passed} passed, ${failed} failed, ${count.skipped} skipped`);
  return failed ? 1 : 0;
}

/** Jest takes every word after --selectProjects for a project's name: paths that follow are put before it. @param {string[]} words */
function pathsFirst(words) {
  const at = words.indexOf('--selectProjects');
  if (at < 0) return words;
  const paths = words
    .slice(at + 1)
    .filter((word) => !word.startsWith('-') && !['unit', 'medium', 'kafka', 'browser', 'catalog', 'api'].includes(word));
  return [...words.slice(0, at), ...paths, ...words.slice(at).filter((word) => !paths.includes(word))];
}

const given = pathsFirst(process.argv.slice(2));
if (run('node', 'tools/build.mjs') !== 0) {
  if (!given.length) console.log('The build failed, so nothing was run.\n0 passed, 1 failed, 0 skipped');
  process.exit(1);
}
process.exit(given.length ? run('node', ...JEST, ...given) : await everything());
