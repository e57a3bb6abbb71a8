-- CreateTable
CREATE TABLE "followed_request" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL DEFAULT 0,
    "patron_ref" TEXT,
    "service" TEXT,
    "pickup_branch" TEXT,
    "sealed" TEXT,
    "state" JSONB NOT NULL,
    "deadline_at" TIMESTAMPTZ,
    "unlinked_at" TIMESTAMPTZ,

    CONSTRAINT "followed_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "request_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "language" TEXT,
    "status" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "policy_hash" TEXT NOT NULL,
    "settled_at" TIMESTAMPTZ NOT NULL,
    "deadline_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice_words" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "notice" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "notice_words_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "followed_request_tenant_patron_ref_idx" ON "followed_request"("tenant", "patron_ref");

-- CreateIndex
CREATE INDEX "followed_request_deadline_at_idx" ON "followed_request"("deadline_at");

-- CreateIndex
CREATE INDEX "notice_tenant_status_idx" ON "notice"("tenant", "status");

-- CreateIndex
CREATE INDEX "notice_request_id_idx" ON "notice"("request_id");

-- CreateIndex
CREATE INDEX "notice_deadline_at_idx" ON "notice"("deadline_at");

-- CreateIndex
CREATE UNIQUE INDEX "notice_words_tenant_notice_language_key" ON "notice_words"("tenant", "notice", "language");

-- Libraries' rows: forced row-level security and grants, as libs/messaging prints them (tenantTableSql)
alter table followed_request enable row level security;
alter table followed_request force row level security;
create policy own on followed_request to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on followed_request for select to relay using (true);
grant select, insert, update on followed_request to svc_directory;
grant select on followed_request to relay;

alter table notice enable row level security;
alter table notice force row level security;
create policy own on notice to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on notice for select to relay using (true);
grant select, insert, update on notice to svc_directory;
grant select on notice to relay;

alter table notice_words enable row level security;
alter table notice_words force row level security;
create policy own on notice_words to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on notice_words to svc_directory;
