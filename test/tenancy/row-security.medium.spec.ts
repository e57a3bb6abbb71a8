import pg from 'pg';
import { RELAY_ROLE, serviceRole } from '#lib/messaging';
import { SERVICES } from '#lib/service';
import { testDatabase } from '#lib/testing';
import { insert, rowFor, tablesOf, tenantsOf, type Table } from './rows.ts';
import { CONSORTIUM_READS, OWNERS_FUNCTIONS, RELAY_READS, SHARED_EVERYWHERE, SHARED_TABLES } from './shared-tables.ts';

const VERBS = ['select', 'insert', 'update', 'delete'] as const;
type Verb = (typeof VERBS)[number];
const SCHEMAS = [...SERVICES, 'messaging'];
const ROLES = [...SERVICES.map(serviceRole), RELAY_ROLE];
/** Tables through which the relay moves messages and jobs; it reads others' deadlines at most. */
const RELAYS = ['outbox', 'inbox', 'hold', 'job'];
const DENIED = '42501';

const isShared = ({ name, table }: Pick<Table, 'name' | 'table'>): boolean => name in SHARED_TABLES || table in SHARED_EVERYWHERE;

/** What became of a statement. */
interface Outcome {
  /** Rows seen or changed; undefined where the database refused. */
  readonly rows?: number;
  readonly code?: string;
  /** Whether the table's rows, as its owner sees them, are others than before. */
  readonly changed: boolean;
}

describe('row-level security in every table of every service', () => {
  const database = testDatabase(...(SERVICES as unknown as [string, ...string[]]));
  let owner: pg.Client;
  let tables: Table[];
  let ours: Table[];
  let cells = 0;

  beforeAll(async () => {
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    tables = await tablesOf(owner, SCHEMAS);
    ours = tables.filter((table) => !isShared(table));
    await owner.query('set session_replication_role = replica'); // neither foreign keys nor triggers: a row of each table by itself
    for (const table of ours)
      for (const [i, tenant] of tenantsOf(table).entries()) await insert(owner, table, rowFor(table, tenant, i + 1));
    await owner.query('reset session_replication_role');
  });
  database.closeFirst(() => owner?.end());
  afterAll(() => {
    process.stdout.write(
      `row-level security: ${ours.length} tables of ${SERVICES.length} services with libraries' rows, ${tables.length - ours.length} shared, ${cells} cells tried\n`,
    );
  });

  const snapshot = async (table: Table): Promise<string> => {
    const { rows } = await owner.query<{ all: string }>(
      `select coalesce(string_agg(t::text, E'\\n' order by t::text), '') "all" from ${table.name} t`,
    );
    return rows[0]!.all;
  };

  /** Tries a statement as a role with a tenant (undefined: none was ever set) and takes everything back. */
  const attempt = async (
    role: string,
    tenant: string | undefined,
    table: Table,
    statement: () => Promise<pg.QueryResult>,
    triggers = true,
  ): Promise<Outcome> => {
    cells += 1;
    await owner.query('begin');
    try {
      const before = await snapshot(table);
      await owner.query('savepoint before');
      if (!triggers) await owner.query('set local session_replication_role = replica');
      await owner.query(`set local role ${role}`);
      if (tenant !== undefined) await owner.query(`select set_config('app.tenant', $1, true)`, [tenant]);
      let outcome: Omit<Outcome, 'changed'>;
      try {
        outcome = { rows: (await statement()).rowCount ?? 0 };
        await owner.query('reset role');
      } catch (error) {
        outcome = { code: (error as { code?: string }).code ?? String(error) };
        await owner.query('rollback to savepoint before');
      }
      return { ...outcome, changed: (await snapshot(table)) !== before };
    } finally {
      await owner.query('rollback');
    }
  };

  const may = async (role: string, table: Table, verb: Verb): Promise<boolean> => {
    const { rows } = await owner.query<{ ok: boolean }>('select has_table_privilege($1, $2, $3) ok', [role, table.name, verb]);
    return rows[0]!.ok;
  };
  const run = (table: Table, verb: Verb, tenant: string, n = 9): (() => Promise<pg.QueryResult>) => {
    switch (verb) {
      case 'select':
        return () => owner.query(`select * from ${table.name}`);
      case 'insert':
        return () => insert(owner, table, rowFor(table, tenant, n));
      case 'update':
        return () => owner.query(`update ${table.name} set tenant = tenant`);
      case 'delete':
        return () => owner.query(`delete from ${table.name}`);
    }
  };
  /** A table of which a practice copy's rows may be deleted, and nobody else's. */
  const forCopiesOnly = async ({ name }: Table): Promise<boolean> =>
    ((await owner.query(`select from pg_policy where polrelid = $1::regclass and polname = 'practice'`, [name])).rowCount ?? 0) >
    0;
  /** A table that only grows refuses by a trigger what was granted. */
  const refusesChange = async ({ name }: Table): Promise<boolean> =>
    ((
      await owner.query(
        `select from pg_trigger where tgrelid = $1::regclass and tgname = 'append_only' and tgenabled in ('O', 'A')`,
        [name],
      )
    ).rowCount ?? 0) > 0;

  it('binds every table, or the table is named as shared with its reason', async () => {
    const { rows } = await owner.query<{ name: string; secured: boolean; forced: boolean; tenant: boolean; policies: string[] }>(
      `select n.nspname || '.' || c.relname name, relrowsecurity secured, relforcerowsecurity forced,
         exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant' and a.attnotnull) tenant,
         array(select p.polname::text from pg_policy p where p.polrelid = c.oid order by 1) policies
       from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = any($1) and c.relkind in ('r', 'p', 'f') and not c.relispartition`,
      [SCHEMAS],
    );
    const open = rows.filter(({ name, secured, forced, tenant, policies }) => {
      if (isShared({ name, table: name.split('.')[1]! })) return false;
      return !(secured && forced && tenant && policies.includes('own'));
    });
    // secure it by tenantTableSql in its migration, or name it in shared-tables.ts and say why it may be shared
    expect(open.map(({ name }) => name)).toEqual([]);
    const shared = rows.filter(({ name }) => isShared({ name, table: name.split('.')[1]! }));
    expect(shared.filter(({ tenant }) => tenant).map(({ name }) => name)).toEqual([]);
    const names = new Set(rows.map(({ name }) => name));
    expect(Object.keys(SHARED_TABLES).filter((name) => !names.has(name))).toEqual([]);
  });

  it('says the same in every policy: the tenant that is set, to read and to write; the relay’s apart', async () => {
    const { rows } = await owner.query<{
      name: string;
      roles: string[];
      permissive: string;
      cmd: string;
      using: string;
      check: string;
    }>(
      `select schemaname || '.' || tablename || ' ' || policyname name, roles::text[], permissive, cmd, qual using, with_check "check" from pg_policies
       where schemaname = any($1)`,
      [SCHEMAS],
    );
    const rule = `(tenant = current_setting('app.tenant'::text, true))`;
    const copies = `(tenant ~ '-P[1-9][0-9]{0,3}$'::text)`;
    const odd = rows.filter(({ name, roles, permissive, cmd, using, check }) => {
      const [table, policy] = name.split(' ') as [string, string];
      const [schema, bare] = table.split('.') as [string, string];
      if (policy === 'own') return !(roles.join() === serviceRole(schema) && cmd === 'ALL' && using === rule && check === rule);
      // beside `own`, so narrower: of its own rows a library can delete none, its practice copy all
      if (policy === 'practice')
        return !(roles.join() === serviceRole(schema) && permissive === 'RESTRICTIVE' && cmd === 'DELETE' && using === copies);
      if (policy === 'consortium' && table in CONSORTIUM_READS)
        return !(roles.join() === serviceRole(schema) && cmd === 'SELECT' && using === `(tenant = 'consortium'::text)`);
      return !(policy === 'relay' && roles.join() === RELAY_ROLE && (RELAYS.includes(bare) || cmd === 'SELECT'));
    });
    expect(odd).toEqual([]);
  });

  it('has no view, and no function with its owner’s rights but those named', async () => {
    const { rows: views } = await owner.query(
      `select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = any($1) and relkind in ('v', 'm')`,
      [SCHEMAS],
    );
    expect(views).toEqual([]);
    const { rows: functions } = await owner.query<{ proname: string }>(
      `select distinct proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = any($1) and prosecdef`,
      [SCHEMAS],
    );
    expect(functions.map(({ proname }) => proname).filter((name) => !(name in OWNERS_FUNCTIONS))).toEqual([]);
  });

  it('binds roles that own nothing, inherit nothing and may not go around it', async () => {
    const { rows: powers } = await owner.query(
      `select rolname from pg_roles where rolname = any($1)
         and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`,
      [ROLES],
    );
    expect(powers).toEqual([]);
    const { rows: owned } = await owner.query(
      `select relname what from pg_class where relowner = any(select oid from pg_roles where rolname = any($1))
       union all select nspname from pg_namespace where nspowner = any(select oid from pg_roles where rolname = any($1))
       union all select proname from pg_proc where proowner = any(select oid from pg_roles where rolname = any($1))
       union all select 'member of ' || roleid::regrole from pg_auth_members where member = any(select oid from pg_roles where rolname = any($1))`,
      [ROLES],
    );
    expect(owned).toEqual([]);
    for (const role of ROLES)
      for (const schema of SCHEMAS) {
        const { rows } = await owner.query<{ make: boolean; look: boolean }>(
          `select has_schema_privilege($1, $2, 'create') make, has_schema_privilege($1, $2, 'usage') look`,
          [role, schema],
        );
        const look = role === RELAY_ROLE || role === serviceRole(schema);
        expect({ role, schema, ...rows[0] }).toEqual({ role, schema, make: false, look });
      }
  });

  it('gives a service nothing in another service’s tables, and nobody a partition by itself', async () => {
    const { rows } = await owner.query<{ what: string }>(
      `select r.rolname || ' on ' || c.oid::regclass what from pg_class c join pg_namespace n on n.oid = c.relnamespace, pg_roles r
       where n.nspname = any($1) and r.rolname = any($2) and c.relkind in ('r', 'p') and (r.rolname <> 'svc_' || n.nspname or c.relispartition)
         and (r.rolname <> $3 or c.relispartition)
         and (has_table_privilege(r.oid, c.oid, 'select, insert, update, delete, truncate, references, trigger') or has_any_column_privilege(r.oid, c.oid, 'select, insert, update'))`,
      [SCHEMAS, ROLES, RELAY_ROLE],
    );
    expect(rows).toEqual([]);
  });

  it.each([...SERVICES])('shows and changes nothing without a tenant, or under another, in %s', async (service) => {
    const role = serviceRole(service);
    const leaks: string[] = [];
    for (const table of ours.filter(({ schema }) => schema === service)) {
      const [us] = tenantsOf(table) as [string];
      for (const tenant of [undefined, '', 'NOBODY', ...tenantsOf(table).slice(1)])
        for (const verb of VERBS) {
          const granted = await may(role, table, verb);
          // another's row, whatever its number, must not be writable; what another has of its own is no leak
          const mayHave = verb !== 'delete' || !(await forCopiesOnly(table));
          const others = mayHave && tenantsOf(table).includes(tenant ?? '') ? 1 : 0;
          const { rows, code, changed } = await attempt(role, tenant, table, run(table, verb, us), verb !== 'insert');
          const nothing = verb === 'insert' ? code === DENIED && !changed : rows === others || (rows === undefined && !changed);
          if (!granted && code !== DENIED) leaks.push(`${table.name}: ${verb} is not granted and answered ${rows ?? code}`);
          else if (!nothing)
            leaks.push(`${table.name}: ${verb} under ${tenant ?? 'no tenant'}: ${rows ?? code} ${changed ? 'changed' : ''}`);
        }
    }
    expect(leaks).toEqual([]);
  });

  it.each([...SERVICES])('shows and lets change a library’s own rows, and only those, in %s', async (service) => {
    const role = serviceRole(service);
    const wrong: string[] = [];
    for (const table of ours.filter(({ schema }) => schema === service)) {
      const [us] = tenantsOf(table) as [string];
      const grows = await refusesChange(table);
      const copies = await forCopiesOnly(table);
      for (const verb of VERBS) {
        const granted = await may(role, table, verb);
        // a library that has nothing yet, as some tables hold one row of each
        const who = verb === 'insert' && tenantsOf(table).length > 1 ? 'NEWCOMER' : us;
        const { rows, code, changed } = await attempt(role, who, table, run(table, verb, who), verb !== 'insert');
        const refused = grows && (verb === 'update' || verb === 'delete');
        const seen = copies && verb === 'delete' ? 0 : 1;
        const right = !granted ? code === DENIED : refused ? rows === undefined && !changed : rows === seen;
        if (!right) wrong.push(`${table.name}: ${verb} as ${us} (${granted ? 'granted' : 'not granted'}): ${rows ?? code}`);
      }
      if (await may(role, table, 'update')) {
        const give = (): Promise<pg.QueryResult> => owner.query(`update ${table.name} set tenant = 'NOBODY'`);
        const { rows, changed } = await attempt(role, us, table, give, false);
        if (rows !== undefined || changed) wrong.push(`${table.name}: a row can be given to another library`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it.each([...SERVICES])('lets a practice copy’s rows be deleted, but those that only grow, in %s', async (service) => {
    const role = serviceRole(service);
    const left: string[] = [];
    for (const table of ours.filter(({ schema }) => schema === service)) {
      if (tenantsOf(table).length < 2 || table.table === 'outbox' || (await refusesChange(table))) continue;
      const copied = async (): Promise<pg.QueryResult> => {
        await owner.query('reset role');
        await insert(owner, table, rowFor(table, 'OURS-P1', 7));
        await owner.query(`set local role ${role}`);
        return owner.query(`delete from ${table.name}`);
      };
      const { rows, code } = await attempt(role, 'OURS-P1', table, copied, false);
      // secure it by tenantTableSql (or, where it is older, by practiceSql) of libs/messaging in a migration
      if (rows !== 1) left.push(`${table.name}: ${rows ?? code}`);
    }
    expect(left).toEqual([]);
  });

  it('lets the relay write nothing of the domain, and read of it no more than deadlines', async () => {
    const wrong: string[] = [];
    for (const table of ours.filter((one) => !RELAYS.includes(one.table))) {
      const [us] = tenantsOf(table) as [string];
      for (const verb of VERBS.slice(1)) {
        const { rows, code, changed } = await attempt(RELAY_ROLE, us, table, run(table, verb, us), verb !== 'insert');
        if (code !== DENIED || changed) wrong.push(`${table.name}: ${verb} as relay: ${rows ?? code}`);
      }
      const deadlines = table.columns.some(({ name }) => name === 'deadline_at') || table.name in RELAY_READS;
      if ((await may(RELAY_ROLE, table, 'select')) && !deadlines) wrong.push(`${table.name}: the relay may read it`);
    }
    expect(wrong).toEqual([]);
  });

  it('holds for the roles’ own sign-ins as well: an idle connection remembers no tenant', async () => {
    for (const service of SERVICES) {
      const client = new pg.Client({ connectionString: database.forService(service).url });
      await client.connect();
      try {
        await client.query('begin');
        await client.query(`select set_config('app.tenant', 'OURS', true)`);
        const mine = await client.query('select from event');
        await client.query('commit');
        const after = await client.query('select from event');
        expect({ service, mine: mine.rowCount, after: after.rowCount }).toEqual({ service, mine: 1, after: 0 });
        await expect(client.query('set role relay')).rejects.toThrow(/permission denied/);
        await expect(client.query('alter table event no force row level security')).rejects.toThrow(/must be owner/);
      } finally {
        await client.end();
      }
    }
  });
});
