-- Names are sealed (ADR 0010). Expand: the columns in clear stay for rows from before, and directory empties them at its start.
-- AlterTable
ALTER TABLE "credential" ADD COLUMN     "sealed" TEXT,
ALTER COLUMN "username" DROP NOT NULL;

-- AlterTable
ALTER TABLE "patron_identity" ADD COLUMN     "sealed" TEXT,
ALTER COLUMN "family_name" DROP NOT NULL,
ALTER COLUMN "card_number" DROP NOT NULL;

-- CreateTable
CREATE TABLE "name_key" (
    "tenant" TEXT NOT NULL,
    "wrapped" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "name_key_pkey" PRIMARY KEY ("tenant")
);

-- CreateTable
CREATE TABLE "patron_key" (
    "patron_id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "wrapped" TEXT NOT NULL,

    CONSTRAINT "patron_key_pkey" PRIMARY KEY ("patron_id")
);

-- CreateTable
CREATE TABLE "patron_term" (
    "tenant" TEXT NOT NULL,
    "term" TEXT NOT NULL,
    "patron_id" UUID NOT NULL,

    CONSTRAINT "patron_term_pkey" PRIMARY KEY ("tenant","term","patron_id")
);

-- CreateTable
CREATE TABLE "erasure" (
    "patron_ref" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "open_requests" INTEGER NOT NULL DEFAULT 0,
    "asked_at" TIMESTAMPTZ NOT NULL,
    "asked_by" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ,

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("patron_ref")
);

-- CreateIndex
CREATE INDEX "patron_term_patron_id_idx" ON "patron_term"("patron_id");

-- CreateIndex
CREATE INDEX "erasure_tenant_status_idx" ON "erasure"("tenant", "status");

alter table name_key enable row level security;
alter table name_key force row level security;
create policy own on name_key to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on name_key to svc_directory;

alter table patron_key enable row level security;
alter table patron_key force row level security;
create policy own on patron_key to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update, delete on patron_key to svc_directory;

alter table patron_term enable row level security;
alter table patron_term force row level security;
create policy own on patron_term to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update, delete on patron_term to svc_directory;

alter table erasure enable row level security;
alter table erasure force row level security;
create policy own on erasure to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on erasure to svc_directory;

-- an erased person's sign-in goes too
grant delete on credential to svc_directory;
alter table patron_identity add constraint patron_identity_somehow check (sealed is not null or (family_name is not null and card_number is not null));
alter table credential add constraint credential_somehow check (sealed is not null or username is not null);
