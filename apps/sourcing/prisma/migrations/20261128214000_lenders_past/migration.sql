-- How lenders have answered this library: a row a supply attempt, from which rules hear fill rate and turnaround.
-- CreateTable
CREATE TABLE "lender_answer" (
    "tenant" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "partner" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ NOT NULL,
    "here_at" TIMESTAMPTZ,
    "answer" TEXT,

    CONSTRAINT "lender_answer_pkey" PRIMARY KEY ("tenant","id")
);

-- CreateIndex
CREATE INDEX "lender_answer_tenant_asked_at_idx" ON "lender_answer"("tenant", "asked_at");

alter table lender_answer add constraint lender_answer_answer check (answer in ('filled', 'not-filled', 'withdrawn'));
alter table lender_answer enable row level security;
alter table lender_answer force row level security;
create policy own on lender_answer to svc_sourcing using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on lender_answer to svc_sourcing;
