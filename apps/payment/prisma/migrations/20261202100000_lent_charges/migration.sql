-- CreateTable
CREATE TABLE "lent_charge" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "borrower" TEXT,
    "means" TEXT,
    "currency" CHAR(3),
    "minor" BIGINT,
    "reference" TEXT,
    "sent_on" DATE,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "lent_charge_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "lent_charge_tenant_status_borrower_idx" ON "lent_charge"("tenant", "status", "borrower");

-- AlterTable
ALTER TABLE "invoicing" ADD COLUMN "deadline_at" TIMESTAMPTZ;

-- CreateIndex
CREATE INDEX "invoicing_deadline_at_idx" ON "invoicing"("deadline_at");

alter table lent_charge enable row level security;
alter table lent_charge force row level security;
create policy own on lent_charge to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on lent_charge to svc_payment;
create policy practice on lent_charge as restrictive for delete to svc_payment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on lent_charge to svc_payment;

-- who has its invoices drafted each month has a deadline
create policy relay on invoicing for select to relay using (true);
grant select on invoicing to relay;
