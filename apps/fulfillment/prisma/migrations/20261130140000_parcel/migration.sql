-- What has come and nobody announced, until the desk has matched it, sent it back or kept it.
-- CreateTable
CREATE TABLE "parcel" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "sender" TEXT,
    "codes" TEXT[],
    "attempt_id" UUID,
    "waits_since" TIMESTAMPTZ,
    "deadline_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "parcel_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "parcel_codes_idx" ON "parcel" USING GIN ("codes");

-- CreateIndex
CREATE INDEX "parcel_deadline_at_idx" ON "parcel"("deadline_at");

create index parcel_waiting on parcel (tenant, waits_since, id) where waits_since is not null;

alter table parcel enable row level security;
alter table parcel force row level security;
create policy own on parcel to svc_fulfillment using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy relay on parcel for select to relay using (true);
grant select, insert, update on parcel to svc_fulfillment;
create policy practice on parcel as restrictive for delete to svc_fulfillment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on parcel to svc_fulfillment;
grant select on parcel to relay;
