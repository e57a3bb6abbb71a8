import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import pg from 'pg';
import { startPostgres } from '#lib/service';
import { startWorld, type World, type WorldOptions } from '#test/world';
import { bringLibrariesData } from '../../apps/all-in-one/src/demo/bring.ts';
import { demoInstallation } from '../../apps/all-in-one/src/demo/installation-data.ts';
import { worldSettings } from '../../apps/all-in-one/src/demo/world-settings.ts';
import type { Stage } from '../scenario/run-demo.ts';
import { TrilliumClient, until } from './client.ts';
import { Program } from './processes.ts';
import { quiet, SERVICES } from './quiet.ts';

export type ServiceName = (typeof SERVICES)[number];

export interface ClusterOptions {
  /** Over Kafka every service is a process; without brokers all are one process, over PostgreSQL. */
  readonly kafka?: { readonly brokers: readonly string[]; readonly prefix: string };
  /** How its world is to be, or one that is there already and goes on afterwards. */
  readonly world?: WorldOptions | World;
  readonly env?: Readonly<Record<string, string>>;
  readonly logFile?: string;
  /** PostgreSQL flushes to disk, as in production; tests do without. */
  readonly durable?: boolean;
  /** Called before anything is put into the database. */
  readonly before?: (databaseUrl: string) => Promise<void>;
  /** Fills database and data folder instead of a new installation: from a backup. */
  readonly restored?: (place: {
    readonly databaseUrl: string;
    readonly folder: string;
    readonly worldUrl: string;
  }) => Promise<void>;
}

/** A running installation of the demo's consortium with a world of its own, as operating-system processes. */
export interface Cluster extends Stage {
  readonly databaseUrl: string;
  /** The data folder. */
  readonly folder: string;
  readonly postgresPid: number;
  readonly world: World;
  readonly programs: ReadonlyMap<string, Program>;
  readonly owner: pg.Client;
  url(service: ServiceName): string;
  /** A session of a library's (or the consortium's) with these roles. */
  token(tenant: string, roles: readonly string[]): Promise<string>;
  /** Starts a program (again) on the port it had, with more in its environment where that is given. */
  start(program: string, more?: Readonly<Record<string, string>>): Promise<void>;
  close(): Promise<void>;
}

const ALL = 'all-in-one';

export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { kafka, world: worldOptions, env = {}, logFile, durable, before, restored } = options;
  const folder = mkdtempSync(join(tmpdir(), 'trillium-cluster-'));
  const ends: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const end of ends.splice(0).toReversed()) await end();
  };
  try {
    const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), test: !durable });
    ends.push(() => postgres.stop());
    const there = worldOptions && 'state' in worldOptions ? worldOptions : undefined;
    const world = there ?? (await startWorld({ clock: { rate: 0 }, ...(worldOptions as WorldOptions | undefined) }));
    if (!there) ends.push(() => world.close());
    const owner = new pg.Client({ connectionString: postgres.url });
    await owner.connect();
    ends.push(() => owner.end());

    const secret = randomBytes(32).toString('base64url');
    const environment = {
      ...worldSettings(world.url),
      DATABASE_URL: postgres.url,
      ...(kafka && { KAFKA_BROKERS: kafka.brokers.join(','), TRILLIUM_TOPIC_PREFIX: kafka.prefix }),
      TRILLIUM_DATA_DIR: folder,
      SESSION_SECRET: secret,
      LOG_LEVEL: 'warn',
      LOG_FORMAT: 'json',
      ...env,
    };
    const programs = new Map<string, Program>();
    const ports = new Map<string, number>();
    const programOf = (service: string): string => (kafka ? service : ALL);
    const url = (service: ServiceName): string => `http://127.0.0.1:${ports.get(programOf(service))}`;
    const start = async (name: string, more: Readonly<Record<string, string>> = {}): Promise<void> => {
      const args = name === ALL ? ['--no-demo', '--data', folder] : [];
      const port = String(ports.get(name) ?? 0);
      const program = new Program(
        name,
        [`dist/apps/${name}/src/main.js`, ...args],
        { ...environment, ...more, PORT: port },
        logFile,
      );
      programs.set(name, program.start());
      const [, ready] = await program.says(/is ready at http:\/\/localhost:(\d+)/, 90_000);
      ports.set(name, Number(ready));
    };
    ends.push(() => Promise.all([...programs.values()].map((program) => program.stop())));

    await before?.(postgres.url);
    if (restored) await restored({ databaseUrl: postgres.url, folder, worldUrl: world.url });
    else {
      const file = join(folder, 'installation-data.json');
      writeFileSync(file, JSON.stringify(demoInstallation(world.state.data, world.url, world.mail)));
      const installer = new Program('install', ['dist/apps/cli/src/main.js', 'install', file], environment, logFile).start();
      await installer.says(/ made\./, 90_000);
      await installer.ended();
    }
    // one after another: each brings its own tables, and two cores are soon busy
    for (const name of kafka ? SERVICES : [ALL]) await start(name);
    world.state.setCallback(`${url('fulfillment')}/iso18626`);

    const token = (tenant: string, roles: readonly string[]): Promise<string> =>
      new SignJWT({ tenant, roles: [...roles] })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject('test')
        .setIssuer('trillium')
        .setIssuedAt()
        .setExpirationTime('2h')
        .sign(new TextEncoder().encode(secret));
    const base = (path: string): string => url(serviceOf(path));
    const staff = ['staff', 'manager', 'accountant'];
    const cluster: Cluster = {
      databaseUrl: postgres.url,
      folder,
      postgresPid: postgres.pid,
      world,
      worldUrl: world.url,
      programs,
      owner,
      operator: new TrilliumClient(base, await token('consortium', ['operator'])),
      at: async (library) => new TrilliumClient(base, await token(library, staff)),
      libraries: world.state.data.libraries.filter(({ role }) => role === 'member').map(({ symbol }) => symbol),
      headers: async (library) => ({ authorization: `Bearer ${await token(library, staff)}` }),
      desk: url('fulfillment'),
      url,
      token,
      start,
      close,
    };
    await until('all services ready', async () => {
      const answers = await Promise.all(SERVICES.map((service) => fetch(`${url(service)}/health/ready`)));
      return answers.every((answer) => answer.ok) ? true : undefined;
    });
    if (restored) return cluster;
    await quiet(owner);
    await until(
      'every service heard of libraries and people',
      async () => {
        const { rows } = await owner.query<{ known: boolean }>(
          `select (select count(*) from intake.patron) = $1 and (select count(*) from sourcing.patron) = $1
             and (select count(*) from intake.library) >= $2 and (select count(*) from sourcing.library) >= $2
             and (select count(*) from sourcing.partner) = (select count(*) from fulfillment.partner) as known`,
          [world.state.data.patrons.length, cluster.libraries.length],
        );
        return rows[0]!.known || undefined;
      },
      120_000,
    );
    await bringLibrariesData(world.state.data, async (library, method, path, body, type) => {
      const client = await cluster.at(library);
      const answer = await client.raw(method, path, body, { 'content-type': type });
      if (!answer.ok) throw new Error(`${method} ${path} for ${library} answered ${answer.status}: ${await answer.text()}`);
    });
    await quiet(owner);
    return cluster;
  } catch (error) {
    await close();
    throw error;
  }
}

function serviceOf(path: string): ServiceName {
  const named = /^\/api\/([a-z]+)/.exec(path)?.[1];
  if (path.startsWith('/iso18626')) return 'fulfillment';
  if (path.startsWith('/openurl')) return 'intake';
  return SERVICES.find((service) => service === named) ?? 'intake';
}
