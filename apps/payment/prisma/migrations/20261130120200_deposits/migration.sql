-- CreateTable
CREATE TABLE "deposit" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "provider" TEXT,
    "currency" CHAR(3),
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "deposit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "deposit_tenant_provider_idx" ON "deposit"("tenant", "provider");

alter table deposit enable row level security;
alter table deposit force row level security;
create policy own on deposit to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on deposit to svc_payment;
create policy practice on deposit as restrictive for delete to svc_payment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on deposit to svc_payment;
