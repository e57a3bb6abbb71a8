-- Closed requests become nobody's after a while (ADR 0011): of what was heard the patron's reference may change, and nothing else.
grant update (data) on heard to svc_reporting;
create function heard_only_unlinks() returns trigger language plpgsql as $$
begin
  if (new.data - 'patronRef' - 'keys') is distinct from (old.data - 'patronRef' - 'keys')
  then raise exception 'what was heard is append-only: a patron''s reference may be replaced, nothing else';
  end if;
  return new;
end $$;
create trigger heard_only_unlinks before update on heard for each row execute function heard_only_unlinks();
