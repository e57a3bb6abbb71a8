import { identifier, RELAY_ROLE, serviceRole } from './names.ts';

export interface RolePasswords {
  readonly relayPassword: string;
  /** Service name → password of its role svc_<service>. */
  readonly servicePasswords: Readonly<Record<string, string>>;
}

const literal = (text: string): string => {
  if (/[\0\\]/.test(text)) throw new RangeError('a password must not hold backslashes');
  return `'${text.replaceAll("'", "''")}'`;
};

const role = (name: string, password: string, settings: string): string => `do $$ begin
  if not exists (select from pg_roles where rolname = '${name}') then create role ${name}; end if;
end $$;
alter role ${name} with login password ${literal(password)};
${settings}`;

/**
 * The SQL for what services share in one database: their roles with passwords, and the schema `messaging`, where each service
 * writes what it listens to. Run as owner (with CREATEROLE) at every start; runs again without harm, and at the same time as another.
 */
export function rolesSql({ relayPassword, servicePasswords }: RolePasswords): string {
  const services = Object.keys(servicePasswords).map(identifier);
  return `begin;
select pg_advisory_xact_lock(hashtext('trillium roles'));
${role(RELAY_ROLE, relayPassword, '')}
${services.map((s) => role(serviceRole(s), servicePasswords[s]!, `alter role ${serviceRole(s)} set search_path = ${s};`)).join('\n')}
create schema if not exists messaging;
create sequence if not exists messaging.revision;
create table if not exists messaging.subscriber (
  service text primary key,
  subscriptions jsonb not null, -- {"source": ["type", …]}
  revision bigint not null default nextval('messaging.revision')
);
grant usage on schema messaging to ${RELAY_ROLE};
grant usage on sequence messaging.revision to ${RELAY_ROLE};
grant select, insert, update, delete on messaging.subscriber to ${RELAY_ROLE};
commit;
`;
}
