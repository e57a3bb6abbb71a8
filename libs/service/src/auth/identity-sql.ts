// by path: jest's global setup loads this file as it stands, without Nest
import { identifier, serviceRole } from '../../../messaging/src/schema/names.ts';

const TABLES = ['session_epoch', 'machine', 'used_token', 'practice'] as const;
/** The service that says who may sign in; the others look only. */
const KEEPER = 'directory';

/**
 * The SQL of what every service has to look up to know who asks (ADR 0012): which sessions were ended, which keys and clients there are,
 * which tokens were used. One place, not copies, because whoever is shut out is shut out at once. Libraries' rows, under forced row-level
 * security like all others; only directory changes them, others write when a key was last used and which token. Run as owner at every
 * start; runs again without harm.
 */
export function identitySql(services: readonly string[]): string {
  const roles = services.map((service) => serviceRole(identifier(service)));
  return `begin;
select pg_advisory_xact_lock(hashtext('trillium identity'));
create schema if not exists identity;
create table if not exists identity.session_epoch (
  account text primary key, tenant text not null, epoch integer not null
);
create table if not exists identity.machine (
  id uuid primary key, tenant text not null, kind text not null check (kind in ('key', 'client')), name text not null,
  scopes text[] not null, secret_hash text, jwks jsonb, jwks_url text, expires_at timestamptz, active boolean not null,
  last_used_at timestamptz, window_at timestamptz, used integer not null default 0,
  unique (tenant, kind, name), unique (secret_hash)
);
create table if not exists identity.used_token (
  tenant text not null, machine uuid not null, token_hash text not null, expires_at timestamptz not null,
  primary key (tenant, machine, token_hash)
);
-- which practice copy a library has (ADR 0025); null where it had one
create table if not exists identity.practice (tenant text primary key, symbol text);
${TABLES.map((table) => `alter table identity.${table} enable row level security;\nalter table identity.${table} force row level security;`).join('\n')}
${roles.flatMap((role) => TABLES.map((table) => ownRows(table, role))).join('\n')}
${roles.map((role) => `grant usage on schema identity to ${role};`).join('\n')}
${roles.map((role) => `grant select on identity.session_epoch, identity.machine, identity.practice to ${role};`).join('\n')}
${roles.map((role) => `grant update (last_used_at, window_at, used) on identity.machine to ${role};`).join('\n')}
${roles.map((role) => `grant select, insert, delete on identity.used_token to ${role};`).join('\n')}
${services.includes(KEEPER) ? `grant insert, update on identity.session_epoch, identity.machine, identity.practice to ${serviceRole(KEEPER)};` : ''}
commit;
`;
}

const ownRows = (table: string, role: string): string => `do $$ begin
  if not exists (select from pg_policies where schemaname = 'identity' and tablename = '${table}' and policyname = 'own_${role}') then
    create policy own_${role} on identity.${table} to ${role}
      using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
  end if;
end $$;`;
