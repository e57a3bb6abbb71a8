import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { withFolderLock } from '../../../service/src/folder-lock.ts';

const REQUIREMENTS = 'tools/schemathesis/requirements.txt';
const WINDOWS = process.platform === 'win32';

/** Where it is installed: another folder for other versions. */
const home = (): string =>
  resolve('.cache/schemathesis', createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 12));
const program = (): string => join(home(), WINDOWS ? 'Scripts/schemathesis.exe' : 'bin/schemathesis');

/** The program, where it has been installed. */
export const schemathesisHere = (): string | undefined => (existsSync(join(home(), 'complete')) ? program() : undefined);

/** Installs schemathesis, which tries an API by its OpenAPI document, into a Python environment of its own (60 MB, once); says why it cannot. */
export const schemathesisProbe = (): Promise<string | undefined> =>
  withFolderLock(resolve('.cache/schemathesis.lock'), async () => {
    if (schemathesisHere()) return undefined;
    const python = ['python3', 'python'].find(
      (name) => spawnSync(name, ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))']).status === 0,
    );
    if (!python) return 'Python 3.10 or newer with venv is not installed';
    console.log('Fetching schemathesis for tests (60 MB, once) …');
    rmSync(home(), { recursive: true, force: true });
    mkdirSync(home(), { recursive: true });
    const steps: [string, string[]][] = [
      [python, ['-m', 'venv', home()]],
      [
        join(home(), WINDOWS ? 'Scripts/python.exe' : 'bin/python'),
        ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '-r', REQUIREMENTS],
      ],
    ];
    for (const [command, args] of steps) {
      const { status, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 300_000 });
      if (status !== 0) return `schemathesis could not be installed (${stderr?.trim().split('\n').at(-1) ?? 'no answer'})`;
    }
    writeFileSync(join(home(), 'complete'), '');
    return undefined;
  });
