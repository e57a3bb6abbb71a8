import pg from 'pg';
import { KeepingError } from './format.ts';

/** One way to write values, whatever the server's settings are; and no end by a time limit meant for other work. */
export const COPY_OPTIONS = [
  'datestyle=ISO',
  'intervalstyle=postgres',
  'timezone=UTC',
  'bytea_output=hex',
  'extra_float_digits=3',
  'client_encoding=UTF8',
  'row_security=off',
  'statement_timeout=0',
  'idle_in_transaction_session_timeout=0',
  'transaction_timeout=0',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/** Names as they stand in SQL. */
export const exact = (names: readonly string[]): string => names.map((name) => pg.escapeIdentifier(name)).join(', ');

/** @throws KeepingError where row-level security would hide libraries' rows from this role: a backup of them would be empty */
export async function canBypass(client: Pick<pg.ClientBase, 'query'>): Promise<void> {
  const { rows } = await client.query<{ name: string; may: boolean }>(
    'select rolname as name, rolsuper or rolbypassrls as may from pg_roles where rolname = current_user',
  );
  const [role] = rows;
  if (!role?.may)
    throw new KeepingError(
      `Row-level security binds the role ${role?.name}, so it cannot read every library’s rows. Run as a superuser: ALTER ROLE "${role?.name}" BYPASSRLS`,
    );
}
