// The shared schema `identity`: who may ask. Every service looks there, so its policies are one for each service's role (ADR 0012).
import pg from 'pg';
import { RELAY_ROLE, serviceRole } from '#lib/messaging';
import { SERVICES } from '#lib/service';
import { testDatabase } from '#lib/testing';
import { insert, rowFor, tablesOf, type Table } from './rows.ts';

const DENIED = '42501';
/** Let through, and stopped by the row that is there. */
const TWICE = '23505';
const ROLES = SERVICES.map(serviceRole);
const KEEPER = serviceRole('directory');
/** What a column has to hold for its check. */
const row = (table: Table, tenant: string, n: number) => ({
  ...rowFor(table, tenant, n),
  ...(table.table === 'machine' && { kind: 'key' }),
});
/** A change that every service may make of its library's row, and one that only directory may; none where there is none. */
const CHANGES: Readonly<Record<string, { readonly anybody?: string; readonly keeper?: string; readonly oneEach?: true }>> = {
  'identity.session_epoch': { keeper: 'set epoch = epoch + 1' },
  'identity.machine': { anybody: 'set last_used_at = now()', keeper: 'set active = false' },
  'identity.used_token': {},
  'identity.practice': { keeper: "set symbol = 'x'", oneEach: true },
};

describe('row-level security in the schema identity', () => {
  const database = testDatabase(...(SERVICES as unknown as [string, ...string[]]));
  let owner: pg.Client;
  let tables: Table[];
  let cells = 0;

  beforeAll(async () => {
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    tables = await tablesOf(owner, ['identity']);
    for (const table of tables)
      for (const [i, tenant] of ['OURS', 'THEIRS'].entries()) await insert(owner, table, row(table, tenant, i + 1));
  });
  database.closeFirst(() => owner?.end());
  afterAll(() => {
    process.stdout.write(
      `row-level security: ${tables.length} tables of identity × ${ROLES.length} services, ${cells} cells tried\n`,
    );
  });

  /** Does it as a role with a tenant, and takes it back. @returns rows seen or changed, or the code by which it was refused */
  const attempt = async (
    role: string,
    tenant: string | undefined,
    work: () => Promise<pg.QueryResult>,
  ): Promise<number | string> => {
    cells += 1;
    await owner.query('begin');
    try {
      await owner.query(`set local role ${role}`);
      if (tenant !== undefined) await owner.query(`select set_config('app.tenant', $1, true)`, [tenant]);
      return (await work()).rowCount ?? 0;
    } catch (error) {
      return (error as { code?: string }).code ?? String(error);
    } finally {
      await owner.query('rollback');
    }
  };

  it('knows every table there is, each forced and with a tenant', async () => {
    expect(tables.map(({ name }) => name)).toEqual(Object.keys(CHANGES).toSorted());
    const { rows } = await owner.query(
      `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'identity' and c.relkind in ('r', 'p')
         and not (relrowsecurity and relforcerowsecurity
           and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant' and a.attnotnull))`,
    );
    expect(rows).toEqual([]);
  });

  it('says the same in every policy: the tenant that is set, to read and to write', async () => {
    const { rows } = await owner.query<{ tablename: string; roles: string[]; cmd: string; qual: string; check: string }>(
      `select tablename, roles::text[], cmd, qual, with_check "check" from pg_policies where schemaname = 'identity'`,
    );
    const rule = `(tenant = current_setting('app.tenant'::text, true))`;
    expect(rows).toHaveLength(tables.length * ROLES.length);
    expect(rows.filter(({ cmd, qual, check }) => cmd !== 'ALL' || qual !== rule || check !== rule)).toEqual([]);
    expect(new Set(rows.map(({ roles }) => roles.join()))).toEqual(new Set(ROLES));
  });

  it.each(ROLES)('shows %s its own library’s rows, and nobody’s without a library', async (role) => {
    const wrong: string[] = [];
    for (const table of tables) {
      const granted = await grants(role, table.name, 'select');
      for (const [tenant, own] of [
        ['OURS', 1],
        ['THEIRS', 1],
        ['NOBODY', 0],
        ['', 0],
        [undefined, 0],
      ] as const) {
        const seen = await attempt(role, tenant, () => owner.query(`select * from ${table.name}`));
        if (seen !== (granted ? own : DENIED)) wrong.push(`${table.name} as ${tenant ?? 'no tenant'}: ${seen}`);
        const theirs = await attempt(role, tenant, () =>
          owner.query(`select * from ${table.name} where tenant <> $1`, [tenant ?? '']),
        );
        if (theirs !== (granted ? 0 : DENIED)) wrong.push(`${table.name} as ${tenant ?? 'no tenant'}: ${theirs} rows of others`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it.each(ROLES)('lets %s write no other library’s row, and of its own what its work needs', async (role) => {
    const wrong: string[] = [];
    const note = (what: string, was: number | string, should: number | string): void => {
      if (was !== should) wrong.push(`${what}: ${was}, should be ${should}`);
    };
    for (const table of tables) {
      const { name } = table;
      note(
        `${name}: insert for another`,
        await attempt(role, 'OURS', () => insert(owner, table, row(table, 'THEIRS', 9))),
        DENIED,
      );
      const { anybody, keeper, oneEach } = CHANGES[name]!;
      const inserts = (await grants(role, name, 'insert')) ? (oneEach ? TWICE : 1) : DENIED;
      note(`${name}: insert`, await attempt(role, 'OURS', () => insert(owner, table, row(table, 'OURS', 9))), inserts);
      const deletes = (await grants(role, name, 'delete')) ? 0 : DENIED;
      const away = (): Promise<pg.QueryResult> => owner.query(`delete from ${name} where tenant = 'THEIRS'`);
      note(`${name}: delete another’s`, await attempt(role, 'OURS', away), deletes);
      for (const [change, may] of [
        [anybody, true],
        [keeper, role === KEEPER],
      ] as const) {
        if (!change) continue;
        note(`${name}: ${change}`, await attempt(role, 'OURS', () => owner.query(`update ${name} ${change}`)), may ? 1 : DENIED);
        const others = await attempt(role, 'OURS', () => owner.query(`update ${name} ${change} where tenant = 'THEIRS'`));
        note(`${name}: ${change} of another’s`, others, may ? 0 : DENIED);
      }
      note(`${name}: given away`, await attempt(role, 'OURS', () => owner.query(`update ${name} set tenant = 'THEIRS'`)), DENIED);
    }
    expect(wrong).toEqual([]);
  });

  it('is closed to the relay', async () => {
    for (const { name } of tables)
      expect(await attempt(RELAY_ROLE, 'OURS', () => owner.query(`select from ${name}`))).toBe(DENIED);
  });

  const grants = async (role: string, table: string, verb: string): Promise<boolean> =>
    (await owner.query<{ ok: boolean }>('select has_table_privilege($1, $2, $3) ok', [role, table, verb])).rows[0]!.ok;
});
