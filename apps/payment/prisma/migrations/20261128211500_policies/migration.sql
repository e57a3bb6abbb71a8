-- Copies of the policies this service evaluates, as sourcing tells them: printed by policyTablesSql of libs/service.
create table policy (
  hash text not null, name text not null, body jsonb not null, loaded_at timestamptz not null,
  constraint policy_pkey primary key (hash)
);
grant select, insert on policy to svc_payment;
create table policy_in_force (
  tenant text not null, kind text not null, hash text, previous text, version_id uuid, number integer, sequence bigint not null,
  since timestamptz not null,
  constraint policy_in_force_pkey primary key (tenant, kind),
  constraint policy_in_force_hash_fkey foreign key (hash) references policy (hash) on update no action on delete no action,
  constraint policy_in_force_previous_fkey foreign key (previous) references policy (hash) on update no action on delete no action
);
alter table policy_in_force enable row level security;
alter table policy_in_force force row level security;
create policy own on policy_in_force to svc_payment
  using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy consortium on policy_in_force for select to svc_payment using (tenant = 'consortium');
create policy relay on policy_in_force for select to relay using (true);
grant select, insert, update on policy_in_force to svc_payment;
grant select on policy_in_force, policy to relay;
