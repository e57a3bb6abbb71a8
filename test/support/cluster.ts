import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { startPostgres } from '#lib/service';
import { startWorld, type World, type WorldOptions } from '#test/world';
import { TrilliumClient, until } from './client.ts';
import { Program } from './processes.ts';
import { SERVICES } from './quiet.ts';

export type ServiceName = (typeof SERVICES)[number];

/** Where the services find the simulated world. */
export const worldSettings = (world: string): Record<string, string> => ({
  TRILLIUM_CLOCK_URL: `${world}/control/clock`,
  CROSSREF_URL: `${world}/crossref`,
  UNPAYWALL_URL: `${world}/unpaywall/v2`,
  UNION_CATALOG_URL: `${world}/sru/union`,
  GET_IT_NOW_URL: `${world}/getitnow`,
  REPRINTS_DESK_URL: `${world}/reprintsdesk`,
  VENDOR_URL: `${world}/vendor`,
  CONTACT_EMAIL: 'trillium@example.org',
});

export interface ClusterOptions {
  readonly brokers: readonly string[];
  /** Topic prefix, unique for each installation on a broker. */
  readonly prefix: string;
  readonly world?: WorldOptions;
  readonly env?: Readonly<Record<string, string>>;
  readonly logFile?: string;
}

/** Every service as an operating-system process, over Kafka, on a PostgreSQL of their own; the world in this process. */
export interface Cluster {
  readonly databaseUrl: string;
  readonly world: World;
  readonly programs: ReadonlyMap<ServiceName, Program>;
  /** A client that is signed in with these roles at that library, or as operator of the consortium. */
  client(tenant?: string, roles?: readonly string[]): Promise<TrilliumClient>;
  url(service: ServiceName): string;
  /** Starts a service (again) on the port it had. */
  start(service: ServiceName): Promise<void>;
  close(): Promise<void>;
}

export async function startCluster({
  brokers,
  prefix,
  world: worldOptions,
  env = {},
  logFile,
}: ClusterOptions): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'trillium-cluster-'));
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), test: true });
  const world = await startWorld(worldOptions);
  const secret = randomBytes(32).toString('base64url');
  const ports = new Map<ServiceName, number>();
  const environment = {
    ...worldSettings(world.url),
    DATABASE_URL: postgres.url,
    KAFKA_BROKERS: brokers.join(','),
    TRILLIUM_TOPIC_PREFIX: prefix,
    TRILLIUM_DATA_DIR: folder,
    SESSION_SECRET: secret,
    LOG_LEVEL: 'warn',
    LOG_FORMAT: 'json',
    ...env,
  };
  const make = (service: ServiceName): Program =>
    new Program(
      service,
      [`dist/apps/${service}/src/main.js`],
      { ...environment, PORT: String(ports.get(service) ?? 0) },
      logFile,
    );
  const programs = new Map<ServiceName, Program>();
  const url = (service: ServiceName): string => `http://127.0.0.1:${ports.get(service)}`;
  const serviceOf = (path: string): ServiceName => {
    const named = /^\/api\/([a-z]+)/.exec(path)?.[1];
    if (path.startsWith('/iso18626')) return 'fulfillment';
    if (path.startsWith('/openurl')) return 'intake';
    return SERVICES.find((service) => service === named) ?? 'intake';
  };
  const cluster: Cluster = {
    databaseUrl: postgres.url,
    world,
    programs,
    url,
    async start(service) {
      const program = make(service).start();
      programs.set(service, program);
      const [, port] = await program.says(/is ready at http:\/\/localhost:(\d+)/, 90_000);
      ports.set(service, Number(port));
    },
    async client(tenant = 'consortium', roles = ['operator']) {
      const token = await new SignJWT({ tenant, roles })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject('test')
        .setIssuer('trillium')
        .setIssuedAt()
        .setExpirationTime('2h')
        .sign(new TextEncoder().encode(secret));
      return new TrilliumClient((path) => url(serviceOf(path)), token);
    },
    async close() {
      await Promise.all([...programs.values()].map((program) => program.stop()));
      await world.close();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    // one after another: each brings its own tables, and two cores are soon busy
    for (const service of SERVICES) await cluster.start(service);
    world.state.setCallback(`${url('fulfillment')}/iso18626`);
    await until('all services ready', async () => {
      const answers = await Promise.all(SERVICES.map((service) => fetch(`${url(service)}/health/ready`)));
      return answers.every((answer) => answer.ok) ? true : undefined;
    });
    return cluster;
  } catch (error) {
    await cluster.close();
    throw error;
  }
}
