-- IFLA vouchers that a library has promised to nobody, as payment told last: a hint for deciding.
-- CreateTable
CREATE TABLE "voucher_left" (
    "tenant" TEXT NOT NULL,
    "full" INTEGER NOT NULL,
    "half" INTEGER NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "voucher_left_pkey" PRIMARY KEY ("tenant")
);

alter table voucher_left enable row level security;
alter table voucher_left force row level security;
create policy own on voucher_left to svc_sourcing using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on voucher_left to svc_sourcing;
create policy practice on voucher_left as restrictive for delete to svc_sourcing using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on voucher_left to svc_sourcing;
