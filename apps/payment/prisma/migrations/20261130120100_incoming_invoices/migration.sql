-- CreateTable
CREATE TABLE "incoming_invoice" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "payee" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "issued_on" DATE NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "actor" TEXT,
    "paid_on" DATE,
    "reference" TEXT,
    "withdrawn" TEXT,

    CONSTRAINT "incoming_invoice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incoming_line" (
    "invoice_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "tenant" TEXT NOT NULL,
    "what" TEXT,
    "reference" TEXT,
    "minor" BIGINT NOT NULL,
    "verdict" TEXT NOT NULL,
    "why" TEXT,
    "charge_id" UUID,
    "request_id" UUID,
    "cleared" BIGINT NOT NULL,
    "taken" TEXT,
    "reason" TEXT,
    "taken_at" TIMESTAMPTZ,
    "taken_by" TEXT,

    CONSTRAINT "incoming_line_pkey" PRIMARY KEY ("invoice_id","line")
);

-- CreateIndex
CREATE UNIQUE INDEX "incoming_invoice_tenant_key_key" ON "incoming_invoice"("tenant", "key");

-- CreateIndex
CREATE INDEX "incoming_line_tenant_charge_id_idx" ON "incoming_line"("tenant", "charge_id");

-- CreateIndex
CREATE INDEX "incoming_line_tenant_taken_verdict_idx" ON "incoming_line"("tenant", "taken", "verdict");

-- AddForeignKey
ALTER TABLE "incoming_line" ADD CONSTRAINT "incoming_line_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "incoming_invoice"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

alter table incoming_invoice enable row level security;
alter table incoming_invoice force row level security;
create policy own on incoming_invoice to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on incoming_invoice to svc_payment;
create policy practice on incoming_invoice as restrictive for delete to svc_payment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on incoming_invoice to svc_payment;

alter table incoming_line enable row level security;
alter table incoming_line force row level security;
create policy own on incoming_line to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on incoming_line to svc_payment;
create policy practice on incoming_line as restrictive for delete to svc_payment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on incoming_line to svc_payment;

-- What is paid is not withdrawn, and the other way round.
alter table incoming_invoice add constraint incoming_paid_or_withdrawn check (paid_on is null or withdrawn is null);
