-- Messages of ISO 18626 that were not taken, for whoever looks after the partners; kept for thirty days.
-- CreateTable
CREATE TABLE "iso_refused" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "came_from" TEXT,
    "partner" TEXT,
    "kind" TEXT,
    "error_type" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "body" TEXT NOT NULL,

    CONSTRAINT "iso_refused_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "iso_refused_tenant_at_idx" ON "iso_refused"("tenant", "at");

alter table iso_refused enable row level security;
alter table iso_refused force row level security;
create policy own on iso_refused to svc_fulfillment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, delete on iso_refused to svc_fulfillment;
