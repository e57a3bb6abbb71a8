import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadRequests } from '#test/world';
import { upload } from '../scenario/run-demo.ts';
import { startCluster, type Cluster } from '../support/cluster.ts';

describe('the log at its most talkative', () => {
  let folder: string;
  let cluster: Cluster;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trillium-log-'));
    cluster = await startCluster({ env: { LOG_LEVEL: 'debug' }, logFile: join(folder, 'log.jsonl') });
    await upload(cluster, loadRequests());
  }, 300_000);
  afterAll(async () => {
    await cluster?.close();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it('holds no secret and no patron’s name', async () => {
    const library = 'TSU';
    const token = await cluster.token(library, ['staff', 'library-admin']);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const password = 'a password that nobody has';
    // ways in which a secret reaches the server: signing in, a session, a body that breaks, an address with a password, a wrong route
    await fetch(`${cluster.url('directory')}/api/directory/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ library, username: 'nobody-of-that-name', password }),
    });
    await fetch(`${cluster.url('directory')}/api/directory/session`, {
      method: 'POST',
      headers,
      body: `{"password":"${password}`,
    });
    await fetch(`${cluster.url('directory')}/api/nowhere?token=${token}`, { headers });
    await fetch(`${cluster.url('intake')}/api/intake/requests?password=${encodeURIComponent(password)}`, { headers });
    const log = readFileSync(join(folder, 'log.jsonl'), 'utf8');
    const kept = Object.values(JSON.parse(readFileSync(join(cluster.folder, 'secrets.json'), 'utf8')) as Record<string, string>);
    const secrets = [...kept, token, password, decodeURIComponent(new URL(cluster.databaseUrl).password)];
    const names = cluster.world.state.data.patrons.flatMap(({ name, email, username }) => [name, email, username]);
    expect(log.split('\n').filter((line) => line.includes('"msg":"request"')).length).toBeGreaterThan(10);
    expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);
    expect([...new Set(names)].filter((name) => new RegExp(`\\b${name}\\b`).test(log))).toEqual([]);
    expect(secrets.length).toBeGreaterThan(6);
  });
});
