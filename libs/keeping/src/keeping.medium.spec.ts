import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { extract, pack } from 'tar-stream';
import { installDatabase, serviceUrl } from '#lib/service';
import { TEST_SECRET, testDatabase } from '#lib/testing';
import { backup, restore, type RestoreOptions } from './index.ts';

/** Everything that makes a table hard to copy: keys between tables, numbering, computed columns, partitions, triggers, row-level security. */
const FIRST = `CREATE TABLE shelf (id int PRIMARY KEY, tenant text NOT NULL);
CREATE TABLE book (pos bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant text NOT NULL, shelf int NOT NULL REFERENCES shelf(id),
  follows bigint REFERENCES book(pos), title text, "order" numeric(20, 10), data jsonb, scan bytea, at timestamptz, tags text[],
  length int GENERATED ALWAYS AS (length(title)) STORED);
CREATE TABLE seen (id int NOT NULL) PARTITION BY RANGE (id); CREATE TABLE seen_rest PARTITION OF seen DEFAULT;
CREATE TABLE seen_1 PARTITION OF seen FOR VALUES FROM (0) TO (10);
CREATE TABLE job (id int PRIMARY KEY, tenant text NOT NULL, idempotent boolean NOT NULL, perhaps_sent boolean NOT NULL DEFAULT false,
  due_at timestamptz NOT NULL DEFAULT now());
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'books are not made by hand'; END $$;
CREATE TRIGGER refuse BEFORE INSERT ON book FOR EACH ROW EXECUTE FUNCTION refuse();
GRANT USAGE ON SCHEMA intake TO svc_intake; GRANT SELECT ON shelf, book TO svc_intake;
ALTER TABLE shelf ENABLE ROW LEVEL SECURITY; ALTER TABLE shelf FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON shelf TO svc_intake USING (tenant = current_setting('app.tenant', true));
INSERT INTO shelf VALUES (0, 'made by the migration');`;
const ROWS = `ALTER TABLE intake.book DISABLE TRIGGER USER;
INSERT INTO intake.shelf SELECT n, CASE n % 2 WHEN 0 THEN 'LCC' ELSE 'TSU' END FROM generate_series(1, 5) n;
INSERT INTO intake.book (tenant, shelf, follows, title, "order", data, scan, at, tags)
  SELECT 'LCC', n % 5 + 1, NULLIF(n - 1, 0), E'tab\\tline\\nback\\\\slash \\\\. ünï ' || n, n / 7.0, jsonb_build_object('n', n, 'text', repeat('x', 200)),
    decode(md5(n::text), 'hex'), timestamptz '2025-10-06 09:00:00.123456+02' + n * interval '1 hour', ARRAY['a,b', NULL, '{"q"}', 'NULL']
  FROM generate_series(1, 20000) n;
ALTER TABLE intake.book ENABLE TRIGGER USER;
INSERT INTO intake.seen SELECT generate_series(1, 20);
INSERT INTO intake.job VALUES (1, 'LCC', true, true, now() + interval '1 hour'), (2, 'LCC', false, false, now());`;
const DIGEST = `SELECT (SELECT md5(string_agg(b::text, '|' ORDER BY pos)) FROM intake.book b) AS books,
  (SELECT md5(string_agg(s::text, '|' ORDER BY id)) FROM intake.shelf s) AS shelves, (SELECT count(*)::int FROM intake.seen_1) AS seen`;

describe('a backup', () => {
  const source = testDatabase('intake');
  const target = testDatabase('intake');
  let folder: string;
  let root: string;
  let file: string;
  const migration = (name: string, sql: string, at = root): void => {
    const dir = join(at, 'apps/intake/prisma/migrations', name);
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, 'migration.sql'), sql);
  };
  const make = (to = file, more: Partial<Parameters<typeof backup>[0]> = {}) =>
    backup({ url: source.url, file: to, version: '1.0.0', transport: 'postgres', secrets: { patronKey: 'same' }, ...more });
  const bring = (more: Partial<RestoreOptions> = {}) =>
    restore({
      url: target.url,
      file,
      root,
      version: '1.0.0',
      databasePassword: TEST_SECRET,
      secrets: { patronKey: 'same' },
      ...more,
    });
  const one = async (url: string, sql: string): Promise<Record<string, unknown>> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows[0] ?? {};
    } finally {
      await client.end();
    }
  };
  const empty = (): Promise<unknown> => target.owner.query('DROP SCHEMA IF EXISTS intake CASCADE');

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trillium-backup-'));
    root = join(folder, 'project');
    file = join(folder, 'a.tar.gz');
    migration('20250101000000_first', FIRST);
    await source.owner.query('DROP SCHEMA intake CASCADE');
    await installDatabase({ ownerUrl: source.url, secret: TEST_SECRET, root, services: ['intake'] });
    await source.owner.query(ROWS);
    mkdirSync(join(folder, 'data/files'), { recursive: true });
    writeFileSync(join(folder, 'data/files/scan.pdf'), 'a scan');
    writeFileSync(join(folder, 'data/secrets.json'), '{"session":"hunter2"}');
    await make(file, { folder: join(folder, 'data'), passphrase: 'correct horse battery' });
  });
  beforeEach(empty);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('comes back as it was: values, keys, numbering, partitions, files, row-level security', async () => {
    const data = join(folder, 'other');
    mkdirSync(data);
    let sealed = '';
    const summary = await bring({ folder: data, onSecrets: async (text) => void (sealed = text) });
    expect(summary).toMatchObject({ rows: 20_000 + 6 + 20 + 2, files: 1, upgraded: {}, unsureJobs: 1 });
    expect(await one(target.url, DIGEST)).toEqual(await one(source.url, DIGEST));
    expect(readFileSync(join(data, 'files/scan.pdf'), 'utf8')).toBe('a scan');
    expect(existsSync(join(data, `restoring-${process.pid}`))).toBe(false);
    expect(sealed).not.toContain('hunter2');
    expect(await one(target.url, 'SELECT perhaps_sent AS two FROM intake.job WHERE id = 2')).toEqual({ two: true });
    // whoever had claimed it is not here
    expect(await one(target.url, 'SELECT due_at <= now() AS due FROM intake.job WHERE id = 1')).toEqual({ due: true });
    expect(await one(target.url, "SELECT nextval('intake.book_pos_seq')::int AS next")).toEqual({ next: 20_001 });
    await expect(target.owner.query("INSERT INTO intake.book (tenant, shelf) VALUES ('LCC', 1)")).rejects.toThrow('by hand');
    expect(await one(serviceUrl(target.url, 'intake', TEST_SECRET), 'SELECT count(*)::int AS seen FROM intake.shelf')).toEqual({
      seen: 0,
    });
  });

  it('holds one moment, whatever is written meanwhile, and locks no table beyond its own copy', async () => {
    const moving = join(folder, 'moving.tar.gz');
    await make(moving, {
      atMoment: async () => {
        await source.owner.query("INSERT INTO intake.shelf VALUES (99, 'LCC')");
        await source.owner.query('DELETE FROM intake.seen');
      },
    });
    await bring({ file: moving });
    expect(
      await one(target.url, 'SELECT count(*)::int AS seen, (SELECT max(id) FROM intake.shelf) AS last FROM intake.seen'),
    ).toEqual({
      seen: 20,
      last: 5,
    });
    await source.owner.query('DELETE FROM intake.shelf WHERE id = 99; INSERT INTO intake.seen SELECT generate_series(1, 20)');
  });

  it('of an earlier version is brought to this one', async () => {
    const later = join(folder, 'later');
    cpSync(root, later, { recursive: true });
    migration('20250201000000_second', "ALTER TABLE shelf ADD COLUMN label text NOT NULL DEFAULT 'none';", later);
    expect((await bring({ root: later })).upgraded).toEqual({ intake: ['20250201000000_second'] });
    expect(await one(target.url, "SELECT count(*)::int AS n FROM intake.shelf WHERE label = 'none'")).toEqual({ n: 6 });
    expect(await installDatabase({ ownerUrl: target.url, secret: TEST_SECRET, root: later, services: ['intake'] })).toEqual({
      intake: [],
    });
  });

  it('is refused where it is newer, other secrets hold, or something is there', async () => {
    const older = join(folder, 'older');
    migration('20241231000000_zero', 'SELECT 1;', older);
    await expect(bring({ root: older })).rejects.toThrow(/made by a newer Trillium .* intake does not know 20250101000000_first/);
    const edited = join(folder, 'edited');
    migration('20250101000000_first', `${FIRST} -- edited`, edited);
    await expect(bring({ root: edited })).rejects.toThrow('20250101000000_first is not the one the backup was made with');
    await expect(bring({ secrets: { patronKey: 'another' } })).rejects.toThrow(
      'The secret patronKey of this installation is not the one',
    );
    expect(await one(target.url, "SELECT to_regnamespace('intake') AS schema")).toEqual({ schema: null });
    await bring();
    await expect(bring()).rejects.toThrow('The database is not empty (it holds intake)');
    await target.owner.query("INSERT INTO intake.shelf VALUES (77, 'LCC')");
    await bring({ replace: true });
    expect(await one(target.url, DIGEST)).toEqual(await one(source.url, DIGEST));
  });

  it('made over Kafka is refused where the topics of the lost time would be heard', async () => {
    const kafka = join(folder, 'kafka.tar.gz');
    await make(kafka, { transport: 'kafka', topicPrefix: 'trillium' });
    await expect(bring({ file: kafka, topicPrefix: 'trillium' })).rejects.toThrow(
      'Set another TRILLIUM_TOPIC_PREFIX, e.g. trillium-2',
    );
    await bring({ file: kafka, topicPrefix: 'trillium-2' });
    await bring({ file: kafka, topicPrefix: 'trillium', nothingSince: true, replace: true });
  });

  it('is refused while Trillium runs there', async () => {
    await bring();
    const client = new pg.Client({ connectionString: serviceUrl(target.url, 'intake', TEST_SECRET) });
    await client.connect();
    await expect(bring({ replace: true })).rejects.toThrow('Trillium runs on this database');
    await client.end();
  });

  it('that fails at its very end has changed nothing', async () => {
    await bring();
    await target.owner.query("INSERT INTO intake.shelf VALUES (77, 'LCC')");
    const before = await one(target.url, DIGEST);
    const data = join(folder, 'untouched');
    mkdirSync(data);
    const refuse = async (): Promise<void> => {
      throw new Error('on second thoughts');
    };
    await expect(bring({ replace: true, folder: data, beforeCommit: refuse })).rejects.toThrow('on second thoughts');
    expect(await one(target.url, DIGEST)).toEqual(before);
    expect(existsSync(join(data, 'files'))).toBe(false);
  });

  /** The entries of a backup, changed or left out, as a backup again. */
  const forge = async (change: (name: string, content: Buffer) => Buffer | undefined): Promise<string> => {
    const into = pack();
    const from = extract();
    from.end(gunzipSync(readFileSync(file)));
    const chunks: Buffer[] = [];
    const collecting = (async () => {
      for await (const chunk of into as AsyncIterable<Buffer>) chunks.push(chunk);
    })();
    for await (const entry of from) {
      const parts: Buffer[] = [];
      for await (const chunk of entry as AsyncIterable<Buffer>) parts.push(chunk);
      const content = change(entry.header.name, Buffer.concat(parts));
      if (content) into.entry({ name: entry.header.name }, content);
    }
    into.finalize();
    await collecting;
    const forged = join(folder, 'forged.tar.gz');
    writeFileSync(forged, gzipSync(Buffer.concat(chunks)));
    return forged;
  };
  const nothing = async (): Promise<void> =>
    expect(await one(target.url, "SELECT to_regnamespace('intake') AS schema")).toEqual({ schema: null });

  it('that is damaged is not restored, and the damaged part named', async () => {
    const piece = 'tables/intake.book/000001.copy';
    const flipped = await forge((name, content) => {
      if (name === piece) content[content.indexOf('xxxx')] = 'y'.charCodeAt(0);
      return content;
    });
    await expect(bring({ file: flipped })).rejects.toThrow(`damaged at ${piece}: its SHA-256`);
    const broken = await forge((name, content) => {
      if (name === piece) content[content.indexOf('\t')] = ' '.charCodeAt(0);
      return content;
    });
    await expect(bring({ file: broken })).rejects.toThrow('damaged at tables/intake.book: the database does not take it');
    for (const [left, named] of [
      ['files/files/scan.pdf', 'files/files/scan.pdf: it is missing'],
      ['tables/intake.job/000001.copy', 'tables/intake.job/000001.copy: it is missing'],
      ['manifest.json', 'secrets.sealed: the file ends here'],
    ] as const) {
      const without = await forge((name, content) => (name === left ? undefined : content));
      const told = await bring({ file: without }).catch((error: Error) => error.message);
      expect([left, told]).toEqual([left, expect.stringContaining(`damaged at ${named}`)]);
    }
    const renamed = await forge((name, content) => (name === 'sequences.json' ? Buffer.from('{') : content));
    await expect(bring({ file: renamed })).rejects.toThrow('damaged at sequences.json: it cannot be read');
    await nothing();
  });

  it('that was cut off anywhere is not restored', async () => {
    const whole = readFileSync(file);
    const cut = join(folder, 'cut.tar.gz');
    for (const share of [0, 0.01, 0.3, 0.7, 0.95, 0.9999]) {
      writeFileSync(cut, whole);
      truncateSync(cut, Math.floor(whole.length * share));
      await expect(bring({ file: cut })).rejects.toThrow(/The backup is damaged at .*: the file ends here/);
    }
    writeFileSync(cut, 'no gzip at all');
    await expect(bring({ file: cut })).rejects.toThrow('what was compressed cannot be read');
    await nothing();
  });

  it('leaves nothing behind where it cannot be made', async () => {
    const bound = serviceUrl(source.url, 'intake', TEST_SECRET);
    await expect(make(join(folder, 'none.tar.gz'), { url: bound })).rejects.toThrow('ALTER ROLE "svc_intake" BYPASSRLS');
    await expect(make(join(folder, 'nowhere/none.tar.gz'))).rejects.toThrow('ENOENT');
    const upgraded = make(join(folder, 'none.tar.gz'), {
      atMoment: async () =>
        void (await source.owner.query(
          `INSERT INTO intake._prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', 'later', now())`,
        )),
    });
    await expect(upgraded).rejects.toThrow('intake was upgraded while the backup ran');
    await source.owner.query(`DELETE FROM intake._prisma_migrations WHERE id = 'x'`);
    expect(existsSync(join(folder, 'none.tar.gz')) || existsSync(join(folder, 'none.tar.gz.part'))).toBe(false);
  });
});
