-- CreateTable
CREATE TABLE "fund" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "allocated" BIGINT NOT NULL,
    "reserved" BIGINT NOT NULL,
    "spent" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "fund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reservation" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "request_id" UUID,
    "fund" TEXT,
    "held" BIGINT NOT NULL,
    "reminders" INTEGER NOT NULL,
    "deadline_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "reservation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "charge" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "request_id" UUID,
    "fund" TEXT,
    "unfunded" BIGINT NOT NULL,
    "reminders" INTEGER NOT NULL,
    "deadline_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "charge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "tenant" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "kind" TEXT NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("tenant","code","currency")
);

-- CreateTable
CREATE TABLE "entry" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "cause" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "request_id" UUID,
    "payee" TEXT,
    "settled_by" TEXT NOT NULL,
    "reverses" UUID,
    "lines" SMALLINT NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "actor" TEXT,
    "posted_in" xid8 NOT NULL DEFAULT pg_current_xact_id(),

    CONSTRAINT "entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "posting" (
    "entry_id" UUID NOT NULL,
    "line" SMALLINT NOT NULL,
    "tenant" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "minor" BIGINT NOT NULL,

    CONSTRAINT "posting_pkey" PRIMARY KEY ("entry_id","line")
);

-- CreateIndex
CREATE UNIQUE INDEX "fund_tenant_code_key" ON "fund"("tenant", "code");

-- CreateIndex
CREATE INDEX "reservation_tenant_fund_status_idx" ON "reservation"("tenant", "fund", "status");

-- CreateIndex
CREATE INDEX "reservation_deadline_at_idx" ON "reservation"("deadline_at");

-- CreateIndex
CREATE INDEX "charge_tenant_status_idx" ON "charge"("tenant", "status");

-- CreateIndex
CREATE INDEX "charge_deadline_at_idx" ON "charge"("deadline_at");

-- CreateIndex
CREATE UNIQUE INDEX "entry_reverses_key" ON "entry"("reverses");

-- CreateIndex
CREATE INDEX "entry_tenant_request_id_idx" ON "entry"("tenant", "request_id");

-- CreateIndex
CREATE INDEX "entry_tenant_id_idx" ON "entry"("tenant", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "entry_tenant_cause_purpose_key" ON "entry"("tenant", "cause", "purpose");

-- CreateIndex
CREATE INDEX "posting_tenant_account_currency_idx" ON "posting"("tenant", "account", "currency");

-- AddForeignKey
ALTER TABLE "entry" ADD CONSTRAINT "entry_reverses_fkey" FOREIGN KEY ("reverses") REFERENCES "entry"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "posting" ADD CONSTRAINT "posting_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "entry"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "posting" ADD CONSTRAINT "posting_tenant_account_currency_fkey" FOREIGN KEY ("tenant", "account", "currency") REFERENCES "account"("tenant", "code", "currency") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- Technical tables of payment: printed by libs/messaging/sql.ts
do $$ begin if not exists (select from pg_roles where rolname = 'svc_payment') then create role svc_payment nologin; end if; end $$;
do $$ begin if not exists (select from pg_roles where rolname = 'relay') then create role relay nologin; end if; end $$;
grant usage on schema payment to svc_payment, relay;

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
create policy own on event to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
alter table outbox enable row level security;
alter table outbox force row level security;
create policy own on outbox to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on outbox to relay using (true);
alter table inbox enable row level security;
alter table inbox force row level security;
create policy own on inbox to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on inbox to relay using (true);
alter table hold enable row level security;
alter table hold force row level security;
create policy own on hold to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on hold to relay using (true);
alter table job enable row level security;
alter table job force row level security;
create policy own on job to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on job to relay using (true);
grant select, insert on event to svc_payment;
grant insert on outbox to svc_payment;
grant select, delete on inbox, hold to svc_payment;
grant select, insert, delete on job to svc_payment;
grant select, insert, update, delete on outbox, inbox, hold, seen, job to relay;
alter table outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1);
alter table inbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1);
alter table job set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1);

create function seen_bound(day date) returns uuid language sql immutable
return (lpad(to_hex((extract(epoch from day) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;

create function keep_seen(keep_days integer) returns void
language plpgsql security definer set search_path = payment, pg_temp set timezone = 'UTC' as $$
declare
  day date;
  part text;
begin
  perform pg_advisory_xact_lock(hashtext('keep_seen'), hashtext('payment'));
  for day in select d::date from generate_series(current_date - 1, current_date + 3, interval '1 day') d loop
    part := 'seen_' || to_char(day, 'YYYYMMDD');
    continue when to_regclass('payment.' || part) is not null;
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

alter table fund enable row level security;
alter table fund force row level security;
create policy own on fund to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on fund to svc_payment;
alter table account enable row level security;
alter table account force row level security;
create policy own on account to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on account to svc_payment;
alter table entry enable row level security;
alter table entry force row level security;
create policy own on entry to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on entry to svc_payment;
alter table posting enable row level security;
alter table posting force row level security;
create policy own on posting to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on posting to svc_payment;
alter table reservation enable row level security;
alter table reservation force row level security;
create policy own on reservation to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on reservation for select to relay using (true);
grant select, insert, update on reservation to svc_payment;
grant select on reservation to relay;
alter table charge enable row level security;
alter table charge force row level security;
create policy own on charge to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on charge for select to relay using (true);
grant select, insert, update on charge to svc_payment;
grant select on charge to relay;

-- A fund never goes below nothing, whoever writes.
alter table fund add constraint fund_never_below_nothing
  check (reserved >= 0 and spent >= 0 and reserved + spent <= allocated);
alter table fund add constraint fund_year check (starts_on <= ends_on);
alter table reservation add constraint reservation_held check (held >= 0);
alter table charge add constraint charge_unfunded check (unfunded >= 0);
alter table account add constraint account_kind check (kind in ('asset', 'expense', 'liability', 'equity'));
alter table entry add constraint entry_lines check (lines >= 2);
alter table entry add constraint entry_reversal check ((kind = 'reversal') = (reverses is not null));
alter table posting add constraint posting_not_zero check (minor <> 0);
alter table posting add constraint posting_currency check (currency ~ '^[A-Z]{3}$');

-- The ledger is append-only, for the owner too: corrections are reversals.
revoke update on account, entry, posting from svc_payment;
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'ledger: % is append-only; post a reversal', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete or truncate on account for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on entry for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on posting for each statement execute function refuse_change();

-- Lines come in the transaction that makes their entry: the check below sees them all, and later nothing can be added.
create function check_lines() returns trigger language plpgsql set search_path = payment, pg_temp as $$
begin
  if exists (select from added a where not exists (select from entry e
      where e.id = a.entry_id and e.tenant = a.tenant and e.posted_in = pg_current_xact_id())) then
    raise exception 'ledger: a line for no entry of this library made in this transaction'
      using errcode = 'check_violation', constraint = 'posting_with_entry';
  end if;
  return null;
end $$;
create trigger posting_with_entry after insert on posting referencing new table as added
  for each statement execute function check_lines();

-- At commit every entry has the lines it was made with and adds up to zero in each currency; a reversal takes back its entry line by line.
-- One transaction may hold messages of several libraries, so the tenant is set to the row's and back again.
create function check_entry() returns trigger language plpgsql set search_path = payment, pg_temp as $$
declare
  before text := current_setting('app.tenant', true);
  found_lines bigint;
  off text;
  left_over boolean := false;
begin
  if before is distinct from new.tenant then perform set_config('app.tenant', new.tenant, true); end if;
  select coalesce(sum(lines), 0), string_agg(total || ' ' || currency, ', ') filter (where total <> 0) into found_lines, off
    from (select currency, count(*) as lines, sum(minor) as total from posting where entry_id = new.id group by currency) s;
  if new.reverses is not null then
    left_over := exists (select from posting where entry_id in (new.id, new.reverses) group by account, currency having sum(minor) <> 0);
  end if;
  if before is distinct from new.tenant then perform set_config('app.tenant', coalesce(before, ''), true); end if;
  if new.posted_in <> pg_current_xact_id() then
    raise exception 'ledger: entry % says it was made in another transaction', new.id using errcode = 'check_violation', constraint = 'entry_balanced';
  elsif found_lines <> new.lines then
    raise exception 'ledger: entry % has not the % lines it was made with', new.id, new.lines using errcode = 'check_violation', constraint = 'entry_balanced';
  elsif off is not null then
    raise exception 'ledger: entry % is off by %', new.id, off using errcode = 'check_violation', constraint = 'entry_balanced';
  elsif left_over then
    raise exception 'ledger: entry % does not take back entry % line by line', new.id, new.reverses using errcode = 'check_violation', constraint = 'entry_balanced';
  end if;
  return null;
end $$;
create constraint trigger entry_balanced after insert on entry deferrable initially deferred
  for each row execute function check_entry();
