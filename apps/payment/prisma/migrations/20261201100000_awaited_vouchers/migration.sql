-- CreateTable
CREATE TABLE "awaited_vouchers" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "awaited_vouchers_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "awaited_vouchers_tenant_status_created_at_idx" ON "awaited_vouchers"("tenant", "status", "created_at");

alter table awaited_vouchers enable row level security;
alter table awaited_vouchers force row level security;
create policy own on awaited_vouchers to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on awaited_vouchers to svc_payment;
create policy practice on awaited_vouchers as restrictive for delete to svc_payment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on awaited_vouchers to svc_payment;
