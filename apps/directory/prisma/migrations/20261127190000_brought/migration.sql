-- CreateTable
CREATE TABLE "brought" (
    "tenant" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "subject" UUID NOT NULL,
    "sequence" BIGINT NOT NULL,
    "amount" BIGINT NOT NULL,

    CONSTRAINT "brought_pkey" PRIMARY KEY ("tenant","what","subject")
);

alter table brought enable row level security;
alter table brought force row level security;
create policy own on brought to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on brought to svc_directory;
