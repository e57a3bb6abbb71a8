import type pg from 'pg';
import { SERVICES } from '#lib/service';

const TABLES = `select format('%I.%I', n.nspname, c.relname) as name, a.attname as column
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
  where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any($1) and not a.attisdropped
    and (a.attname = 'tenant' or (a.attname = 'symbol' and c.relname in ('library', 'listed_library')))`;

/** How many rows of a library stand in which table; tables without any are left out. */
export async function rowsOf(owner: pg.ClientBase, tenant: string): Promise<Record<string, number>> {
  const { rows } = await owner.query<{ name: string; column: string }>(TABLES, [[...SERVICES, 'identity']]);
  const found: Record<string, number> = {};
  for (const { name, column } of rows) {
    const counted = await owner.query<{ n: number }>(`select count(*)::int as n from ${name} where ${column} = $1`, [tenant]);
    if (counted.rows[0]!.n) found[name] = Math.max(found[name] ?? 0, counted.rows[0]!.n);
  }
  return found;
}

/** What only grows, and so stays of a practice copy that is gone (docs/operations.md). */
export const STAYS: readonly string[] = [
  ...SERVICES.flatMap((service) => [`${service}.event`, `${service}.access`]),
  'sourcing.decision',
  'payment.account',
  'payment.closed_month',
  'payment.entry',
  'payment.ifm_report',
  'payment.invoice_number',
  'payment.posting',
];
