-- CreateTable
CREATE TABLE "manual_entry" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "request_id" UUID,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "manual_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "manual_limit" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "manual_limit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "manual_entry_tenant_status_created_at_idx" ON "manual_entry"("tenant", "status", "created_at");

alter table manual_entry enable row level security;
alter table manual_entry force row level security;
create policy own on manual_entry to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on manual_entry to svc_payment;
create policy practice on manual_entry as restrictive for delete to svc_payment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on manual_entry to svc_payment;

alter table manual_limit enable row level security;
alter table manual_limit force row level security;
create policy own on manual_limit to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on manual_limit to svc_payment;
create policy practice on manual_limit as restrictive for delete to svc_payment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on manual_limit to svc_payment;
