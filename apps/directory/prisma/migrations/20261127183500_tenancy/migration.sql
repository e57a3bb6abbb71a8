-- Many libraries and the audit trail: printed by libs/messaging/sql.ts directory tenancy
create index inbox_tenant_pos_idx on inbox (tenant, pos);
-- Whose an aggregate is, and nothing of what happened to it: a message of another library's is refused by it.
grant select (aggregate, version, tenant) on event to relay;
create policy relay on event for select to relay using (true);
-- The audit trail by time: event only grows, so a BRIN index costs an insert next to nothing.
create index event_at_idx on event using brin (at);

-- Who saw what: account, kind and ids, never a name. Months are partitions, dropped whole when they are too old.
create table access (
  id uuid not null, tenant text not null, at timestamptz not null, account text not null, acting_from text, kind text not null,
  subjects text[], detail jsonb not null, noted_at timestamptz not null default now(),
  constraint access_pkey primary key (id)
) partition by range (id);
create table access_rest partition of access default;
create index access_tenant_at_idx on access (tenant, at);
alter table access enable row level security;
alter table access force row level security;
create policy own on access to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert on access to svc_directory;

-- A second lock behind the missing grants, against the owner's own slips.
-- (An update of event is refused by missing grants; where requests become nobody's, a trigger of its own lets only that pass.)
create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception '% only grows: it is the audit trail', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger append_only before delete or truncate on event for each statement execute function refuse_audit_change();
create trigger append_only before update or delete or truncate on access for each statement execute function refuse_audit_change();
create trigger append_only before update or delete or truncate on access_rest for each statement execute function refuse_audit_change();

create function keep_access(keep_days integer) returns void
language plpgsql security definer set search_path = directory, pg_temp set timezone = 'UTC' as $$
declare
  month date;
  part text;
begin
  if keep_days < 30 then raise exception 'access is kept for 30 days at least'; end if;
  perform pg_advisory_xact_lock(hashtext('keep_access'), hashtext('directory'));
  -- what came while no month had been made for it (nothing ran for long) goes once all of it is too old
  if (select max(noted_at) < now() - keep_days * interval '1 day' from access_rest) then
    drop table access_rest;
    create table access_rest partition of access default;
    create trigger append_only before update or delete or truncate on access_rest for each statement execute function refuse_audit_change();
  end if;
  for month in select d::date from generate_series(date_trunc('month', now()), now() + interval '40 days', interval '1 month') d loop
    part := 'access_' || to_char(month, 'YYYYMM');
    continue when to_regclass('directory.' || part) is not null;
    continue when exists (select from access_rest where id >= seen_bound(month) and id < seen_bound((month + interval '1 month')::date));
    execute format('create table %I partition of access for values from (%L) to (%L)', part, seen_bound(month), seen_bound((month + interval '1 month')::date));
    execute format('create trigger append_only before update or delete or truncate on %I for each statement execute function refuse_audit_change()', part);
  end loop;
  for part in select relname from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent = 'access'::regclass and relname ~ '^access_[0-9]{6}$' loop
    if to_date(right(part, 6), 'YYYYMM') + interval '1 month' < now() - keep_days * interval '1 day' then execute format('drop table %I', part); end if;
  end loop;
end $$;
revoke all on function keep_access from public;
grant execute on function keep_access to relay;
select keep_access(400);
