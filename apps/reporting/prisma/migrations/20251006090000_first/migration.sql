-- Technical tables of reporting: printed by libs/messaging/sql.ts
do $$ begin if not exists (select from pg_roles where rolname = 'svc_reporting') then create role svc_reporting nologin; end if; end $$;
do $$ begin if not exists (select from pg_roles where rolname = 'relay') then create role relay nologin; end if; end $$;
grant usage on schema reporting to svc_reporting, relay;

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

alter table event enable row level security;
alter table event force row level security;
create policy own on event to svc_reporting using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
alter table outbox enable row level security;
alter table outbox force row level security;
create policy own on outbox to svc_reporting using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on outbox to relay using (true);
alter table inbox enable row level security;
alter table inbox force row level security;
create policy own on inbox to svc_reporting using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on inbox to relay using (true);
alter table hold enable row level security;
alter table hold force row level security;
create policy own on hold to svc_reporting using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on hold to relay using (true);
alter table job enable row level security;
alter table job force row level security;
create policy own on job to svc_reporting using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on job to relay using (true);
grant select, insert on event to svc_reporting;
grant insert on outbox to svc_reporting;
grant select, delete on inbox, hold to svc_reporting;
grant select, insert, delete on job to svc_reporting;
grant select, insert, update, delete on outbox, inbox, hold, seen, job to relay;
alter table outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1);
alter table inbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1);
alter table job set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1);

create function seen_bound(day date) returns uuid language sql immutable
return (lpad(to_hex((extract(epoch from day) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;

create function keep_seen(keep_days integer) returns void
language plpgsql security definer set search_path = reporting, pg_temp set timezone = 'UTC' as $$
declare
  day date;
  part text;
begin
  perform pg_advisory_xact_lock(hashtext('keep_seen'), hashtext('reporting'));
  for day in select d::date from generate_series(current_date - 1, current_date + 3, interval '1 day') d loop
    part := 'seen_' || to_char(day, 'YYYYMMDD');
    continue when to_regclass('reporting.' || part) is not null;
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
grant execute on function keep_seen to relay;
-- CreateTable
CREATE TABLE "heard" (
    "at" TIMESTAMPTZ(3) NOT NULL,
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "subject" UUID NOT NULL,
    "sequence" BIGINT NOT NULL,
    "correlation" UUID NOT NULL,
    "cause" UUID,
    "data" JSONB NOT NULL,

    CONSTRAINT "heard_pkey" PRIMARY KEY ("at","id")
);

-- CreateTable
CREATE TABLE "library" (
    "symbol" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "profile" JSONB NOT NULL,

    CONSTRAINT "library_pkey" PRIMARY KEY ("symbol")
);

-- CreateTable
CREATE TABLE "request_row" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "registers" JSONB NOT NULL,
    "service" TEXT,
    "kind" TEXT,
    "title" TEXT,
    "container" TEXT,
    "year" INTEGER,
    "channel" TEXT,
    "patron_group" TEXT,
    "submitted_at" TIMESTAMPTZ(3),
    "verified_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "shipped_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3),
    "notified_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "outcome" TEXT NOT NULL DEFAULT 'open',
    "route" TEXT,
    "rule_number" TEXT,
    "rule_id" TEXT,
    "policy_hash" TEXT,
    "reason" TEXT,
    "also" TEXT,
    "override_reason" TEXT,
    "decisions" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "supplier" TEXT,
    "cost_minor" BIGINT,
    "cost_currency" TEXT,
    "other_costs" TEXT,

    CONSTRAINT "request_row_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision_row" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "request_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "route" TEXT NOT NULL,
    "rule_number" TEXT,
    "rule_id" TEXT,
    "rule_text" TEXT,
    "reason" TEXT NOT NULL,
    "also" TEXT,
    "choice" TEXT,
    "price_minor" BIGINT,
    "price_currency" TEXT,
    "policy_name" TEXT NOT NULL,
    "policy_hash" TEXT NOT NULL,
    "override_reason" TEXT,
    "instead_of" TEXT,

    CONSTRAINT "decision_row_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt_row" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "registers" JSONB NOT NULL,
    "request_id" UUID,
    "decision_id" UUID,
    "kind" TEXT,
    "supplier" TEXT,
    "position" INTEGER,
    "of_positions" INTEGER,
    "status" TEXT,
    "opened_at" TIMESTAMPTZ(3),
    "asked_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "answer" TEXT NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "shipped_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "due_date" DATE,
    "offered_minor" BIGINT,
    "offered_currency" TEXT,

    CONSTRAINT "attempt_row_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "money_row" (
    "entry_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "tenant" TEXT NOT NULL,
    "request_id" UUID,
    "posted_at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "payee" TEXT,
    "settled_by" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "reverses" UUID,

    CONSTRAINT "money_row_pkey" PRIMARY KEY ("entry_id","line")
);

-- CreateIndex
CREATE INDEX "heard_correlation_idx" ON "heard"("correlation");

-- CreateIndex
CREATE INDEX "request_row_tenant_submitted_at_id_idx" ON "request_row"("tenant", "submitted_at", "id");

-- CreateIndex
CREATE INDEX "decision_row_tenant_decided_at_id_idx" ON "decision_row"("tenant", "decided_at", "id");

-- CreateIndex
CREATE INDEX "attempt_row_tenant_opened_at_id_idx" ON "attempt_row"("tenant", "opened_at", "id");

-- CreateIndex
CREATE INDEX "money_row_tenant_posted_at_entry_id_line_idx" ON "money_row"("tenant", "posted_at", "entry_id", "line");

alter table heard enable row level security;
alter table heard force row level security;
create policy own on heard to svc_reporting using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on heard to svc_reporting;
alter table library enable row level security;
alter table library force row level security;
create policy own on library to svc_reporting using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on library to svc_reporting;
alter table request_row enable row level security;
alter table request_row force row level security;
create policy own on request_row to svc_reporting using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on request_row to svc_reporting;
alter table decision_row enable row level security;
alter table decision_row force row level security;
create policy own on decision_row to svc_reporting using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on decision_row to svc_reporting;
alter table attempt_row enable row level security;
alter table attempt_row force row level security;
create policy own on attempt_row to svc_reporting using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on attempt_row to svc_reporting;
alter table money_row enable row level security;
alter table money_row force row level security;
create policy own on money_row to svc_reporting using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on money_row to svc_reporting;
-- what was heard is never changed
revoke update on heard from svc_reporting;
