-- CreateTable
CREATE TABLE "lent" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "borrower" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "due_date" DATE,
    "sequence" BIGINT NOT NULL,
    "asked_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "lent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "lent_tenant_asked_at_idx" ON "lent"("tenant", "asked_at");

alter table lent enable row level security;
alter table lent force row level security;
create policy own on lent to svc_fulfillment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on lent to svc_fulfillment;
