-- CreateTable
CREATE TABLE "patron_fee" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "request_id" UUID,
    "currency" CHAR(3),
    "open" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "patron_fee_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "patron_fee_request_id_idx" ON "patron_fee"("request_id");

-- CreateIndex
CREATE INDEX "patron_fee_tenant_status_created_at_idx" ON "patron_fee"("tenant", "status", "created_at");

alter table patron_fee enable row level security;
alter table patron_fee force row level security;
create policy own on patron_fee to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on patron_fee to svc_payment;
create policy practice on patron_fee as restrictive for delete to svc_payment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on patron_fee to svc_payment;
