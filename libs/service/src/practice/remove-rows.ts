import { isPractice } from '#lib/kernel';
import { statement, type Tx } from '#lib/messaging';

interface Table {
  readonly table: string;
  readonly column: 'tenant' | 'symbol';
  /** Tables whose rows point to this one's. */
  readonly children: string[];
}

// what the service may delete at all (`practiceSql` of libs/messaging); the audit trail and other tables that only grow stay
const TABLES = statement(`select c.relname as table,
    case when exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant' and not a.attisdropped) then 'tenant' else 'symbol' end as column,
    coalesce((select array_agg(distinct f.conrelid::regclass::text) from pg_constraint f
      where f.contype = 'f' and f.confrelid = c.oid and f.conrelid <> c.oid), '{}') as children
  from pg_class c where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname in ('tenant', 'symbol') and not a.attisdropped)
    and has_table_privilege(c.oid, 'delete')
    and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'append_only')`);

/** Those that point to others first. */
function inOrder(tables: readonly Table[]): Table[] {
  const ordered: Table[] = [];
  const named = (name: string): string => name.replace(/^.*\./, '').replaceAll('"', '');
  const place = (one: Table, above: readonly Table[] = []): void => {
    if (ordered.includes(one) || above.includes(one)) return;
    for (const child of one.children) {
      const found = tables.find(({ table }) => table === named(child));
      if (found) place(found, [...above, one]);
    }
    ordered.push(one);
  };
  for (const one of tables) place(one);
  return ordered;
}

/**
 * Deletes everything this service keeps of a practice copy, with the transaction, whose tenant is the copy. What only grows stays: who did and
 * saw what, decisions, the ledger (docs/operations.md). Again is harmless.
 * @returns how many rows went
 * @throws Error for a library of its own right: nothing of one is ever deleted
 */
export async function removeRows(tx: Tx): Promise<number> {
  if (!isPractice(tx.tenant)) throw new Error(`${tx.tenant} is no practice copy: its rows stay`);
  let gone = 0;
  for (const { table, column } of inOrder(await tx.query<Table>(TABLES, [tx.service])))
    gone += await tx.execute(`delete from "${table}" where ${column} = $1`, [tx.tenant]);
  return gone;
}
