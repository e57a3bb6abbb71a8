import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { folderOwner, stopLeftPostgres } from '#lib/service';

/** What a data folder holds, beside the database: kept in installation.json (mode 0600). */
export interface Installation {
  readonly demo: boolean;
  /** The port of the simulated world, kept, as addresses in the database name it. */
  readonly worldPort?: number;
  /** And of its mail server. */
  readonly mailPort?: number;
  /** The port of the simulated outside that practice copies are played with, kept for the same reason. */
  readonly practicePort?: number;
  /** What is printed at the start of a demo: it is nobody's real account. */
  readonly signIns?: readonly SignIn[];
  /** Everything the demo brings is in. */
  readonly loaded?: boolean;
}

export interface SignIn {
  readonly library: string;
  readonly username: string;
  readonly password: string;
  readonly what: string;
}

const FILE = 'installation.json';

export function readInstallation(folder: string): Installation | undefined {
  const file = join(folder, FILE);
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Installation;
  } catch (cause) {
    throw new Error(`${file} cannot be read. Restore it from a backup, or begin anew with --fresh.`, { cause });
  }
}

export function writeInstallation(folder: string, installation: Installation): void {
  mkdirSync(folder, { recursive: true });
  const draft = join(folder, `${FILE}.draft`);
  writeFileSync(draft, `${JSON.stringify(installation, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, join(folder, FILE));
}

/**
 * Deletes what an earlier installation left in the folder, and nothing else.
 * @throws Error when the folder is no data folder of Trillium, or one that is in use
 */
export async function clearFolder(folder: string): Promise<void> {
  const path = resolve(folder);
  if (!existsSync(path)) return;
  const ours =
    existsSync(join(path, FILE)) || existsSync(join(path, 'secrets.json')) || existsSync(join(path, 'postgres/PG_VERSION'));
  if (!ours)
    throw new Error(`${path} holds no installation of Trillium; --fresh deletes nothing there. Give another folder with --data.`);
  const pid = folderOwner(path);
  if (pid) throw new Error(`Trillium runs on ${path} (process ${pid}). Stop it before you begin anew.`);
  // left by a killed process: it would go on writing into a folder that is gone
  await stopLeftPostgres(join(path, 'postgres'));
  for (const name of [
    FILE,
    'secrets.json',
    'postgres',
    'postgres.log',
    'postgres.password',
    'world.jsonl',
    'practice.jsonl',
    'trillium.pid',
  ])
    rmSync(join(path, name), { recursive: true, force: true });
}
