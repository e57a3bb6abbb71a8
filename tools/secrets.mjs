// @ts-check
// `node tools/secrets.mjs [--no-probes]`: looks for secrets in every file that git knows (secretlint), then proves that it would find
// one: made-up ones have to be found.
import { spawnSync } from 'node:child_process';

const SECRETLINT = 'node_modules/secretlint/bin/secretlint.js';
/** Locks are made by npm and hold digests; pictures and archives hold no text. */
const LEFT_OUT = /(^|\/)package-lock\.json$|\.(gz|png|svg|ico|woff2?|pdf|xlsx)$/;
/** What each kind of secret looks like; put together here, so that this file holds none. */
const PROBES = {
  'an AWS key': ['AWS_SECRET_', 'ACCESS_KEY=', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYzK3XQ7LMBV'].join(''),
  'a private key': [
    '-----BEGIN RSA ',
    'PRIVATE KEY-----\n',
    'MIIEpAIBAAKCAQEA',
    'b'.repeat(120),
    '\n-----END RSA ',
    'PRIVATE KEY-----',
  ].join(''),
  'a GitHub token': ['ghp', '_', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join(''),
  'a database’s address': ['postgresql://trillium:', 'hunter2hunter2', '@db.library.org:5432/trillium'].join(''),
};

/** @param {string[]} files or options @param {string} [input] @returns {{ status: number, output: string }} */
function lint(files, input) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SECRETLINT, '--no-color', ...files], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    ...(input !== undefined && { input }),
  });
  return { status: status ?? 2, output: stdout + stderr };
}

const { stdout } = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
  maxBuffer: 2 ** 26,
});
const files = stdout.split('\0').filter((file) => file && !LEFT_OUT.test(file));
let failed = files.length === 0;
// command lines have a longest length, on Windows a short one
for (let at = 0; at < files.length; at += 500) {
  const { status, output } = lint(files.slice(at, at + 500));
  if (status !== 0) console.error(output);
  failed ||= status !== 0;
}
console.log(`secrets: ${files.length} files, ${failed ? 'FOUND' : 'none found'}`);

if (!process.argv.includes('--no-probes')) {
  for (const [name, text] of Object.entries(PROBES)) {
    const { status } = lint(['--stdinFileName', 'probe.txt'], `x = ${text}\n`);
    if (status === 1) continue;
    console.error(`DOES NOT FIRE: ${name}`);
    failed = true;
  }
  if (!failed) console.log(`secrets: each of ${Object.keys(PROBES).length} kinds would be found`);
}
process.exit(failed ? 1 : 0);
