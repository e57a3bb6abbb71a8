-- CreateTable
CREATE TABLE "policy_version" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "kind" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "hash" TEXT,
    "origin" TEXT NOT NULL,
    "deadline_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "policy_version_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "policy_version_tenant_kind_number_key" ON "policy_version"("tenant", "kind", "number");
CREATE INDEX "policy_version_deadline_at_idx" ON "policy_version"("deadline_at");

-- One version at most is live in each scope.
create unique index policy_version_live on policy_version (tenant, kind) where status = 'live';

-- CreateTable
CREATE TABLE "policy_setting" (
    "tenant" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "four_eyes" BOOLEAN NOT NULL,
    "by" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "policy_setting_pkey" PRIMARY KEY ("tenant", "number")
);

alter table policy_version enable row level security;
alter table policy_version force row level security;
create policy own on policy_version to svc_sourcing using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on policy_version for select to relay using (true);
grant select, insert, update on policy_version to svc_sourcing;
grant select on policy_version to relay;
alter table policy_setting enable row level security;
alter table policy_setting force row level security;
create policy own on policy_setting to svc_sourcing using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert on policy_setting to svc_sourcing;

-- What is live, for the deciding transaction: printed by policyInForceSql of libs/service.
create table policy_in_force (
  tenant text not null, kind text not null, hash text, previous text, version_id uuid, number integer, sequence bigint not null,
  since timestamptz not null,
  constraint policy_in_force_pkey primary key (tenant, kind),
  constraint policy_in_force_hash_fkey foreign key (hash) references policy (hash) on update no action on delete no action,
  constraint policy_in_force_previous_fkey foreign key (previous) references policy (hash) on update no action on delete no action
);
alter table policy_in_force enable row level security;
alter table policy_in_force force row level security;
create policy own on policy_in_force to svc_sourcing
  using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy consortium on policy_in_force for select to svc_sourcing using (tenant = 'consortium');
create policy relay on policy_in_force for select to relay using (true);
grant select, insert, update on policy_in_force to svc_sourcing;
grant select on policy_in_force, policy to relay;
