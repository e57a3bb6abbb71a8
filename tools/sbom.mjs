// @ts-check
// `npm run sbom [-- FILE]`: writes the bill of materials (CycloneDX, by npm itself) of what is shipped. `--check` only looks whether
// every licence in it is one we may ship with, and proves that a foreign one would be found.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** SPDX identifiers of licences that ask for no more than a notice, and fit the Apache License 2.0. */
const ALLOWED = new Set([
  '0BSD',
  'AFL-2.1',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'CC-BY-4.0',
  'ISC',
  'MIT',
  'MIT-0',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);
/** Old packages that say it in a way npm does not carry over; each was looked up in its own files. */
const LOOKED_UP = new Map([
  ['chainsaw', 'MIT'],
  ['png-js', 'MIT'],
  ['valid-url', 'MIT'],
]);
/** Packages that name no licence anywhere, and how they come in. */
const KNOWN = { buffers: 'comes with exceljs (through unzipper, for reading workbooks, which Trillium does not do)' };

/** Whether one may choose so that every licence is allowed (SPDX 2.3, annex D). @param {string} expression @returns {boolean} */
function mayShip(expression) {
  const text = expression.trim();
  const inner = /^\(([^()]*)\)$/.exec(text)?.[1] ?? text;
  if (/[()]/.test(inner)) return false;
  return inner.split(/\s+OR\s+/).some((choice) => choice.split(/\s+AND\s+/).every((name) => ALLOWED.has(name.trim())));
}

/** @typedef {{ name: string, version: string, licenses?: { expression?: string, license?: { id?: string, name?: string } }[] }} Component */

/** @param {Component} component */
const licenceOf = ({ name, licenses = [] }) =>
  licenses.map(({ expression, license }) => expression ?? license?.id ?? license?.name ?? '').join(' AND ') ||
  (LOOKED_UP.get(name) ?? 'none named');

/** @param {Component[]} components @returns {string[]} */
const foreign = (components) =>
  components
    .filter((component) => !mayShip(licenceOf(component)) && !(component.name in KNOWN))
    .map((component) => `${component.name} ${component.version}: ${licenceOf(component)}`);

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const { stdout, stderr, status } = spawnSync(
  npm,
  ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only'],
  {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    shell: process.platform === 'win32',
  },
);
if (status !== 0 || !stdout.startsWith('{')) {
  console.error(`npm made no bill of materials: ${stderr.trim().split('\n')[0]}`);
  process.exit(1);
}
/** @type {{ components: Component[] }} */
const bill = JSON.parse(stdout);
const findings = foreign(bill.components);
for (const finding of findings) console.error(`licence not on the list: ${finding}`);
const probes = ['GPL-3.0-only', 'none named', '(MIT AND SSPL-1.0)', 'SEE LICENSE IN LICENSE.md', ''].filter(mayShip);
for (const [name, why] of Object.entries(KNOWN))
  if (bill.components.some((component) => component.name === name)) console.log(`names no licence: ${name}, ${why}`);
for (const probe of probes) console.error(`DOES NOT FIRE: ${probe}`);
console.log(`bill of materials: ${bill.components.length} components, ${findings.length} with a licence that is not on the list`);

if (!process.argv.includes('--check')) {
  const file = process.argv[2] ?? join('dist', 'sbom.cdx.json');
  writeFileSync(file, stdout);
  console.log(`written to ${file}`);
  console.log(`the project’s own licence: ${JSON.parse(readFileSync('package.json', 'utf8')).license}`);
}
process.exit(findings.length || probes.length ? 1 : 0);
