-- AlterTable
ALTER TABLE "entry" ADD COLUMN "counterparty" TEXT, ADD COLUMN "occurred_at" TIMESTAMPTZ;

-- CreateTable
CREATE TABLE "participant" (
    "symbol" TEXT NOT NULL,

    CONSTRAINT "participant_pkey" PRIMARY KEY ("symbol")
);

-- CreateTable
CREATE TABLE "closed_month" (
    "tenant" TEXT NOT NULL,
    "month" CHAR(7) NOT NULL,
    "through" TIMESTAMPTZ NOT NULL,
    "closed_at" TIMESTAMPTZ NOT NULL,
    "actor" TEXT,

    CONSTRAINT "closed_month_pkey" PRIMARY KEY ("tenant","month")
);

-- CreateTable
CREATE TABLE "netting" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "month" CHAR(7),
    "currency" CHAR(3),
    "reminders" INTEGER NOT NULL,
    "deadline_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "netting_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "closed_month_tenant_through_idx" ON "closed_month"("tenant", "through");

-- CreateIndex
CREATE INDEX "netting_tenant_month_idx" ON "netting"("tenant", "month");

-- CreateIndex
CREATE INDEX "netting_deadline_at_idx" ON "netting"("deadline_at");

-- Symbols only, as the catalog of libraries is: everybody's.
grant select, insert on participant to svc_payment;

-- Who has had something settled by the consortium so far; forced row-level security would hide it from the owner.
alter table entry no force row level security;
insert into participant (symbol) select distinct tenant from entry where settled_by = 'consortium';
alter table entry force row level security;

alter table closed_month enable row level security;
alter table closed_month force row level security;
create policy own on closed_month to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert on closed_month to svc_payment;
alter table netting enable row level security;
alter table netting force row level security;
create policy own on netting to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on netting for select to relay using (true);
grant select, insert, update on netting to svc_payment;
grant select on netting to relay;

alter table account drop constraint account_kind;
alter table account add constraint account_kind check (kind in ('asset', 'expense', 'liability', 'income', 'equity'));
alter table closed_month add constraint closed_month_month check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$');
create trigger append_only before update or delete or truncate on closed_month for each statement execute function refuse_change();

-- Nothing is posted to a month that is closed, whoever writes.
create function refuse_closed_month() returns trigger language plpgsql set search_path = payment, pg_temp as $$
declare
  closed timestamptz;
begin
  select through into closed from closed_month where tenant = new.tenant order by through desc limit 1;
  if new.at <= closed then
    raise exception 'ledger: the books of % are closed through %; it counts for a later month', new.tenant, closed
      using errcode = 'check_violation', constraint = 'entry_in_open_month';
  end if;
  return new;
end $$;
create trigger entry_in_open_month before insert on entry for each row execute function refuse_closed_month();
