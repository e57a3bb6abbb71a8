// by path: printed for migrations without Nest
import { RELAY_ROLE, serviceRole } from '../../../messaging/src/schema/names.ts';
import { practiceSql } from '../../../messaging/src/schema/tables.ts';

/**
 * The SQL of the tables in which a service keeps policies, for its own migration: `policy`, the content by hash, which is only ever
 * added to, and `policy_in_force`, what is live at each library and at the consortium. A library sees the consortium's row too.
 */
export const policyTablesSql = (service: string): string => `create table policy (
  hash text not null, name text not null, body jsonb not null, loaded_at timestamptz not null,
  constraint policy_pkey primary key (hash)
);
grant select, insert on policy to ${serviceRole(service)};
${policyInForceSql(service)}`;

/** For sourcing, which has had `policy` from the beginning. */
export const policyInForceSql = (service: string): string => `create table policy_in_force (
  tenant text not null, kind text not null, hash text, previous text, version_id uuid, number integer, sequence bigint not null,
  since timestamptz not null,
  constraint policy_in_force_pkey primary key (tenant, kind),
  constraint policy_in_force_hash_fkey foreign key (hash) references policy (hash) on update no action on delete no action,
  constraint policy_in_force_previous_fkey foreign key (previous) references policy (hash) on update no action on delete no action
);
alter table policy_in_force enable row level security;
alter table policy_in_force force row level security;
create policy own on policy_in_force to ${serviceRole(service)}
  using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
create policy consortium on policy_in_force for select to ${serviceRole(service)} using (tenant = 'consortium');
create policy relay on policy_in_force for select to ${RELAY_ROLE} using (true);
grant select, insert, update on policy_in_force to ${serviceRole(service)};
${practiceSql(service, 'policy_in_force')}grant select on policy_in_force, policy to ${RELAY_ROLE};
`;
