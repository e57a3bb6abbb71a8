import { statement } from '#lib/messaging';

/** What the worklists are narrowed to; absent: everything. */
export interface Narrowed {
  readonly kind?: string | undefined;
  readonly request?: string | undefined;
  readonly branch?: string | undefined;
  /** Whether a copy or the item itself is wanted. */
  readonly wanted?: string | undefined;
  readonly supplier?: string | undefined;
  readonly taken?: 'you' | 'somebody' | 'nobody' | undefined;
}

const TAKEN = `case when taken_by is null then 'nobody' when taken_by = $5 then 'you' else 'somebody' end`;
const WAITING = `from attempt where tenant = $1 and task is not null and ($2::text is null or branch = $2)
  and ($3::text is null or service = $3) and ($4::text is null or supplier = $4) and ($6::text is null or ${TAKEN} = $6)`;
/** Requests that are open for too long are nobody's branch or partner's in particular. */
const STUCK = `from process where tenant = $1 and reminders > 0 and status <> 'closed'
  and coalesce($2::text, $3::text, $4::text, nullif($6::text, 'nobody')) is null and $5::text is not null`;
/** What came and nobody announced: nobody's branch or service in particular, but it may be known who sent it. */
const PARCELS = `from parcel where tenant = $1 and waits_since is not null and ($4::text is null or sender = $4)
  and coalesce($2::text, $3::text, nullif($6::text, 'nobody')) is null and $5::text is not null`;
const SINCE = `coalesce(waits_since, created_at)`;

/** The place of $1–$6 in every statement here. */
export const placesOf = (tenant: string, account: string, { branch, wanted, supplier, taken }: Narrowed): unknown[] => [
  tenant,
  branch ?? null,
  wanted ?? null,
  supplier ?? null,
  account,
  taken ?? null,
];

/** A page, the longest waiting first: $7 the list, $8 and $9 where the page before ended, $10 how many, $11 one request’s. */
export const PAGE = statement(`select * from (
  select 'attempt' as what, id, ${SINCE} as since ${WAITING}
    and ($7::text is null or task = $7 or tasks @> array[$7]) and ($11::uuid is null or request_id = $11) and ($8::timestamptz is null or (${SINCE}, id) > ($8, $9::uuid))
  union all
  select 'request', id, (state ->> 'since')::timestamptz ${STUCK} and ($7::text is null or $7 = 'stuck')
    and ($11::uuid is null or id = $11) and ($8::timestamptz is null or ((state ->> 'since')::timestamptz, id) > ($8, $9::uuid))
  union all
  select 'parcel', id, waits_since ${PARCELS} and ($7::text is null or $7 = 'unannounced')
    and $11::uuid is null and ($8::timestamptz is null or (waits_since, id) > ($8, $9::uuid))
) waiting order by since, id limit $10`);

/** In one pass: how many stand on each list by how they stand, with one of them; and how many there are by branch, service, partner. */
export const COUNTS = statement(`with waiting as materialized (
    select id, kind, status, task, tasks, branch, service, supplier, ${SINCE} as since ${WAITING})
  select 'list' as by, list as value, kind || ' ' || status as stands, count(*) as count, min(since) as oldest,
    (array_agg(id order by since))[1] as sample
  from waiting, unnest(case when cardinality(tasks) > 0 then tasks else array[task] end) as list group by 2, 3
  union all select 'branch', branch, null, count(*), null, null from waiting where branch is not null group by 2
  union all select 'service', service, null, count(*), null, null from waiting where service is not null group by 2
  union all select 'supplier', supplier, null, count(*), null, null from waiting group by 2
  union all select 'all', null, null, count(*), null, null from waiting
  union all select 'list', 'stuck', null, count(*), min((state ->> 'since')::timestamptz), null ${STUCK} having count(*) > 0
  union all select 'list', 'unannounced', null, count(*), min(waits_since), (array_agg(id order by waits_since))[1] ${PARCELS} having count(*) > 0`);

export const ATTEMPTS = statement(
  'select id, version, state, created_at as "createdAt", taken_by as "takenBy" from attempt where id = any($1)',
);
export const PARCELS_BY_ID = statement('select id, version, state from parcel where id = any($1)');
export const REQUESTS = statement('select id, title, state from process where id = any($1)');
export const PARTNERS = statement('select profile from partner where symbol = any($1)');
/** $1 account or null, $2 attempts. */
export const TAKE = statement(
  'update attempt set taken_by = $1 where id = any($2) and taken_by is distinct from $1 returning id',
);
