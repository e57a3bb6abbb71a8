import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Batch, RequestPage } from '#lib/contracts';
import { fingerprint, restore, tableName } from '#lib/keeping';
import { projectRoot, servicesWithTables } from '#lib/service';
import { loadRequests } from '#test/world';
import { ledgerCheck } from '../../apps/payment/src/ledger-check.ts';
import { liveThrough, upload } from '../scenario/run-demo.ts';
import { startCluster, type Cluster } from '../support/cluster.ts';
import { quiet } from '../support/quiet.ts';
import { digestsNow, moveWorld, type OldRows, readOldRows } from './old-rows.ts';

const FILE = join(import.meta.dirname, 'first-issue.tar.gz');
/** Card numbers and usernames were keyed by it; a fixture's secret protects nothing. */
const PATRON_KEY = 'upgrade fixture: a patron key of the first issue';

/** Tables whose old rows a migration changes on purpose, and why. What is not named here holds what it held. */
const CHANGED: Readonly<Record<string, string>> = {
  'directory.account': 'roles that were too much for one person were split',
};

const OVER = ['closed', 'unfilled', 'cancelled', 'merged', 'declined', 'waiting-for-staff'];

describe('today’s code on a database of the first issue', () => {
  let old: OldRows;
  let cluster: Cluster;
  let folder: string;
  let after: Record<string, string>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trillium-upgrade-'));
    old = await readOldRows(FILE);
    const journalFile = join(folder, 'world.jsonl');
    writeFileSync(journalFile, old.files['world.jsonl']!);
    cluster = await startCluster({
      world: { journalFile },
      env: { TRILLIUM_PATRON_KEY_SECRET: PATRON_KEY },
      restored: async ({ databaseUrl, worldUrl }) => {
        const secret = 'set anew by the services at their start';
        await restore({
          url: databaseUrl,
          file: FILE,
          root: projectRoot(),
          version: 'of today',
          databasePassword: secret,
          secrets: { patronKey: fingerprint(PATRON_KEY) },
          nothingSince: true,
        });
        const client = new pg.Client({ connectionString: databaseUrl, options: '-c timezone=UTC -c extra_float_digits=3' });
        await client.connect();
        after = await digestsNow(client, old.about.tables);
        const { rows } = await client.query<{ url: string }>(
          `select substring(state::text from 'http://127\\.0\\.0\\.1:[0-9]+') as url from directory.partner where state::text like '%127.0.0.1%' limit 1`,
        );
        await moveWorld(client, rows[0]!.url, worldUrl);
        await client.end();
      },
    });
  }, 240_000);
  afterAll(async () => {
    await cluster?.close();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it('has every migration of every service applied', async () => {
    expect(Object.keys(old.about.services)).toHaveLength(6);
    for (const service of servicesWithTables(projectRoot())) {
      const { rows } = await cluster.owner.query<{ n: number }>(
        `select count(*)::int as n from ${service}._prisma_migrations where finished_at is null`,
      );
      expect([service, rows[0]!.n]).toEqual([service, 0]);
    }
  });

  it('holds every row it held, unchanged but where a migration says so', () => {
    const changed = old.about.tables
      .map(tableName)
      .filter((table) => after[table] !== old.digests[table])
      .toSorted();
    expect(changed).toEqual(Object.keys(CHANGED).toSorted());
    const { counts } = old;
    // of the second upload two lines had not become requests yet
    expect([counts['intake.request'], counts['intake.batch_line'], counts['reporting.inbox'], counts['sourcing.inbox']]).toEqual([
      40, 42, 36, 7,
    ]);
  });

  it('goes on to the end of every request, with what was on its way', async () => {
    await quiet(cluster.owner);
    const { rows } = await cluster.owner.query<{ id: string; library: string }>(
      'select id, tenant as library from intake.request order by id',
    );
    expect(rows).toHaveLength(old.counts['intake.request']!);
    const end = await liveThrough(cluster, rows, { days: 90 });
    const statuses = (pages: readonly RequestPage[]): Record<string, number> =>
      Object.fromEntries([...Map.groupBy(pages, ({ status }) => status)].map(([status, all]) => [status, all.length]));
    console.log(`ended after the upgrade: ${JSON.stringify(statuses(end))}`);
    expect(end.map(({ status }) => status).filter((status) => !OVER.includes(status))).toEqual([]);
    expect(end.filter(({ status }) => status === 'closed').length).toBeGreaterThan(12);
    expect((await ledgerCheck(cluster.owner)).faults).toEqual([]);
  }, 300_000);

  it('does today’s work for the patrons it knew', async () => {
    const batch: Batch = await upload(
      cluster,
      loadRequests()
        .slice(2, 4)
        .map((row) => ({ ...row, Notes: 'asked again after the upgrade' })),
    );
    expect(batch.results.map(({ status }) => status)).toEqual(['taken', 'taken']);
  }, 120_000);
});
