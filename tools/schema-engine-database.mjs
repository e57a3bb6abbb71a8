// @ts-check
// The databases the schema engine works on: the main one, a shadow one to replay migrations in, and none at all.
import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';

/** @typedef {import('pg').ClientConfig & { schema: string }} Connection */

/** @param {string} url @returns {Connection} */
export function connectionOf(url) {
  const parsed = new URL(url);
  const schema = parsed.searchParams.get('schema') || 'public';
  return {
    schema,
    options: `-c search_path="${schema}"`,
    host: parsed.hostname,
    port: Number(parsed.port || 5432),
    user: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
    database: decodeURIComponent(parsed.pathname.slice(1)) || 'postgres',
    ...(/^(require|verify-)/.test(parsed.searchParams.get('sslmode') ?? '') ? { ssl: true } : {}),
  };
}

/** @param {Connection} connection @param {(client: import('pg').Client) => Promise<unknown>} work */
async function withClient(connection, work) {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/**
 * The engine's small commands: can-connect-to-database, create-database, drop-database.
 * @param {string} url
 * @param {string} command
 * @returns {Promise<{ code: string, message: string } | undefined>} what is wrong, in Prisma's codes
 */
export async function reach(url, command) {
  const connection = connectionOf(url);
  const name = pg.escapeIdentifier(connection.database ?? '');
  const statement = {
    'can-connect-to-database': 'SELECT 1',
    'create-database': `CREATE DATABASE ${name}`,
    'drop-database': `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`,
  }[command];
  if (!statement) return { code: 'P0000', message: `schema-engine: unknown command ${command}` };
  const database = command === 'can-connect-to-database' ? connection.database : 'postgres';
  try {
    await withClient({ ...connection, database }, (client) => client.query(statement));
    return undefined;
  } catch (caught) {
    const error = /** @type {Error & { code?: string }} */ (caught);
    if (error.code === '3D000') return { code: 'P1003', message: `Database \`${connection.database}\` does not exist` };
    if (error.code === '28P01' || error.code === '28000')
      return { code: 'P1000', message: `Authentication failed: the credentials for \`${connection.user}\` are not valid.` };
    return {
      code: 'P1001',
      message: `Can't reach database server at \`${connection.host}:${connection.port}\` (${error.message})`,
    };
  }
}

const CHAR = 18; // the catalog's one-byte "char"
const BPCHAR = 1042;

/**
 * Mends what the stock adapter does wrong for migrations: it refuses the catalog's "char" columns, and splits scripts at every
 * semicolon, function bodies included.
 * @param {any} adapter
 */
function mended(adapter) {
  const performIO = adapter.performIO.bind(adapter);
  const queryRaw = adapter.queryRaw.bind(adapter);
  /** @param {unknown} query */
  adapter.performIO = async (query) => {
    const result = await performIO(query);
    result.rows.chars = [];
    for (const [index, field] of (result.fields ?? []).entries()) {
      if (field.dataTypeID !== CHAR) continue;
      field.dataTypeID = BPCHAR;
      result.rows.chars.push(index);
    }
    return result;
  };
  /** @param {unknown} query */
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const index of result.rows.chars) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  /** @param {string} script */
  adapter.executeScript = async (script) => {
    try {
      await adapter.client.query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  return adapter;
}

/** The adapter factory the engine asks for connections. */
export class Databases extends PrismaPg {
  #main;
  #shadow;

  /** @param {Connection} main @param {Connection} [shadow] */
  constructor(main, shadow) {
    super({ ...main, max: 1 }, { schema: main.schema });
    this.#main = main;
    this.#shadow = shadow;
  }

  /** @param {any} adapter */
  async #withSchema(adapter) {
    const { schema } = this.#main;
    if (schema !== 'public') await adapter.executeScript(`CREATE SCHEMA IF NOT EXISTS "${schema}"`);
    return adapter;
  }

  /** @override */
  async connect() {
    return this.#withSchema(mended(await super.connect()));
  }

  /**
   * A database of its own, dropped afterwards; the stock adapter would take the main one.
   * @override
   */
  async connectToShadowDb() {
    const { schema, ...main } = this.#main;
    if (this.#shadow) return this.#withSchema(mended(await new PrismaPg({ ...this.#shadow, max: 1 }, { schema }).connect()));
    const database = `prisma_migrate_shadow_db_${randomUUID()}`;
    await withClient(this.#main, (client) => client.query(`CREATE DATABASE "${database}" TEMPLATE template0`));
    const adapter = await this.#withSchema(mended(await new PrismaPg({ ...main, database, max: 1 }, { schema }).connect()));
    const dispose = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      await dispose();
      await withClient(this.#main, (client) => client.query(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`));
    };
    return adapter;
  }
}

/** Comparing two schema files needs no database: the engine's one question, the server's version, is answered from here. */
const offlineAdapter = {
  provider: 'postgres',
  adapterName: 'offline',
  getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
  dispose: async () => undefined,
  executeScript: async () => undefined,
  executeRaw: async () => 0,
  /** @param {{ sql: string }} query */
  queryRaw: async ({ sql }) => {
    if (!sql.includes("current_setting('server_version_num')"))
      throw new Error(`schema-engine: an offline comparison asked ${sql}`);
    return {
      columnNames: ['exists', 'version', 'numeric_version'],
      columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
      rows: [[true, 'PostgreSQL 18.0', 180000]],
    };
  },
};
export const offlineFactory = {
  provider: 'postgres',
  adapterName: 'offline',
  connect: async () => offlineAdapter,
  connectToShadowDb: async () => offlineAdapter,
};
