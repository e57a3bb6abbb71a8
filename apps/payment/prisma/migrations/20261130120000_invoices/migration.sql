-- CreateTable
CREATE TABLE "invoicing" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "invoicing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invoice" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "number" TEXT,
    "debtor" TEXT,
    "currency" CHAR(3),
    "total" BIGINT NOT NULL,
    "open" BIGINT NOT NULL,
    "due_on" DATE,
    "reminders" INTEGER NOT NULL,
    "deadline_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "invoice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invoice_number" (
    "tenant" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "nth" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "invoice_id" UUID NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "invoice_number_pkey" PRIMARY KEY ("tenant","year","nth")
);

-- CreateIndex
CREATE UNIQUE INDEX "invoicing_tenant_key" ON "invoicing"("tenant");

-- CreateIndex
CREATE INDEX "invoice_tenant_status_idx" ON "invoice"("tenant", "status");

-- CreateIndex
CREATE INDEX "invoice_deadline_at_idx" ON "invoice"("deadline_at");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_tenant_number_key" ON "invoice"("tenant", "number");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_number_invoice_id_key" ON "invoice_number"("invoice_id");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_number_tenant_number_key" ON "invoice_number"("tenant", "number");

alter table invoicing enable row level security;
alter table invoicing force row level security;
create policy own on invoicing to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on invoicing to svc_payment;
create policy practice on invoicing as restrictive for delete to svc_payment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on invoicing to svc_payment;

alter table invoice enable row level security;
alter table invoice force row level security;
create policy own on invoice to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on invoice for select to relay using (true);
grant select, insert, update on invoice to svc_payment;
create policy practice on invoice as restrictive for delete to svc_payment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on invoice to svc_payment;
grant select on invoice to relay;

alter table invoice_number enable row level security;
alter table invoice_number force row level security;
create policy own on invoice_number to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert on invoice_number to svc_payment;
create trigger append_only before update or delete or truncate on invoice_number for each statement execute function refuse_change();

alter table invoice add constraint invoice_kind check (kind in ('invoice', 'credit-note'));

-- The next number of a library's year is the last one and one. Whoever takes it holds it until the end of their transaction: whoever else wants
-- one waits, and gets the same where the first rolls back. Left empty, it is given here.
create function give_invoice_number() returns trigger language plpgsql set search_path = payment, pg_temp as $$
declare
  next integer;
begin
  perform pg_advisory_xact_lock(hashtext('trillium invoice number'), hashtext(new.tenant || ' ' || new.year));
  select coalesce(max(nth), 0) + 1 into next from invoice_number where tenant = new.tenant and year = new.year;
  new.nth := coalesce(new.nth, next);
  new.number := coalesce(new.number, new.tenant || '-' || new.year || '-' || lpad(new.nth::text, greatest(4, length(new.nth::text)), '0'));
  if new.nth <> next then
    raise exception 'invoices: the next number of % in % is %, not %', new.tenant, new.year, next, new.nth
      using errcode = 'check_violation', constraint = 'invoice_number_without_gap';
  end if;
  return new;
end $$;
create trigger invoice_number_without_gap before insert on invoice_number for each row execute function give_invoice_number();

-- A number is not taken for nothing: at commit its invoice bears it. One transaction may hold steps of several libraries, so the tenant is set to
-- the row's and back again.
create function check_numbered() returns trigger language plpgsql set search_path = payment, pg_temp as $$
declare
  before text := current_setting('app.tenant', true);
  borne boolean;
begin
  if before is distinct from new.tenant then perform set_config('app.tenant', new.tenant, true); end if;
  borne := exists (select from invoice i where i.id = new.invoice_id and i.tenant = new.tenant and i.number = new.number);
  if before is distinct from new.tenant then perform set_config('app.tenant', coalesce(before, ''), true); end if;
  if not borne then
    raise exception 'invoices: number % was taken and no invoice bears it', new.number
      using errcode = 'check_violation', constraint = 'number_on_invoice';
  end if;
  return null;
end $$;
create constraint trigger number_on_invoice after insert on invoice_number deferrable initially deferred
  for each row execute function check_numbered();

-- An invoice bears a number of the register only, its own; once it has it, what the invoice says stays, whoever writes.
create function keep_issued() returns trigger language plpgsql set search_path = payment, pg_temp as $$
begin
  if tg_op = 'UPDATE' and old.number is not null then
    if (new.id, new.tenant, new.kind, new.number, new.debtor, new.currency, new.total, new.due_on, new.state -> 'document', new.state -> 'issued')
      is distinct from
      (old.id, old.tenant, old.kind, old.number, old.debtor, old.currency, old.total, old.due_on, old.state -> 'document', old.state -> 'issued') then
      raise exception 'invoices: % is issued and stays as it is; credit it', old.number
        using errcode = 'restrict_violation', constraint = 'issued_stays';
    end if;
  elsif new.number is not null and not exists (
      select from invoice_number n where n.invoice_id = new.id and n.tenant = new.tenant and n.number = new.number) then
    raise exception 'invoices: % is no number given to this invoice', new.number
      using errcode = 'check_violation', constraint = 'number_from_register';
  end if;
  return new;
end $$;
create trigger issued_stays before insert or update on invoice for each row execute function keep_issued();
