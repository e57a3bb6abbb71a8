-- CreateTable
CREATE TABLE "request" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "patron_ref" TEXT,
    "work_key" TEXT,
    "submitted_at" TIMESTAMPTZ,
    "ended" TEXT,
    "since" TIMESTAMPTZ NOT NULL,
    "reminders" INTEGER NOT NULL,
    "deadline_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "request_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "policy_hash" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "rule" TEXT,
    "route" TEXT NOT NULL,
    "outcome" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "override" JSONB,
    "facts" JSONB NOT NULL,
    "trace" JSONB NOT NULL,
    "explanation" JSONB,
    "actor" TEXT,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy" (
    "hash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "loaded_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "policy_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "library" (
    "symbol" TEXT NOT NULL,
    "profile" JSONB NOT NULL,

    CONSTRAINT "library_pkey" PRIMARY KEY ("symbol")
);

-- CreateTable
CREATE TABLE "partner" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "symbol" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "profile" JSONB NOT NULL,

    CONSTRAINT "partner_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "patron" (
    "tenant" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "group" TEXT NOT NULL,
    "blocked" BOOLEAN NOT NULL,
    "active" BOOLEAN NOT NULL,

    CONSTRAINT "patron_pkey" PRIMARY KEY ("tenant","ref")
);

-- CreateTable
CREATE TABLE "fund" (
    "tenant" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "available" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "starts_on" DATE,
    "ends_on" DATE,
    "at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "fund_pkey" PRIMARY KEY ("tenant","code")
);

-- CreateTable
CREATE TABLE "licensed_title" (
    "tenant" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "title_key" TEXT NOT NULL,
    "issn" TEXT[],
    "isbn" TEXT[],
    "package" TEXT NOT NULL,
    "url" TEXT,
    "coverage" JSONB NOT NULL,

    CONSTRAINT "licensed_title_pkey" PRIMARY KEY ("tenant","line")
);

-- CreateTable
CREATE TABLE "course_adoption" (
    "tenant" TEXT NOT NULL,
    "isbn" TEXT NOT NULL,
    "course" TEXT NOT NULL,
    "title" TEXT NOT NULL,

    CONSTRAINT "course_adoption_pkey" PRIMARY KEY ("tenant","isbn","course")
);

-- CreateTable
CREATE TABLE "copyright_copy" (
    "tenant" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "works" TEXT[],
    "asked_on" DATE NOT NULL,
    "publication_year" INTEGER,
    "status" TEXT NOT NULL,

    CONSTRAINT "copyright_copy_pkey" PRIMARY KEY ("tenant","id")
);

-- CreateTable
CREATE TABLE "exchange" (
    "tenant" TEXT NOT NULL,
    "partner" TEXT NOT NULL,
    "borrowed" INTEGER NOT NULL,
    "lent" INTEGER NOT NULL,

    CONSTRAINT "exchange_pkey" PRIMARY KEY ("tenant","partner")
);

-- CreateIndex
CREATE INDEX "request_tenant_status_since_idx" ON "request"("tenant", "status", "since");

-- CreateIndex
CREATE INDEX "request_tenant_patron_ref_work_key_idx" ON "request"("tenant", "patron_ref", "work_key");

-- CreateIndex
CREATE INDEX "request_deadline_at_idx" ON "request"("deadline_at");

-- CreateIndex
CREATE INDEX "decision_tenant_at_idx" ON "decision"("tenant", "at");

-- CreateIndex
CREATE UNIQUE INDEX "decision_request_id_attempt_key" ON "decision"("request_id", "attempt");

-- CreateIndex
CREATE INDEX "partner_tenant_symbol_idx" ON "partner"("tenant", "symbol");

-- CreateIndex
CREATE INDEX "licensed_title_issn_idx" ON "licensed_title" USING GIN ("issn");

-- CreateIndex
CREATE INDEX "licensed_title_isbn_idx" ON "licensed_title" USING GIN ("isbn");

-- CreateIndex
CREATE INDEX "licensed_title_tenant_title_key_idx" ON "licensed_title"("tenant", "title_key");

-- CreateIndex
CREATE INDEX "copyright_copy_works_idx" ON "copyright_copy" USING GIN ("works");

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_policy_hash_fkey" FOREIGN KEY ("policy_hash") REFERENCES "policy"("hash") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- Technical tables of sourcing: printed by libs/messaging/sql.ts
do $$ begin if not exists (select from pg_roles where rolname = 'svc_sourcing') then create role svc_sourcing nologin; end if; end $$;
do $$ begin if not exists (select from pg_roles where rolname = 'relay') then create role relay nologin; end if; end $$;
grant usage on schema sourcing to svc_sourcing, relay;

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
create policy own on event to svc_sourcing using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
alter table outbox enable row level security;
alter table outbox force row level security;
create policy own on outbox to svc_sourcing using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on outbox to relay using (true);
alter table inbox enable row level security;
alter table inbox force row level security;
create policy own on inbox to svc_sourcing using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on inbox to relay using (true);
alter table hold enable row level security;
alter table hold force row level security;
create policy own on hold to svc_sourcing using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on hold to relay using (true);
alter table job enable row level security;
alter table job force row level security;
create policy own on job to svc_sourcing using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on job to relay using (true);
grant select, insert on event to svc_sourcing;
grant insert on outbox to svc_sourcing;
grant select, delete on inbox, hold to svc_sourcing;
grant select, insert, delete on job to svc_sourcing;
grant select, insert, update, delete on outbox, inbox, hold, seen, job to relay;
alter table outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1);
alter table inbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1);
alter table job set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1);

create function seen_bound(day date) returns uuid language sql immutable
return (lpad(to_hex((extract(epoch from day) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;

create function keep_seen(keep_days integer) returns void
language plpgsql security definer set search_path = sourcing, pg_temp set timezone = 'UTC' as $$
declare
  day date;
  part text;
begin
  perform pg_advisory_xact_lock(hashtext('keep_seen'), hashtext('sourcing'));
  for day in select d::date from generate_series(current_date - 1, current_date + 3, interval '1 day') d loop
    part := 'seen_' || to_char(day, 'YYYYMMDD');
    continue when to_regclass('sourcing.' || part) is not null;
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

-- Tables of sourcing
alter table request enable row level security;
alter table request force row level security;
create policy own on request to svc_sourcing using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on request for select to relay using (true);
grant select, insert, update on request to svc_sourcing;
grant select on request to relay;
alter table decision enable row level security;
alter table decision force row level security;
create policy own on decision to svc_sourcing using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on decision to svc_sourcing;
alter table partner enable row level security;
alter table partner force row level security;
create policy own on partner to svc_sourcing using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on partner to svc_sourcing;
alter table patron enable row level security;
alter table patron force row level security;
create policy own on patron to svc_sourcing using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on patron to svc_sourcing;
alter table fund enable row level security;
alter table fund force row level security;
create policy own on fund to svc_sourcing using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on fund to svc_sourcing;
alter table copyright_copy enable row level security;
alter table copyright_copy force row level security;
create policy own on copyright_copy to svc_sourcing using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on copyright_copy to svc_sourcing;
alter table exchange enable row level security;
alter table exchange force row level security;
create policy own on exchange to svc_sourcing using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on exchange to svc_sourcing;
alter table licensed_title enable row level security;
alter table licensed_title force row level security;
create policy own on licensed_title to svc_sourcing using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update, delete on licensed_title to svc_sourcing;
alter table course_adoption enable row level security;
alter table course_adoption force row level security;
create policy own on course_adoption to svc_sourcing using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update, delete on course_adoption to svc_sourcing;
grant select, insert, update, delete on policy to svc_sourcing;
grant select, insert, update, delete on library to svc_sourcing;

-- The decision log and the policies that decided are append-only, for the owner too.
revoke update on decision from svc_sourcing;
revoke update, delete on policy from svc_sourcing;
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'sourcing: % is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete or truncate on decision for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on policy for each statement execute function refuse_change();

alter table copyright_copy add constraint copyright_copy_status check (status in ('pending', 'filled', 'released'));
alter table exchange add constraint exchange_counts check (borrowed >= 0 and lent >= 0);
