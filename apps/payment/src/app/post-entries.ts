import { emit, json, statement, type Tx } from '#lib/messaging';
import type { Entry } from '../domain/ledger/entry.ts';
import { entryPosted } from './effects.ts';

// Accounts are made as they are first used. The entry's lines are checked at commit by the database.
const POST = statement(`with e as (
    select * from jsonb_to_recordset($2::jsonb) as e(id uuid, purpose text, kind text, description text, "requestId" uuid, payee text,
      counterparty text, "settledBy" text, reverses uuid, because jsonb, lines jsonb)
  ), l as (
    select e.id, (line.n - 1)::smallint as n, line.value -> 'account' ->> 'code' as account, line.value -> 'account' ->> 'kind' as kind,
      line.value -> 'amount' ->> 'currency' as currency, (line.value -> 'amount' ->> 'minor')::bigint as minor
    from e, jsonb_array_elements(e.lines) with ordinality line(value, n)
  ), a as (
    insert into account (tenant, code, currency, kind)
    select distinct $1::text, account, currency, kind from l order by account, currency on conflict do nothing
  ), posted as (
    insert into entry (id, tenant, cause, purpose, kind, description, request_id, payee, counterparty, settled_by, reverses, because, lines, at,
      actor, occurred_at)
    select id, $1::text, $3::uuid, purpose, kind, description, "requestId", payee, counterparty, "settledBy", reverses, because,
      jsonb_array_length(lines), $4::timestamptz, $5::text, $6::timestamptz from e
  ), p as (
    insert into participant (symbol) select $1::text from e where "settledBy" = 'consortium' limit 1 on conflict do nothing
  )
  insert into posting (entry_id, line, tenant, account, currency, minor) select id, n, $1::text, account, currency, minor from l`);

/**
 * Writes entries to the ledger.
 * @param cause what they are posted for (a supply attempt, a fund); with each entry's purpose it is unique for good
 * @param occurredAt ISO 8601, when what they are for happened, where that is known: it may have been in a month that is closed by now
 * @throws a database error where one was posted before or does not add up: the step fails as a whole
 */
export async function postEntries(tx: Tx, cause: string, entries: readonly Entry[], occurredAt?: string): Promise<void> {
  if (!entries.length) return;
  const values = [tx.tenant, json(entries), cause, tx.now().toISOString(), tx.actor ?? null, occurredAt ?? null];
  await tx.execute(POST, values);
}

/** Messages written in one statement. */
const AT_ONCE = 200;

/** Posts entries and tells them, where no aggregate of the same transaction does. */
export async function postAndTell(tx: Tx, cause: string, entries: readonly Entry[], occurredAt?: string): Promise<void> {
  await postEntries(tx, cause, entries, occurredAt);
  // one statement has room for some thousands of values only
  for (let at = 0; at < entries.length; at += AT_ONCE) await emit(tx, ...entries.slice(at, at + AT_ONCE).map(entryPosted));
}
