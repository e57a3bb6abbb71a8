import type pg from 'pg';

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly key: boolean;
  readonly identity: boolean;
}

export interface Table {
  readonly schema: string;
  readonly table: string;
  /** `schema.table` */
  readonly name: string;
  readonly columns: readonly Column[];
}

type Values = Readonly<Record<string, unknown>>;

/** What the checks of some tables ask of a row beyond its columns' types. */
const SPECIAL: Readonly<Record<string, (tenant: string, n: number) => Values>> = {
  'directory.library': (tenant) => ({ symbol: tenant }),
  'directory.patron': (_, n) => ({ patron_ref: `p_${String(n).padStart(16, '0')}` }),
  'directory.credential': () => ({ password_hash: '$scrypt$n$s$h' }),
  'intake.batch_line': () => ({ status: 'taken', error: null }),
  'fulfillment.iso_message': () => ({ direction: 'in' }),
  'sourcing.copyright_copy': () => ({ status: 'pending' }),
  'sourcing.lender_answer': () => ({ answer: 'filled' }),
  'payment.fund': () => ({ allocated: 10, reserved: 1, spent: 1 }),
  'payment.account': () => ({ kind: 'asset' }),
  'payment.closed_month': (_, n) => ({ month: `${2000 + (n % 900)}-10` }),
  'payment.voucher_stock': () => ({ held: 0, reserved: 0, in_transit: 0 }),
  'payment.incoming_invoice': () => ({ paid_on: null }),
  'payment.invoice': () => ({ kind: 'invoice' }),
  'payment.ifm_report': () => ({ side: 'borrower', settler: 'OCLC' }),
  'payment.entry': () => ({ kind: 'cost', reverses: null, lines: 2 }),
};

/** Tables whose rows are some tenants' only. */
const TENANTS: Readonly<Record<string, readonly string[]>> = {
  'directory.agreement': ['consortium'],
  'payment.netting': ['consortium'],
};

/** The tenants of whom a row is put into a table: ours, and another's. */
export const tenantsOf = ({ name }: Table): readonly string[] => TENANTS[name] ?? ['OURS', 'THEIRS'];

/** A row of a tenant's, made from the columns' types; rows of different numbers differ in every key. */
export function rowFor(table: Table, tenant: string, n: number): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const { name, type, identity } of table.columns) if (!identity) row[name] = valueOf(name, type, n);
  return { ...row, tenant, ...SPECIAL[table.name]?.(tenant, n) };
}

function valueOf(column: string, type: string, n: number): unknown {
  if (type.endsWith('[]')) return '{}';
  if (type === 'character') return column === 'currency' ? 'USD' : 'US';
  switch (type) {
    case 'uuid':
      return `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
    case 'boolean':
      return false;
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'numeric':
    case 'xid8':
    case 'double precision':
      return n;
    case 'json':
    case 'jsonb':
      return '{"type": "made-for-a-test"}';
    case 'date':
      return '2025-10-06';
    case 'timestamp with time zone':
      return '2025-10-06T14:00:00Z';
    case 'bytea':
      return Buffer.from([n % 256]);
    default:
      return column === 'currency' ? 'USD' : `${column} ${n}`;
  }
}

/** `insert` of a row, for a client of whatever role. */
export function insert(client: pg.ClientBase, { name }: Table, row: Values): Promise<pg.QueryResult> {
  const columns = Object.keys(row);
  const text = `insert into ${name} (${columns.map((c) => `"${c}"`).join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})`;
  return client.query(text, Object.values(row));
}

/** Every table of these schemas as the catalog knows it, but for partitions (theirs is their parent's). */
export async function tablesOf(client: pg.ClientBase | pg.Pool, schemas: readonly string[]): Promise<Table[]> {
  const { rows } = await client.query<{ schema: string; table: string; columns: Column[] }>(
    `select n.nspname schema, c.relname "table",
       json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null), 'identity', a.attidentity <> '' or a.attgenerated <> '',
         'key', exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any(i.indkey))) order by a.attnum) columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where n.nspname = any($1) and c.relkind in ('r', 'p', 'f') and not c.relispartition group by 1, 2 order by 1, 2`,
    [schemas],
  );
  return rows.map((row) => ({ ...row, name: `${row.schema}.${row.table}` }));
}
