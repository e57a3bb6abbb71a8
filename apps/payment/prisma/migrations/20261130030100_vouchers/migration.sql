-- CreateTable
CREATE TABLE "voucher_stock" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "held" INTEGER NOT NULL,
    "reserved" INTEGER NOT NULL,
    "in_transit" INTEGER NOT NULL,
    "low" INTEGER,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "voucher_stock_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "voucher_stock_tenant_key" ON "voucher_stock"("tenant");

alter table voucher_stock enable row level security;
alter table voucher_stock force row level security;
create policy own on voucher_stock to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on voucher_stock to svc_payment;
create policy practice on voucher_stock as restrictive for delete to svc_payment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on voucher_stock to svc_payment;

alter table voucher_stock add constraint voucher_stock_never_below_nothing
  check (held >= 0 and reserved >= 0 and in_transit >= 0 and low >= 0);

-- At commit the drawer and the books of a library agree, whichever of them was written: cards held and reserved are what the account
-- vouchers:held says, cards on their way what vouchers:in-transit says, in halves. One transaction may hold messages of several libraries, so
-- the tenant is set to the row's and back again. A practice copy's drawer goes while its books stay, so one made again begins anew: not asked.
create function check_vouchers() returns trigger language plpgsql set search_path = payment, pg_temp as $$
declare
  before text := current_setting('app.tenant', true);
  lying bigint;
  away bigint;
  booked bigint;
  booked_away bigint;
begin
  if new.tenant ~ '-P[1-9][0-9]{0,3}$' then return null; end if;
  if before is distinct from new.tenant then perform set_config('app.tenant', new.tenant, true); end if;
  select coalesce(sum(held + reserved), 0), coalesce(sum(in_transit), 0) into lying, away from voucher_stock where tenant = new.tenant;
  select coalesce(sum(minor) filter (where account = 'vouchers:held'), 0), coalesce(sum(minor) filter (where account = 'vouchers:in-transit'), 0)
    into booked, booked_away from posting
    where tenant = new.tenant and currency = 'XVH' and account in ('vouchers:held', 'vouchers:in-transit');
  if before is distinct from new.tenant then perform set_config('app.tenant', coalesce(before, ''), true); end if;
  if lying <> booked or away <> booked_away then
    raise exception 'vouchers: % has % halves in the drawer and % on their way, its books say % and %', new.tenant, lying, away, booked, booked_away
      using errcode = 'check_violation', constraint = 'drawer_as_booked';
  end if;
  return null;
end $$;
create constraint trigger drawer_as_booked after insert or update on voucher_stock deferrable initially deferred
  for each row execute function check_vouchers();
create constraint trigger booked_as_in_drawer after insert on posting deferrable initially deferred
  for each row when (new.currency = 'XVH') execute function check_vouchers();
