-- Closed requests become nobody's after a while (ADR 0011).
-- AlterTable
ALTER TABLE "library" ADD COLUMN     "unlink_after_days" INTEGER;

-- AlterTable
ALTER TABLE "patron" ADD COLUMN     "keep_history" BOOLEAN;

-- AlterTable
ALTER TABLE "request" ADD COLUMN     "unlinked_at" TIMESTAMPTZ;

create index request_to_unlink on request (tenant) where unlinked_at is null and status in ('ended', 'cancelled');
grant delete on patron to svc_intake;
-- what a patron typed when cancelling goes too; the rest of the timeline stays append-only
grant update (text) on timeline to svc_intake;
grant update (data, actor) on event to svc_intake;
create function event_only_unlinks() returns trigger language plpgsql set search_path = intake, pg_temp as $$
declare
  ref constant text := 'p_[A-Za-z0-9_-]{10,40}';
begin
  if regexp_replace(((new.data #- '{submission,notes}') - 'reason')::text, ref, 'p_', 'g')
      is distinct from regexp_replace(((old.data #- '{submission,notes}') - 'reason')::text, ref, 'p_', 'g')
    or coalesce(new.data #>> '{submission,notes}', old.data #>> '{submission,notes}') is distinct from old.data #>> '{submission,notes}'
    or coalesce(new.data ->> 'reason', old.data ->> 'reason') is distinct from old.data ->> 'reason'
    or regexp_replace(new.actor, '^' || ref || '$', 'p_') is distinct from regexp_replace(old.actor, '^' || ref || '$', 'p_')
  then raise exception 'the audit trail is append-only: a patron''s reference may be replaced and their words taken away, nothing else';
  end if;
  return new;
end $$;
create trigger event_only_unlinks before update on event for each row execute function event_only_unlinks();
