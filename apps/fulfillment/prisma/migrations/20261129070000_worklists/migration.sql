-- What worklists are counted, narrowed and paged by, and what is scanned to find an attempt.
-- AlterTable
ALTER TABLE "attempt" ADD COLUMN     "branch" TEXT,
ADD COLUMN     "codes" TEXT[],
ADD COLUMN     "service" TEXT,
ADD COLUMN     "taken_by" TEXT,
ADD COLUMN     "tasks" TEXT[],
ADD COLUMN     "waits_since" TIMESTAMPTZ;

-- Those there are: the owner is bound by forced row security where it is no superuser. ISBNs and orders come with the next step.
alter table attempt no force row level security;
update attempt set
  tasks = case when task is null then '{}' else array[task] end,
  waits_since = case when task is null then null else (state ->> 'since')::timestamptz end,
  service = state #>> '{wanted,service}',
  branch = state #>> '{wanted,wishes,pickupBranch}',
  codes = array_remove(array['~' || right(id::text, 12), upper(replace(request_id::text, '-', '')), upper(replace(id::text, '-', '')),
    upper(regexp_replace(state ->> 'lenderRequestId', '[\s-]', '', 'g')), upper(regexp_replace(state ->> 'tracking', '[\s-]', '', 'g'))], null);
alter table attempt force row level security;

-- CreateIndex
CREATE INDEX "attempt_codes_idx" ON "attempt" USING GIN ("codes");
create index attempt_waiting on attempt (tenant, waits_since, id) where task is not null;
