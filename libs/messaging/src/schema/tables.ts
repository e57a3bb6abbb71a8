import { identifier, RELAY_ROLE, serviceRole } from './names.ts';

const OWN = `tenant = current_setting('app.tenant', true)`;

const createRole = (role: string): string =>
  `do $$ begin if not exists (select from pg_roles where rolname = '${role}') then create role ${role} nologin; end if; end $$;`;

/** Row-level security, forced, so that it binds the owner's own functions too; the service sees the tenant it has set and no other. */
const secure = (service: string, table: string, relay: 'all' | 'select' | 'none'): string[] => [
  `alter table ${table} enable row level security;`,
  `alter table ${table} force row level security;`,
  `create policy own on ${table} to ${serviceRole(service)} using (${OWN}) with check (${OWN});`,
  ...(relay === 'none'
    ? []
    : [`create policy relay on ${table} ${relay === 'select' ? 'for select ' : ''}to ${RELAY_ROLE} using (true);`]),
];

// Queues are emptied as fast as they fill: vacuum by number of dead rows, not by share of the table.
const queue = (table: string): string =>
  `alter table ${table} set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1);`;

/**
 * The SQL of the technical tables every service has, to be put at the beginning of its first migration. Prisma sees the tables (see
 * prisma-models.prisma.txt), not the roles, policies, partitions and functions.
 */
export function technicalTablesSql(service: string): string {
  const role = serviceRole(identifier(service));
  return `-- Technical tables of ${service}: printed by libs/messaging/sql.ts
${createRole(role)}
${createRole(RELAY_ROLE)}
grant usage on schema ${service} to ${role}, ${RELAY_ROLE};

-- What happened to each aggregate: append-only, the audit trail.
create table event (
  aggregate uuid not null, version bigint not null, tenant text not null, type text not null, data jsonb not null,
  at timestamptz not null, cause uuid, actor text,
  constraint event_pkey primary key (aggregate, version)
);
-- Messages not yet published. Under the aggregate's version check pos grows with commit order per key (identity, so CACHE 1).
create table outbox (
  pos bigint generated always as identity, id uuid not null, key uuid not null, tenant text not null, type text not null, envelope json not null,
  constraint outbox_pkey primary key (pos)
);
-- Messages not yet handled; deleting the row is mark and claim.
create table inbox (
  pos bigint generated always as identity, part smallint not null, id uuid not null, key uuid not null, tenant text not null, type text not null,
  envelope json not null, received_at timestamptz not null default now(),
  constraint inbox_pkey primary key (pos)
);
-- The few messages that failed: their key waits until "until" ('infinity': parked).
create table hold (
  key uuid not null, pos bigint not null, tenant text not null, attempts integer not null, until timestamptz not null, error text not null,
  held_at timestamptz not null default now(),
  constraint hold_pkey primary key (key)
);
-- Kafka only: ids taken in. A UUID v7 holds its own time, so a repeat falls in the same day's partition and old days are dropped whole.
create table seen (id uuid not null, constraint seen_pkey primary key (id)) partition by range (id);
create table seen_rest partition of seen default;
-- What goes outside: attempts are counted before the call; not_before is domain time, due_at (retry and lease) real time.
create table job (
  id uuid not null, pos bigint generated always as identity, tenant text not null, kind text not null, key text not null, lane text, payload jsonb not null,
  idempotent boolean not null, perhaps_sent boolean not null default false, attempts integer not null default 0, not_before timestamptz,
  due_at timestamptz not null default now(), correlation uuid, cause uuid, error text,
  created_at timestamptz not null default now(),
  constraint job_pkey primary key (id)
);
create index job_kind_tenant_due_at_idx on job (kind, tenant, due_at);
create index job_key_idx on job (key);
create index job_lane_pos_idx on job (lane, pos);

${['event', 'outbox', 'inbox', 'hold', 'job'].flatMap((table) => secure(service, table, table === 'event' ? 'none' : 'all')).join('\n')}
grant select, insert on event to ${role};
grant insert on outbox to ${role};
grant select, delete on inbox, hold to ${role};
grant select, insert, delete on job to ${role};
grant select, insert, update, delete on outbox, inbox, hold, seen, job to ${RELAY_ROLE};
${['outbox', 'inbox', 'job'].map(queue).join('\n')}

${seenFunction(service)}
`;
}

/** Makes the days of `seen` ahead and drops the old ones. It runs as the owner, who alone may make and drop tables. */
const seenFunction = (service: string): string => `create function seen_bound(day date) returns uuid language sql immutable
return (lpad(to_hex((extract(epoch from day) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;

create function keep_seen(keep_days integer) returns void
language plpgsql security definer set search_path = ${service}, pg_temp set timezone = 'UTC' as $$
declare
  day date;
  part text;
begin
  perform pg_advisory_xact_lock(hashtext('keep_seen'), hashtext('${service}'));
  for day in select d::date from generate_series(current_date - 1, current_date + 3, interval '1 day') d loop
    part := 'seen_' || to_char(day, 'YYYYMMDD');
    continue when to_regclass('${service}.' || part) is not null;
    execute format('create table %I (like seen including all)', part);
    execute format('with late as (delete from seen_rest where id >= %L and id < %L returning id) insert into %I select id from late',
      seen_bound(day), seen_bound(day + 1), part);
    execute format('alter table seen attach partition %I for values from (%L) to (%L)', part, seen_bound(day), seen_bound(day + 1));
  end loop;
  for part in select relname from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent = 'seen'::regclass and relname ~ '^seen_[0-9]{8}$' loop
    if to_date(right(part, 8), 'YYYYMMDD') < current_date - keep_days then execute format('drop table %I', part); end if;
  end loop;
  delete from seen_rest where id < seen_bound(current_date - keep_days);
end $$;
revoke all on function keep_seen from public;
grant execute on function keep_seen to ${RELAY_ROLE};`;

export interface TenantTableOptions {
  /** Whether the service may delete rows; by default nothing of a library's is ever deleted. */
  readonly delete?: boolean;
  /** Whether the relay may read it, for deadlines. */
  readonly deadlines?: boolean;
}

/** A practice copy's symbol, as PostgreSQL tells it (`isPractice` of the kernel). */
const COPY = `tenant ~ '-P[1-9][0-9]{0,3}$'`;

/**
 * The SQL that lets a service delete a practice copy's rows of a table, and nobody else's: nothing of a library's is ever deleted, but a
 * practice copy goes with everything that was practised (ADR 0025).
 */
export const practiceSql = (service: string, table: string): string =>
  `create policy practice on ${identifier(table)} as restrictive for delete to ${serviceRole(identifier(service))} using (${COPY});
grant delete on ${table} to ${serviceRole(service)};
`;

/**
 * The SQL that gives a service its own table with libraries' rows (a column `tenant text not null`): forced row-level security and
 * grants. Without it the service cannot read the table at all.
 */
export function tenantTableSql(service: string, table: string, options: TenantTableOptions = {}): string {
  const { delete: mayDelete = false, deadlines = false } = options;
  return `${secure(identifier(service), identifier(table), deadlines ? 'select' : 'none').join('\n')}
grant select, insert, update${mayDelete ? ', delete' : ''} on ${table} to ${serviceRole(service)};
${mayDelete ? '' : practiceSql(service, table)}${deadlines ? `grant select on ${table} to ${RELAY_ROLE};\n` : ''}`;
}

/** For a table without libraries' rows (settings of the whole consortium): grants, no row-level security. */
export const sharedTableSql = (service: string, table: string): string =>
  `grant select, insert, update, delete on ${identifier(table)} to ${serviceRole(identifier(service))};\n`;
