import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Envelope } from '#lib/contracts';
import { seededRandom } from '#lib/kernel';
import { backup, type BackupSummary } from '#lib/keeping';
import { installDatabase, projectRoot } from '#lib/service';
import { startWorld, type World } from '#test/world';
import { startCluster, type Cluster } from '../support/cluster.ts';
import { Program } from '../support/processes.ts';
import { SERVICES } from '../support/quiet.ts';
import { startAudit } from './audit.ts';
import { check } from './checker.ts';
import { Clients, type Acknowledgements } from './client.ts';
import { collect } from './collect.ts';
import type { Evidence, Told } from './evidence.ts';
import { crowdedWorld, linesOf } from './requests.ts';
import { live, liveOn, lookTwice, show } from './run.ts';
import { settle } from './settle.ts';

const ROUNDS = 4;
const SEED = 20251006;
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Over PostgreSQL a message leaves no trace once it is handled: what was written to outboxes is kept here, as topics keep it. */
const TOLD = `create table audit.told (service text, pos bigint, envelope json);
create function audit.note_told() returns trigger language plpgsql security definer as $$ begin
  insert into audit.told values (tg_table_schema, new.pos, new.envelope); return null; end $$;
${SERVICES.map((service) => `create trigger audit_told after insert on ${service}.outbox for each row execute function audit.note_told();`).join('\n')}`;
const AUDITED = ['sent', 'handled', 'job', 'done', 'told'];

const withClient = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};
const audit = (url: string): Promise<void> =>
  withClient(url, async (client) => {
    await startAudit(client);
    await client.query(TOLD);
  });

describe('a backup taken while requests run', () => {
  let folder: string;
  let world: World;
  let source: Cluster;
  let restored: Cluster;
  let clients: Clients;
  let acknowledged: Acknowledgements;
  let made: BackupSummary;
  /** What the audit held at the backup's moment. */
  const noted: Record<string, unknown[]> = {};
  /** Lines of the world's journal at the moment, and when the services were dead: between them lies what is lost inside. */
  let gap: readonly [from: number, to: number];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trillium-restore-'));
    world = await startWorld({ clock: { rate: 0 }, data: crowdedWorld(ROUNDS + 1) });
    source = await startCluster({
      world,
      before: async (url) => {
        await installDatabase({ ownerUrl: url, secret: 'set anew at the start', root: projectRoot(), services: SERVICES });
        await audit(url);
      },
    });
    clients = new Clients(source);
  }, 180_000);
  afterAll(async () => {
    await restored?.close();
    await source?.close();
    await world?.close();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it('is made in the middle of the work, which goes on', async () => {
    const random = seededRandom(SEED);
    const lines = Array.from({ length: ROUNDS }, (_, round) => linesOf(round)).flat();
    const people = await clients.hands();
    const over = new AbortController();
    const living = live(source, clients, people, over.signal);
    const submitting = (async () => {
      await clients.upload(linesOf(ROUNDS));
      for (const line of lines) {
        if (over.signal.aborted) return;
        await clients.submit(line).catch(() => undefined);
        await pause(random() * 120);
      }
    })();
    while (clients.acknowledged.requests.length < lines.length / 2) await pause(50);
    acknowledged = structuredClone(clients.acknowledged);
    let from = 0;
    made = await backup({
      url: source.databaseUrl,
      folder: source.folder,
      file: join(folder, 'backup.tar.gz'),
      version: 'of today',
      transport: 'postgres',
      secrets: {},
      atMoment: async (snapshot) => {
        from = world.state.journal.entries.length;
        await withClient(source.databaseUrl, async (client) => {
          await client.query(`begin isolation level repeatable read; set transaction snapshot '${snapshot}'`);
          for (const table of AUDITED) noted[table] = (await client.query(`select * from audit.${table}`)).rows;
        });
      },
    });
    const during = clients.acknowledged.requests.length - acknowledged.requests.length;
    for (const program of source.programs.values()) await program.stop('SIGKILL');
    over.abort();
    // whoever still asks gets no answer any more
    await Promise.all([living, Promise.race([submitting, pause(2000)])]);
    gap = [from, world.state.journal.entries.length];
    console.log(
      `backed up ${made.rows} rows of ${made.tables} tables in ${Math.round(made.milliseconds)} ms, ${made.size} bytes; ` +
        `${acknowledged.requests.length} requests and ${acknowledged.actions.length} actions acknowledged before, ${during} requests meanwhile; ` +
        `on their way: ${noted['sent']!.length} messages sent, ${noted['handled']!.length} handled; ${gap[1] - gap[0]} lines of the world's journal after the moment`,
    );
    expect(made.rows).toBeGreaterThan(1000);
  }, 240_000);

  it('is restored elsewhere and goes on: nothing acknowledged before it is lost, nothing happens twice', async () => {
    restored = await startCluster({
      world,
      restored: async (place) => {
        copyFileSync(join(source.folder, 'secrets.json'), join(place.folder, 'secrets.json'));
        const program = new Program('restore', ['dist/apps/cli/src/main.js', 'restore', made.file, '--data', place.folder], {
          DATABASE_URL: place.databaseUrl,
        });
        await program.start().says(/Start Trillium as always/);
        console.log(program.output.trim());
        await audit(place.databaseUrl);
        await withClient(place.databaseUrl, async (client) => {
          for (const table of AUDITED)
            await client.query(`insert into audit.${table} select * from json_populate_recordset(null::audit.${table}, $1)`, [
              JSON.stringify(noted[table]),
            ]);
        });
      },
    });
    const after = new Clients(restored);
    const people = await after.hands();
    await settle(restored.owner, 60_000);
    await liveOn(restored, after, people, 40, 36);
    expect(await settle(restored.owner, 60_000)).toEqual({});

    const { inside, outside, findings, compared } = await lookTwice(restored, async () => {
      const { rows } = await restored.owner.query<{ service: string; pos: string; envelope: Envelope<Told['envelope']['data']> }>(
        'select service, pos, envelope from audit.told order by pos',
      );
      const told = rows.map(({ service, pos, envelope }) => ({ service, partition: 0, offset: Number(pos), envelope }));
      const [within, beyond] = partition(await collect(restored, told, acknowledged), world, gap);
      return { ...check(within), inside: within, outside: beyond };
    });
    console.log(
      [
        `compared after the restore: ${JSON.stringify(compared)}`,
        `done outside after the moment, of which the restored database knows nothing: ${outside.join(', ') || 'nothing'}`,
        ...show(findings),
      ].join('\n'),
    );
    expect(show(findings)).toEqual([]);
    expect(inside.acknowledged.requests.length).toBeGreaterThan(20);
    expect(compared['effects']).toBeGreaterThan(10);
  }, 420_000);
});

/**
 * What was done outside between the moment and the services' end, for work the restored database has never heard of, is set apart: it
 * cannot be known there. Whatever it knows of, it has to know rightly.
 */
function partition(evidence: Evidence, world: World, [from, to]: readonly [number, number]): [Evidence, string[]] {
  const lost = new Set(
    world.state.journal.entries
      .slice(from, to)
      .filter(({ type }) => type === 'put')
      .map(({ service, effect }) => `${service} ${effect}`),
  );
  const known = new Set([
    ...evidence.jobs.map(({ id }) => id),
    ...evidence.attempts.flatMap(({ id, requestIds, orderNumber = '', holdId = '' }) => [id, ...requestIds, orderNumber, holdId]),
  ]);
  const [inside, outside] = [evidence.effects, evidence.effects].map((effects, which) =>
    effects.filter(
      ({ service, effect, key = '' }) =>
        (lost.has(`${service} ${effect}`) && !known.has(key) && !known.has(effect)) === (which === 1),
    ),
  );
  return [{ ...evidence, effects: inside! }, outside!.map(({ service, effect }) => `${service} ${effect}`)];
}
