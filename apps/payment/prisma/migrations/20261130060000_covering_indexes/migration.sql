-- DropIndex
DROP INDEX "posting_tenant_account_currency_idx";

-- CreateIndex
CREATE INDEX "entry_tenant_at_id_counterparty_payee_idx" ON "entry"("tenant", "at", "id", "counterparty", "payee");

-- CreateIndex
CREATE INDEX "posting_tenant_account_currency_entry_id_minor_idx" ON "posting"("tenant", "account", "currency", "entry_id", "minor");
