-- AlterTable
ALTER TABLE "request_view" ADD COLUMN     "asked_by" TEXT;

-- CreateTable
CREATE TABLE "proxy" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "patron_ref" TEXT NOT NULL,
    "proxy_ref" TEXT NOT NULL,
    "ends_at" TIMESTAMPTZ,

    CONSTRAINT "proxy_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "proxy_tenant_proxy_ref_idx" ON "proxy"("tenant", "proxy_ref");

-- CreateIndex
CREATE INDEX "request_view_tenant_asked_by_submitted_at_idx" ON "request_view"("tenant", "asked_by", "submitted_at" DESC);

alter table proxy enable row level security;
alter table proxy force row level security;
create policy own on proxy to svc_intake using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update, delete on proxy to svc_intake;
