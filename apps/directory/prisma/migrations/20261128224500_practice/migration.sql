-- A practice copy goes with everything that was practised (ADR 0025); of a library nothing can be deleted that could not before.
create policy practice on account as restrictive for delete to svc_directory using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on account to svc_directory;
create policy practice on brought as restrictive for delete to svc_directory using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on brought to svc_directory;
create policy practice on connector as restrictive for delete to svc_directory using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on connector to svc_directory;
create policy practice on erasure as restrictive for delete to svc_directory using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on erasure to svc_directory;
create policy practice on library as restrictive for delete to svc_directory using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on library to svc_directory;
create policy practice on machine as restrictive for delete to svc_directory using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on machine to svc_directory;
create policy practice on name_key as restrictive for delete to svc_directory using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on name_key to svc_directory;
create policy practice on partner as restrictive for delete to svc_directory using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on partner to svc_directory;
create policy practice on patron as restrictive for delete to svc_directory using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on patron to svc_directory;
create policy practice on sign_in_settings as restrictive for delete to svc_directory using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on sign_in_settings to svc_directory;

-- CreateTable
CREATE TABLE "practice" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "symbol" TEXT,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "practice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "practice_tenant_key" ON "practice"("tenant");

alter table practice enable row level security;
alter table practice force row level security;
create policy own on practice to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update on practice to svc_directory;
create policy practice on practice as restrictive for delete to svc_directory using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on practice to svc_directory;
create policy practice on policy_in_force as restrictive for delete to svc_directory using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on policy_in_force to svc_directory;
create policy practice on followed_request as restrictive for delete to svc_directory using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on followed_request to svc_directory;
create policy practice on notice as restrictive for delete to svc_directory using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on notice to svc_directory;
create policy practice on notice_words as restrictive for delete to svc_directory using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on notice_words to svc_directory;
create policy practice on proxy as restrictive for delete to svc_directory using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on proxy to svc_directory;
