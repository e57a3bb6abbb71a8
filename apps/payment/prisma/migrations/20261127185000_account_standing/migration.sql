-- CreateTable
CREATE TABLE "account_standing" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "roles" TEXT[],
    "active" BOOLEAN NOT NULL,
    "sequence" BIGINT NOT NULL,

    CONSTRAINT "account_standing_pkey" PRIMARY KEY ("id")
);

alter table account_standing enable row level security;
alter table account_standing force row level security;
create policy own on account_standing to svc_payment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on account_standing to svc_payment;
