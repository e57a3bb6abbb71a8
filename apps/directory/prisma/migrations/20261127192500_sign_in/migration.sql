-- CreateTable
CREATE TABLE "second_factor" (
    "account_id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "confirmed_at" TIMESTAMPTZ,
    "last_step" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "second_factor_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "recovery_code" (
    "account_id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ,

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("account_id","hash")
);

-- CreateTable
CREATE TABLE "sign_in_settings" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "oidc" BOOLEAN NOT NULL,
    "sip2" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "sign_in_settings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_secret" (
    "tenant" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,

    CONSTRAINT "sign_in_secret_pkey" PRIMARY KEY ("tenant","name")
);

-- CreateTable
CREATE TABLE "provider_sign_in" (
    "state_hash" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "browser_hash" TEXT NOT NULL,
    "nonce" TEXT NOT NULL,
    "verifier" TEXT NOT NULL,
    "redirect_uri" TEXT NOT NULL,
    "return_to" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "provider_sign_in_pkey" PRIMARY KEY ("state_hash")
);

-- CreateTable
CREATE TABLE "identity_link" (
    "tenant" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "subject_key" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "linked_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "identity_link_pkey" PRIMARY KEY ("tenant","source","subject_key")
);

-- CreateTable
CREATE TABLE "machine" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "active" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "machine_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_settings_tenant_key" ON "sign_in_settings"("tenant");

-- CreateIndex
CREATE INDEX "provider_sign_in_expires_at_idx" ON "provider_sign_in"("expires_at");

-- CreateIndex
CREATE INDEX "identity_link_account_id_idx" ON "identity_link"("account_id");

-- CreateIndex
CREATE INDEX "machine_tenant_idx" ON "machine"("tenant");

-- Libraries' rows: forced row-level security and grants, as libs/messaging prints them (tenantTableSql)
alter table second_factor enable row level security;
alter table second_factor force row level security;
create policy own on second_factor to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update, delete on second_factor to svc_directory;

alter table recovery_code enable row level security;
alter table recovery_code force row level security;
create policy own on recovery_code to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update, delete on recovery_code to svc_directory;

alter table sign_in_settings enable row level security;
alter table sign_in_settings force row level security;
create policy own on sign_in_settings to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on sign_in_settings to svc_directory;

alter table sign_in_secret enable row level security;
alter table sign_in_secret force row level security;
create policy own on sign_in_secret to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update, delete on sign_in_secret to svc_directory;

alter table provider_sign_in enable row level security;
alter table provider_sign_in force row level security;
create policy own on provider_sign_in to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update, delete on provider_sign_in to svc_directory;

alter table identity_link enable row level security;
alter table identity_link force row level security;
create policy own on identity_link to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update, delete on identity_link to svc_directory;

alter table machine enable row level security;
alter table machine force row level security;
create policy own on machine to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on machine to svc_directory;

