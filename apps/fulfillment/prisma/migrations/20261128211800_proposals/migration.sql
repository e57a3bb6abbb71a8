-- CreateTable
CREATE TABLE "proposal" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "request_id" UUID,
    "proposed_by" TEXT,
    "since" TIMESTAMPTZ NOT NULL,
    "deadline_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "proposal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "proposal_tenant_status_since_idx" ON "proposal"("tenant", "status", "since");

-- CreateIndex
CREATE INDEX "proposal_tenant_request_id_idx" ON "proposal"("tenant", "request_id");

-- CreateIndex
CREATE INDEX "proposal_deadline_at_idx" ON "proposal"("deadline_at");

alter table proposal enable row level security;
alter table proposal force row level security;
create policy own on proposal to svc_fulfillment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on proposal for select to relay using (true);
grant select, insert, update on proposal to svc_fulfillment;
grant select on proposal to relay;
