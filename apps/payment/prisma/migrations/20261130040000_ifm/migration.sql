-- CreateTable
CREATE TABLE "ifm_report" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "month" CHAR(7) NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "file_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "actor" TEXT,

    CONSTRAINT "ifm_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ifm_line" (
    "report_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "tenant" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "number" TEXT,
    "symbol" TEXT,
    "day" DATE,
    "minor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "key" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "why" TEXT,
    "charge_id" UUID,
    "request_id" UUID,
    "cleared" BIGINT NOT NULL,
    "taken" TEXT,
    "reason" TEXT,
    "taken_at" TIMESTAMPTZ,
    "taken_by" TEXT,

    CONSTRAINT "ifm_line_pkey" PRIMARY KEY ("report_id","line")
);

-- CreateIndex
CREATE UNIQUE INDEX "ifm_report_tenant_hash_key" ON "ifm_report"("tenant", "hash");

-- CreateIndex
CREATE INDEX "ifm_report_tenant_month_idx" ON "ifm_report"("tenant", "month");

-- CreateIndex
CREATE INDEX "ifm_line_tenant_charge_id_idx" ON "ifm_line"("tenant", "charge_id");

-- CreateIndex
CREATE INDEX "ifm_line_tenant_taken_verdict_idx" ON "ifm_line"("tenant", "taken", "verdict");

-- AddForeignKey
ALTER TABLE "ifm_line" ADD CONSTRAINT "ifm_line_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "ifm_report"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

alter table ifm_report enable row level security;
alter table ifm_report force row level security;
create policy own on ifm_report to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert on ifm_report to svc_payment;
alter table ifm_line enable row level security;
alter table ifm_line force row level security;
create policy own on ifm_line to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on ifm_line to svc_payment;

alter table ifm_report add constraint ifm_report_side check (side in ('borrower', 'lender'));
create trigger append_only before update or delete or truncate on ifm_report for each statement execute function refuse_change();

create policy practice on ifm_line as restrictive for delete to svc_payment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on ifm_line to svc_payment;
