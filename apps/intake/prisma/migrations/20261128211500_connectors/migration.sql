-- CreateTable
CREATE TABLE "connector" (
    "tenant" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "profile" JSONB NOT NULL,

    CONSTRAINT "connector_pkey" PRIMARY KEY ("tenant","kind")
);

alter table connector enable row level security;
alter table connector force row level security;
create policy own on connector to svc_intake using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on connector to svc_intake;
