// @ts-check
// Runs before `npm start`, `npm test` and the like, on whatever Node the machine has (20 is enough): installs when node_modules
// is missing or older than the lock file.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

/** @param {string} file */
const modified = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
// npm writes node_modules/.package-lock.json last, so an interrupted install counts as missing
const installed = modified('node_modules/.package-lock.json');

if (!installed || installed < modified('package-lock.json')) {
  console.log('Installing what is missing (once, a minute or two) …');
  const { status, error } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error) console.error(`npm could not be run: ${error.message}`);
  if (status !== 0)
    console.error('The installation failed. Check the network and the messages above, then run the same command again.');
  process.exit(status ?? 1);
}
