-- The lender's side keeps what was asked, and what the lender's own lending policy said to it.
alter table lent add column asked jsonb;
alter table lent add column advice jsonb;

-- How loans stand between two libraries is counted from the attempts of each.
-- CreateIndex
CREATE INDEX "attempt_tenant_supplier_idx" ON "attempt"("tenant", "supplier");
