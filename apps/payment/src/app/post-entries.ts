import { json, statement, type Tx } from '#lib/messaging';
import type { Entry } from '../domain/ledger/entry.ts';

// Accounts are made as they are first used. The entry's lines are checked at commit by the database.
const POST = statement(`with e as (
    select * from jsonb_to_recordset($2::jsonb) as e(id uuid, purpose text, kind text, description text, "requestId" uuid, payee text,
      "settledBy" text, reverses uuid, because jsonb, lines jsonb)
  ), l as (
    select e.id, (line.n - 1)::smallint as n, line.value -> 'account' ->> 'code' as account, line.value -> 'account' ->> 'kind' as kind,
      line.value -> 'amount' ->> 'currency' as currency, (line.value -> 'amount' ->> 'minor')::bigint as minor
    from e, jsonb_array_elements(e.lines) with ordinality line(value, n)
  ), a as (
    insert into account (tenant, code, currency, kind)
    select distinct $1::text, account, currency, kind from l order by account, currency on conflict do nothing
  ), posted as (
    insert into entry (id, tenant, cause, purpose, kind, description, request_id, payee, settled_by, reverses, because, lines, at, actor)
    select id, $1::text, $3::uuid, purpose, kind, description, "requestId", payee, "settledBy", reverses, because, jsonb_array_length(lines),
      $4::timestamptz, $5::text from e
  )
  insert into posting (entry_id, line, tenant, account, currency, minor) select id, n, $1::text, account, currency, minor from l`);

/**
 * Writes entries to the ledger.
 * @param cause what they are posted for (a supply attempt, a fund); with each entry's purpose it is unique for good
 * @throws a database error where one was posted before or does not add up: the step fails as a whole
 */
export async function postEntries(tx: Tx, cause: string, entries: readonly Entry[]): Promise<void> {
  if (!entries.length) return;
  await tx.execute(POST, [tx.tenant, json(entries), cause, tx.now().toISOString(), tx.actor ?? null]);
}
