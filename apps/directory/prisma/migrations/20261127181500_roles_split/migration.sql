-- Roles that were too much for one person are split: whoever administered the rules now writes and approves them; a manager keeps what
-- managers could do so far, as administrator of the library and as accountant. A library takes from each what they should not have.
-- The private events stay as they were written; their reader knows the roles of before (upcastRoles).
alter table account no force row level security;

create function pg_temp.split(roles text[]) returns text[] language sql immutable as $$
  select array_agg(role order by first, role) from (
    select role, min(place) as first from unnest(roles) with ordinality given(old, place), lateral unnest(case old
      when 'rules-admin' then array['rules-author', 'rules-approver']
      when 'manager' then array['manager', 'library-admin', 'accountant']
      else array[old] end) role group by role) kept $$;

update account set roles = pg_temp.split(roles), state = jsonb_set(state, '{roles}', to_jsonb(pg_temp.split(roles)))
  where roles && array['rules-admin', 'manager'];

alter table account force row level security;
