-- CreateTable
CREATE TABLE "request" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "patron_ref" TEXT NOT NULL,
    "submitted_at" TIMESTAMPTZ NOT NULL,
    "match_keys" TEXT[],
    "deadline_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request_view" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "patron_ref" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "citation" JSONB NOT NULL,
    "title" TEXT NOT NULL,
    "wishes" JSONB NOT NULL,
    "verification" JSONB,
    "notes" TEXT,
    "status" TEXT NOT NULL,
    "route" TEXT,
    "rule" TEXT,
    "reason" TEXT,
    "supplier" TEXT,
    "url" TEXT,
    "question" JSONB,
    "progress" JSONB NOT NULL,
    "batch_id" UUID,
    "batch_line" INTEGER NOT NULL DEFAULT 0,
    "submitted_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "request_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "timeline" (
    "id" UUID NOT NULL,
    "pos" BIGSERIAL NOT NULL,
    "tenant" TEXT NOT NULL,
    "request_id" UUID NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "service" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "text" TEXT,
    "data" JSONB NOT NULL,

    CONSTRAINT "timeline_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "batch" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "encoding" TEXT NOT NULL,
    "warnings" JSONB NOT NULL,
    "uploaded_by" TEXT NOT NULL,
    "uploaded_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "batch_line" (
    "id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "tenant" TEXT NOT NULL,
    "library" TEXT,
    "status" TEXT NOT NULL,
    "patron_key" TEXT,
    "patron_ref" TEXT,
    "match_keys" TEXT[],
    "follows" BOOLEAN NOT NULL DEFAULT false,
    "guest" BOOLEAN NOT NULL DEFAULT false,
    "request" JSONB,
    "error" JSONB,

    CONSTRAINT "batch_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "library" (
    "symbol" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "branches" JSONB NOT NULL,
    "active" BOOLEAN NOT NULL,
    "sequence" BIGINT NOT NULL,

    CONSTRAINT "library_pkey" PRIMARY KEY ("symbol")
);

-- CreateTable
CREATE TABLE "patron" (
    "tenant" TEXT NOT NULL,
    "patron_ref" TEXT NOT NULL,
    "group" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "ebook_accepted" BOOLEAN,
    "any_edition" BOOLEAN,
    "keys" TEXT[],
    "sequence" BIGINT NOT NULL,

    CONSTRAINT "patron_pkey" PRIMARY KEY ("tenant","patron_ref")
);

-- CreateIndex
CREATE INDEX "request_tenant_patron_ref_submitted_at_idx" ON "request"("tenant", "patron_ref", "submitted_at");

-- CreateIndex
CREATE INDEX "request_deadline_at_idx" ON "request"("deadline_at");

-- CreateIndex
CREATE INDEX "request_view_tenant_submitted_at_batch_line_id_idx" ON "request_view"("tenant", "submitted_at" DESC, "batch_line", "id");

-- CreateIndex
CREATE INDEX "request_view_tenant_patron_ref_submitted_at_idx" ON "request_view"("tenant", "patron_ref", "submitted_at" DESC);

-- CreateIndex
CREATE INDEX "request_view_tenant_status_submitted_at_idx" ON "request_view"("tenant", "status", "submitted_at" DESC);

-- CreateIndex
CREATE INDEX "request_view_batch_id_batch_line_idx" ON "request_view"("batch_id", "batch_line");

-- CreateIndex
CREATE INDEX "timeline_request_id_at_pos_idx" ON "timeline"("request_id", "at", "pos");

-- CreateIndex
CREATE INDEX "batch_tenant_uploaded_at_idx" ON "batch"("tenant", "uploaded_at" DESC);

-- CreateIndex
CREATE INDEX "batch_tenant_sha256_idx" ON "batch"("tenant", "sha256");

-- CreateIndex
CREATE INDEX "batch_line_batch_id_status_idx" ON "batch_line"("batch_id", "status");

-- CreateIndex
CREATE INDEX "batch_line_batch_id_patron_key_line_idx" ON "batch_line"("batch_id", "patron_key", "line");

-- CreateIndex
CREATE UNIQUE INDEX "batch_line_batch_id_line_key" ON "batch_line"("batch_id", "line");

-- CreateIndex
CREATE INDEX "patron_keys_idx" ON "patron" USING GIN ("keys");

-- AddForeignKey
ALTER TABLE "batch_line" ADD CONSTRAINT "batch_line_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "batch"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- Technical tables of intake: printed by libs/messaging/sql.ts
do $$ begin if not exists (select from pg_roles where rolname = 'svc_intake') then create role svc_intake nologin; end if; end $$;
do $$ begin if not exists (select from pg_roles where rolname = 'relay') then create role relay nologin; end if; end $$;
grant usage on schema intake to svc_intake, relay;

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
create policy own on event to svc_intake using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
alter table outbox enable row level security;
alter table outbox force row level security;
create policy own on outbox to svc_intake using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on outbox to relay using (true);
alter table inbox enable row level security;
alter table inbox force row level security;
create policy own on inbox to svc_intake using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on inbox to relay using (true);
alter table hold enable row level security;
alter table hold force row level security;
create policy own on hold to svc_intake using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on hold to relay using (true);
alter table job enable row level security;
alter table job force row level security;
create policy own on job to svc_intake using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on job to relay using (true);
grant select, insert on event to svc_intake;
grant insert on outbox to svc_intake;
grant select, delete on inbox, hold to svc_intake;
grant select, insert, delete on job to svc_intake;
grant select, insert, update, delete on outbox, inbox, hold, seen, job to relay;
alter table outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1);
alter table inbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1);
alter table job set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1);

create function seen_bound(day date) returns uuid language sql immutable
return (lpad(to_hex((extract(epoch from day) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;

create function keep_seen(keep_days integer) returns void
language plpgsql security definer set search_path = intake, pg_temp set timezone = 'UTC' as $$
declare
  day date;
  part text;
begin
  perform pg_advisory_xact_lock(hashtext('keep_seen'), hashtext('intake'));
  for day in select d::date from generate_series(current_date - 1, current_date + 3, interval '1 day') d loop
    part := 'seen_' || to_char(day, 'YYYYMMDD');
    continue when to_regclass('intake.' || part) is not null;
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

alter table request enable row level security;
alter table request force row level security;
create policy own on request to svc_intake using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on request for select to relay using (true);
grant select, insert, update on request to svc_intake;
grant select on request to relay;

-- An operator sees the requests of all libraries; nobody else does.
alter table request_view enable row level security;
alter table request_view force row level security;
create policy own on request_view to svc_intake using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on request_view for select to relay using (true);
grant select, insert, update on request_view to svc_intake;
grant select on request_view to relay;

alter table timeline enable row level security;
alter table timeline force row level security;
create policy own on timeline to svc_intake using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on timeline to svc_intake;
grant usage on sequence timeline_pos_seq to svc_intake;

alter table batch enable row level security;
alter table batch force row level security;
create policy own on batch to svc_intake using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on batch to svc_intake;

alter table batch_line enable row level security;
alter table batch_line force row level security;
create policy own on batch_line to svc_intake using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on batch_line to svc_intake;

alter table patron enable row level security;
alter table patron force row level security;
create policy own on patron to svc_intake using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on patron to svc_intake;

grant select, insert, update, delete on library to svc_intake;

-- What happened stays as it was told.
revoke update on timeline from svc_intake;
alter table batch_line add constraint batch_line_status check (status in ('waiting', 'taken', 'refused'));
alter table batch_line add constraint batch_line_reason check ((status = 'refused') = (error is not null));
