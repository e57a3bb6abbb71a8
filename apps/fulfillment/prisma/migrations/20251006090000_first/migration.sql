-- Technical tables of fulfillment: printed by libs/messaging/sql.ts
do $$ begin if not exists (select from pg_roles where rolname = 'svc_fulfillment') then create role svc_fulfillment nologin; end if; end $$;
do $$ begin if not exists (select from pg_roles where rolname = 'relay') then create role relay nologin; end if; end $$;
grant usage on schema fulfillment to svc_fulfillment, relay;

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
create policy own on event to svc_fulfillment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
alter table outbox enable row level security;
alter table outbox force row level security;
create policy own on outbox to svc_fulfillment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on outbox to relay using (true);
alter table inbox enable row level security;
alter table inbox force row level security;
create policy own on inbox to svc_fulfillment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on inbox to relay using (true);
alter table hold enable row level security;
alter table hold force row level security;
create policy own on hold to svc_fulfillment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on hold to relay using (true);
alter table job enable row level security;
alter table job force row level security;
create policy own on job to svc_fulfillment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on job to relay using (true);
grant select, insert on event to svc_fulfillment;
grant insert on outbox to svc_fulfillment;
grant select, delete on inbox, hold to svc_fulfillment;
grant select, insert, delete on job to svc_fulfillment;
grant select, insert, update, delete on outbox, inbox, hold, seen, job to relay;
alter table outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1);
alter table inbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1);
alter table job set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1);

create function seen_bound(day date) returns uuid language sql immutable
return (lpad(to_hex((extract(epoch from day) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;

create function keep_seen(keep_days integer) returns void
language plpgsql security definer set search_path = fulfillment, pg_temp set timezone = 'UTC' as $$
declare
  day date;
  part text;
begin
  perform pg_advisory_xact_lock(hashtext('keep_seen'), hashtext('fulfillment'));
  for day in select d::date from generate_series(current_date - 1, current_date + 3, interval '1 day') d loop
    part := 'seen_' || to_char(day, 'YYYYMMDD');
    continue when to_regclass('fulfillment.' || part) is not null;
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

-- What fulfillment itself keeps
-- CreateTable
CREATE TABLE "process" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "reminders" INTEGER NOT NULL,
    "title" TEXT,
    "deadline_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "process_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "request_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "supplier" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "task" TEXT,
    "deadline_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "library" (
    "symbol" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "profile" JSONB NOT NULL,

    CONSTRAINT "library_pkey" PRIMARY KEY ("symbol")
);

-- CreateTable
CREATE TABLE "partner" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "symbol" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "profile" JSONB NOT NULL,

    CONSTRAINT "partner_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "iso_message" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "attempt_id" UUID,
    "partner" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "xml" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "repeat_key" TEXT,
    "at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "iso_message_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "process_tenant_status_reminders_idx" ON "process"("tenant", "status", "reminders");

-- CreateIndex
CREATE INDEX "process_deadline_at_idx" ON "process"("deadline_at");

-- CreateIndex
CREATE INDEX "attempt_request_id_idx" ON "attempt"("request_id");

-- CreateIndex
CREATE INDEX "attempt_tenant_task_id_idx" ON "attempt"("tenant", "task", "id");

-- CreateIndex
CREATE INDEX "attempt_deadline_at_idx" ON "attempt"("deadline_at");

-- CreateIndex
CREATE INDEX "partner_tenant_symbol_idx" ON "partner"("tenant", "symbol");

-- CreateIndex
CREATE INDEX "iso_message_attempt_id_idx" ON "iso_message"("attempt_id");

-- CreateIndex
CREATE UNIQUE INDEX "iso_message_tenant_repeat_key_key" ON "iso_message"("tenant", "repeat_key");

alter table process enable row level security;
alter table process force row level security;
create policy own on process to svc_fulfillment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on process for select to relay using (true);
grant select, insert, update on process to svc_fulfillment;
grant select on process to relay;
alter table attempt enable row level security;
alter table attempt force row level security;
create policy own on attempt to svc_fulfillment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on attempt for select to relay using (true);
grant select, insert, update on attempt to svc_fulfillment;
grant select on attempt to relay;
alter table partner enable row level security;
alter table partner force row level security;
create policy own on partner to svc_fulfillment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on partner to svc_fulfillment;
alter table iso_message enable row level security;
alter table iso_message force row level security;
create policy own on iso_message to svc_fulfillment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on iso_message to svc_fulfillment;
grant select, insert, update, delete on library to svc_fulfillment;

-- What a lender sent or was sent stays as it was.
revoke update on iso_message from svc_fulfillment;
alter table iso_message add constraint iso_message_direction check (direction in ('in', 'out'));
