-- The lender's side as an aggregate of its own. Version 0: what a member borrows by messages to the system of another; the borrower's
-- steps write that, and nobody works on it here.
-- AlterTable
ALTER TABLE "lent" ADD COLUMN     "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "deadline_at" TIMESTAMPTZ,
ADD COLUMN     "retried" TEXT[],
ADD COLUMN     "state" JSONB,
ADD COLUMN     "version" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "worklist" TEXT;
alter table lent alter column sequence set default 0;

-- CreateIndex
CREATE INDEX "lent_tenant_worklist_asked_at_idx" ON "lent"("tenant", "worklist", "asked_at");

-- CreateIndex
CREATE INDEX "lent_deadline_at_idx" ON "lent"("deadline_at");

-- Numbers under which the borrower has asked again: few have any.
create index lent_retried_idx on lent using gin (retried) where retried is not null;
-- How loans stand with a library is counted on the lender's side too.
create index lent_tenant_borrower_idx on lent (tenant, borrower) where version > 0;

create policy relay on lent for select to relay using (true);
grant select on lent to relay;

-- The borrower's way from the lender's side of a loan back to its own attempt; only the borrower sees it.
-- CreateTable
CREATE TABLE "counterpart" (
    "lent" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "attempt_id" UUID NOT NULL,

    CONSTRAINT "counterpart_pkey" PRIMARY KEY ("lent")
);

-- CreateIndex
CREATE INDEX "counterpart_attempt_id_idx" ON "counterpart"("attempt_id");

alter table counterpart enable row level security;
alter table counterpart force row level security;
create policy own on counterpart to svc_fulfillment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert on counterpart to svc_fulfillment;
create policy practice on counterpart as restrictive for delete to svc_fulfillment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on counterpart to svc_fulfillment;
