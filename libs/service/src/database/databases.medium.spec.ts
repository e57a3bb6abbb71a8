import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { testDatabase, TEST_SECRET } from '#lib/testing';
import { installDatabase, rolePassword, roleUrl, serviceUrl } from './databases.ts';
import { migrate } from './migrate.ts';

const FIRST = `CREATE TABLE shelf (id int PRIMARY KEY, tenant text NOT NULL);
GRANT SELECT, INSERT ON shelf TO svc_intake; GRANT USAGE ON SCHEMA intake TO svc_intake;
ALTER TABLE shelf ENABLE ROW LEVEL SECURITY; ALTER TABLE shelf FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON shelf TO svc_intake USING (tenant = current_setting('app.tenant', true));`;

describe('migrations at start', () => {
  const database = testDatabase('intake');
  let root: string;
  const dir = () => join(root, 'apps/intake/prisma/migrations');
  const write = (name: string, sql: string): void => {
    mkdirSync(join(dir(), name), { recursive: true });
    writeFileSync(join(dir(), name, 'migration.sql'), sql);
  };
  const apply = () => migrate({ url: database.url, dir: dir(), schema: 'intake' });
  const rows = async (sql: string) => (await database.owner.query<Record<string, unknown>>(sql)).rows;

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'trillium-migrations-'));
    await database.owner.query('DROP SCHEMA IF EXISTS intake CASCADE');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('applies in order what is missing, once, and as Prisma records it', async () => {
    write('20250102000000_second', 'ALTER TABLE shelf ADD COLUMN label text;');
    write('20250101000000_first', FIRST);
    writeFileSync(join(dir(), 'migration_lock.toml'), '');
    expect(await apply()).toEqual(['20250101000000_first', '20250102000000_second']);
    expect(await apply()).toEqual([]);
    write('20250103000000_third', 'ALTER TABLE shelf DROP COLUMN label;');
    expect(await apply()).toEqual(['20250103000000_third']);
    expect(
      await rows(`SELECT migration_name, length(checksum) AS sum, finished_at IS NOT NULL AS done, applied_steps_count AS steps
        FROM intake._prisma_migrations ORDER BY migration_name`),
    ).toEqual(
      ['20250101000000_first', '20250102000000_second', '20250103000000_third'].map((name) => ({
        migration_name: name,
        sum: 64,
        done: true,
        steps: 1,
      })),
    );
  });

  it('applies once when two processes start together', async () => {
    write('20250101000000_first', FIRST);
    const applied = await Promise.all([apply(), apply(), apply()]);
    expect(applied.flat()).toEqual(['20250101000000_first']);
  });

  it('takes back a migration that fails, and says which and why', async () => {
    write('20250101000000_first', FIRST);
    write('20250102000000_bad', 'CREATE TABLE half (id int); SELECT nonsense;');
    await expect(apply()).rejects.toThrow('intake: migration 20250102000000_bad failed: column "nonsense" does not exist');
    expect(await rows("SELECT to_regclass('intake.half') AS half, to_regclass('intake.shelf')::text AS shelf")).toEqual([
      { half: null, shelf: 'intake.shelf' },
    ]);
    await expect(apply()).rejects.toThrow(/20250102000000_bad failed earlier; mend the database/);
  });

  it('refuses a migration that was edited after it was applied', async () => {
    write('20250101000000_first', FIRST);
    await apply();
    write('20250101000000_first', `${FIRST}\n-- harmless?`);
    await expect(apply()).rejects.toThrow('intake: migration 20250101000000_first was edited after it was applied');
  });

  it('makes roles that see their own library’s rows and change no tables', async () => {
    write('20250101000000_first', FIRST);
    await installDatabase({ ownerUrl: database.url, secret: TEST_SECRET, root, services: ['intake'] });
    await database.owner.query("INSERT INTO intake.shelf VALUES (1, 'LCC'), (2, 'TSU')");
    const client = new pg.Client({ connectionString: serviceUrl(database.url, 'intake', TEST_SECRET) });
    await client.connect();
    try {
      expect((await client.query('SELECT * FROM shelf')).rows).toEqual([]);
      await client.query("SELECT set_config('app.tenant', 'TSU', false)");
      expect((await client.query('SELECT * FROM shelf')).rows).toEqual([{ id: 2, tenant: 'TSU' }]);
      await expect(client.query('DROP TABLE shelf')).rejects.toThrow(/must be owner/);
    } finally {
      await client.end();
    }
  });
});

describe('the roles’ passwords', () => {
  it('follow from the secret and the role, and from nothing else', () => {
    expect(rolePassword('one', 'svc_intake')).toBe(rolePassword('one', 'svc_intake'));
    expect(rolePassword('one', 'svc_intake')).not.toBe(rolePassword('one', 'svc_payment'));
    expect(rolePassword('one', 'svc_intake')).not.toBe(rolePassword('two', 'svc_intake'));
  });

  it('go into the owner’s address', () => {
    const url = new URL(roleUrl('postgresql://owner:pw@db:5433/trillium?sslmode=require', 'relay', 's'));
    expect([url.username, url.host, url.pathname, url.search]).toEqual(['relay', 'db:5433', '/trillium', '?sslmode=require']);
    expect(decodeURIComponent(url.password)).toBe(rolePassword('s', 'relay'));
  });
});
