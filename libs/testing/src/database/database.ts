import pg from 'pg';
import { relayUrl, serviceUrl } from '../../../service/src/database/databases.ts';
import { cloneDatabase, databaseUrl, dropDatabase, TEST_SECRET } from './template.ts';

/** How a service is connected: its own role and the one that moves messages. */
export interface Connection {
  readonly service: string;
  readonly url: string;
  readonly relayUrl: string;
}

export interface TestDatabase {
  readonly name: string;
  readonly services: readonly string[];
  /** The owner's URL: sees everything, changes tables. */
  readonly url: string;
  readonly owner: pg.Pool;
  /** Role `svc_<service>` of the first service named: row-level security applies. */
  readonly serviceUrl: string;
  readonly service: pg.Pool;
  readonly relayUrl: string;
  readonly relay: pg.Pool;
  readonly connection: Connection;
  forService(service: string): Connection;
  /** Has something that uses the database closed before it is dropped; the last one named first. */
  closeFirst(close: () => unknown): void;
  /** Runs work in a transaction of the service's role with the tenant set. */
  asTenant<T>(tenant: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T>;
}

/**
 * A database of this describe's own with the tables of these services, made before and dropped after its tests. The first service
 * named is the one whose role `service` has. Read its properties inside tests and hooks only.
 */
export function testDatabase(...services: [string, ...string[]]): TestDatabase {
  const pools = new Map<string, pg.Pool>();
  let name: string | undefined;

  beforeAll(async () => {
    name = await cloneDatabase(services.toSorted());
  }, 60_000);
  const users: (() => unknown)[] = [];
  // jest runs this hook before those defined after it, so they cannot close their connections themselves in time
  afterAll(async () => {
    for (const close of users.toReversed()) await close();
    await Promise.all([...pools.values()].map((pool) => pool.end()));
    if (name) await dropDatabase(name);
  }, 60_000);

  const made = (): string => {
    if (!name) throw new Error('testDatabase: the database is made in beforeAll; use it inside a test or hook');
    return name;
  };
  const pool = (url: string): pg.Pool => {
    let known = pools.get(url);
    if (!known) pools.set(url, (known = new pg.Pool({ connectionString: url, max: 4 }).on('error', () => undefined)));
    return known;
  };
  const forService = (service: string): Connection => {
    const owner = databaseUrl(made());
    return { service, url: serviceUrl(owner, service, TEST_SECRET), relayUrl: relayUrl(owner, TEST_SECRET) };
  };
  return {
    services,
    forService,
    closeFirst: (close) => void users.push(close),
    get name() {
      return made();
    },
    get url() {
      return databaseUrl(made());
    },
    get owner() {
      return pool(databaseUrl(made()));
    },
    get connection() {
      return forService(services[0]);
    },
    get serviceUrl() {
      return forService(services[0]).url;
    },
    get service() {
      return pool(forService(services[0]).url);
    },
    get relayUrl() {
      return forService(services[0]).relayUrl;
    },
    get relay() {
      return pool(forService(services[0]).relayUrl);
    },
    async asTenant(tenant, work) {
      const client = await pool(forService(services[0]).url).connect();
      try {
        await client.query('BEGIN');
        await client.query("SELECT set_config('app.tenant', $1, true)", [tenant]);
        const result = await work(client);
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      } finally {
        client.release();
      }
    },
  };
}
