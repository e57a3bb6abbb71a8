import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { alive } from '../folder-lock.ts';
import { startPostgres, stopLeftPostgres, type EmbeddedPostgres } from './embedded-postgres.ts';

const run = async (url: string, sql: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
};

/** Another process that starts the server on that folder and prints its process id. */
const elsewhere = (dataDir: string, then: string): Promise<{ pid: number; adopted: boolean }> =>
  new Promise((done, fail) => {
    const file = join(import.meta.dirname, 'embedded-postgres.ts');
    const script = `const { startPostgres } = await import(${JSON.stringify(file)});
      const { pid, adopted } = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, test: true });
      process.stdout.write(JSON.stringify({ pid, adopted }) + '\\n'); ${then}`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    let complaint = '';
    child.stdout.on('data', (text) => (printed += String(text)));
    child.stderr.on('data', (text) => (complaint += String(text)));
    child.once('close', () =>
      printed ? done(JSON.parse(printed) as { pid: number; adopted: boolean }) : fail(new Error(complaint)),
    );
  });

describe('the embedded PostgreSQL', () => {
  let folder: string;
  let dataDir: string;
  const started: EmbeddedPostgres[] = [];
  const start = async (test = true): Promise<EmbeddedPostgres> => {
    const server = await startPostgres({ dataDir, test });
    started.push(server);
    return server;
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trillium-embedded-'));
    dataDir = join(folder, 'postgres');
  });
  afterEach(async () => {
    for (const server of started.splice(0)) await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is made, stopped and started again with what was in it', async () => {
    const first = await start();
    await run(first.url, 'CREATE TABLE kept (id int); INSERT INTO kept VALUES (7)');
    await first.stop();
    expect(alive(first.pid)).toBe(false);
    const again = await start();
    expect(again.adopted).toBe(false);
    expect(await run(again.url, 'SELECT id FROM kept')).toEqual([{ id: 7 }]);
  });

  it('keeps its folder and password to itself, and listens on this machine only', async () => {
    const { url } = await start();
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(statSync(`${dataDir}.password`).mode & 0o777).toBe(0o600);
    expect(await run(url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    const stranger = new URL(url);
    stranger.password = 'guessed';
    await expect(run(stranger.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  });

  it('adopts the server of a process that was killed, with all it had acknowledged', async () => {
    const left = await elsewhere(dataDir, "process.kill(process.pid, 'SIGKILL');");
    expect(alive(left.pid)).toBe(true);
    const server = await start();
    expect(server).toMatchObject({ pid: left.pid, adopted: true });
    expect(await run(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('is stopped when a process that was killed left it', async () => {
    const left = await elsewhere(dataDir, "process.kill(process.pid, 'SIGKILL');");
    await stopLeftPostgres(dataDir);
    expect(alive(left.pid)).toBe(false);
    await stopLeftPostgres(dataDir);
  });

  it('recovers all it had acknowledged when the server itself was killed', async () => {
    const first = await start(false);
    await run(first.url, 'CREATE TABLE kept (id int); INSERT INTO kept VALUES (8)');
    process.kill(first.pid, 'SIGKILL');
    const again = await start(false);
    expect(again.pid).not.toBe(first.pid);
    expect(await run(again.url, 'SELECT id FROM kept')).toEqual([{ id: 8 }]);
  });

  it('is one server when several processes start it at once', async () => {
    const servers = await Promise.all([1, 2, 3].map(() => elsewhere(dataDir, '')));
    expect(new Set(servers.map(({ pid }) => pid)).size).toBe(1);
    expect(servers.filter(({ adopted }) => !adopted)).toHaveLength(1);
    await start();
  });

  it('says where to look when it cannot start', async () => {
    const first = await start();
    const other = join(folder, 'other');
    await expect(startPostgres({ dataDir: other, port: first.port, test: true })).rejects.toThrow(
      /did not start; see .*other\.log/,
    );
    expect(readFileSync(`${other}.log`, 'utf8')).toContain('Address already in use');
  }, 30_000);
});
