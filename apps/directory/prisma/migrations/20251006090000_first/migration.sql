-- CreateTable
CREATE TABLE "library" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "symbol" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "library_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "listed_library" (
    "symbol" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "active" BOOLEAN NOT NULL,

    CONSTRAINT "listed_library_pkey" PRIMARY KEY ("symbol")
);

-- CreateTable
CREATE TABLE "partner" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "symbol" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "partner_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agreement" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "name" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "agreement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "patron" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "patron_ref" TEXT NOT NULL,
    "patron_group" TEXT NOT NULL,
    "blocked" BOOLEAN NOT NULL,
    "active" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "patron_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "patron_identity" (
    "patron_id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "given_name" TEXT,
    "family_name" TEXT NOT NULL,
    "email" TEXT,
    "card_number" TEXT NOT NULL,
    "card_key" TEXT NOT NULL,

    CONSTRAINT "patron_identity_pkey" PRIMARY KEY ("patron_id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "roles" TEXT[],
    "active" BOOLEAN NOT NULL,
    "patron_id" UUID,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credential" (
    "account_id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "username" TEXT NOT NULL,
    "username_key" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "first_password" BOOLEAN NOT NULL,
    "display_name" TEXT,
    "email" TEXT,
    "changed_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "credential_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "sign_in_try" (
    "key" TEXT NOT NULL,
    "tries" INTEGER NOT NULL,
    "since" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "sign_in_try_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "library_symbol_key" ON "library"("symbol");

-- CreateIndex
CREATE UNIQUE INDEX "partner_tenant_symbol_key" ON "partner"("tenant", "symbol");

-- CreateIndex
CREATE UNIQUE INDEX "patron_patron_ref_key" ON "patron"("patron_ref");

-- CreateIndex
CREATE INDEX "patron_identity_tenant_family_name_idx" ON "patron_identity"("tenant", "family_name");

-- CreateIndex
CREATE UNIQUE INDEX "patron_identity_tenant_card_key_key" ON "patron_identity"("tenant", "card_key");

-- CreateIndex
CREATE UNIQUE INDEX "account_patron_id_key" ON "account"("patron_id");

-- CreateIndex
CREATE UNIQUE INDEX "credential_tenant_username_key_key" ON "credential"("tenant", "username_key");

-- CreateIndex
CREATE INDEX "sign_in_try_since_idx" ON "sign_in_try"("since");

-- AddForeignKey
ALTER TABLE "patron_identity" ADD CONSTRAINT "patron_identity_patron_id_fkey" FOREIGN KEY ("patron_id") REFERENCES "patron"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "credential" ADD CONSTRAINT "credential_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- Technical tables of directory: printed by libs/messaging/sql.ts
do $$ begin if not exists (select from pg_roles where rolname = 'svc_directory') then create role svc_directory nologin; end if; end $$;
do $$ begin if not exists (select from pg_roles where rolname = 'relay') then create role relay nologin; end if; end $$;
grant usage on schema directory to svc_directory, relay;

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
create policy own on event to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
alter table outbox enable row level security;
alter table outbox force row level security;
create policy own on outbox to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on outbox to relay using (true);
alter table inbox enable row level security;
alter table inbox force row level security;
create policy own on inbox to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on inbox to relay using (true);
alter table hold enable row level security;
alter table hold force row level security;
create policy own on hold to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on hold to relay using (true);
alter table job enable row level security;
alter table job force row level security;
create policy own on job to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on job to relay using (true);
grant select, insert on event to svc_directory;
grant insert on outbox to svc_directory;
grant select, delete on inbox, hold to svc_directory;
grant select, insert, delete on job to svc_directory;
grant select, insert, update, delete on outbox, inbox, hold, seen, job to relay;
alter table outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1);
alter table inbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1);
alter table job set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1);

create function seen_bound(day date) returns uuid language sql immutable
return (lpad(to_hex((extract(epoch from day) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;

create function keep_seen(keep_days integer) returns void
language plpgsql security definer set search_path = directory, pg_temp set timezone = 'UTC' as $$
declare
  day date;
  part text;
begin
  perform pg_advisory_xact_lock(hashtext('keep_seen'), hashtext('directory'));
  for day in select d::date from generate_series(current_date - 1, current_date + 3, interval '1 day') d loop
    part := 'seen_' || to_char(day, 'YYYYMMDD');
    continue when to_regclass('directory.' || part) is not null;
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

alter table library enable row level security;
alter table library force row level security;
create policy own on library to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on library to svc_directory;
alter table partner enable row level security;
alter table partner force row level security;
create policy own on partner to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on partner to svc_directory;
alter table agreement enable row level security;
alter table agreement force row level security;
create policy own on agreement to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on agreement to svc_directory;
alter table patron enable row level security;
alter table patron force row level security;
create policy own on patron to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on patron to svc_directory;
alter table account enable row level security;
alter table account force row level security;
create policy own on account to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on account to svc_directory;
alter table credential enable row level security;
alter table credential force row level security;
create policy own on credential to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on credential to svc_directory;
alter table patron_identity enable row level security;
alter table patron_identity force row level security;
create policy own on patron_identity to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update, delete on patron_identity to svc_directory;
grant select, insert, update, delete on listed_library to svc_directory;
grant select, insert, update, delete on sign_in_try to svc_directory;

-- A patron's reference and a library's symbol stand for them everywhere; neither may be anything else.
alter table patron add constraint patron_ref_opaque check (patron_ref ~ '^p_[A-Za-z0-9_-]{10,40}$');
alter table library add constraint library_is_tenant check (symbol = tenant and tenant <> 'consortium');
alter table agreement add constraint agreement_of_consortium check (tenant = 'consortium');
-- Only hashes: a password in clear would not look like one.
alter table credential add constraint credential_hashed check (password_hash like '$argon2id$%' or password_hash like '$scrypt$%');
