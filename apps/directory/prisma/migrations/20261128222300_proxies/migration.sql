-- CreateTable
CREATE TABLE "proxy" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "patron_ref" TEXT NOT NULL,
    "proxy_ref" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "deadline_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "proxy_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "proxy_tenant_patron_ref_idx" ON "proxy"("tenant", "patron_ref");

-- CreateIndex
CREATE INDEX "proxy_tenant_proxy_ref_idx" ON "proxy"("tenant", "proxy_ref");

-- CreateIndex
CREATE INDEX "proxy_deadline_at_idx" ON "proxy"("deadline_at");

alter table proxy enable row level security;
alter table proxy force row level security;
create policy own on proxy to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on proxy for select to relay using (true);
grant select, insert, update on proxy to svc_directory;
grant select on proxy to relay;
