import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { RELAY_ROLE, serviceRole } from '../schema/names.ts';
import { rolesSql } from '../schema/roles.ts';
import { tenancySql } from '../schema/tenancy.ts';
import { technicalTablesSql, tenantTableSql } from '../schema/tables.ts';

/** A PostgreSQL server to make databases on. */
export interface ServerForTests {
  /** The owner's URL. */
  readonly adminUrl: string;
  readonly password: (role: string) => string;
}

export interface ServicesDatabase {
  readonly ownerUrl: string;
  readonly relayUrl: string;
  serviceUrl(service: string): string;
  drop(): Promise<void>;
}

// libs/testing takes the same lock when it makes roles, which belong to the whole server
const ROLES_LOCK = createHash('sha256').update('trillium test templates').digest().readInt32BE();

/** The table of the example aggregate (see steps.ts). */
const STEPS = `create table steps (
  id uuid primary key, tenant text not null, version bigint not null, state jsonb not null, handled integer not null, deadline_at timestamptz,
  created_at timestamptz not null, updated_at timestamptz not null
);
create index steps_deadline_at_idx on steps (deadline_at);`;

async function run(url: string, ...scripts: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const script of scripts) await client.query(script);
  } finally {
    await client.end();
  }
}

const withName = (url: string, name: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
};

/** A database of its own with the technical tables and the example aggregate of these services. */
export async function makeDatabase(
  { adminUrl, password }: ServerForTests,
  services: readonly string[],
): Promise<ServicesDatabase> {
  const name = `messaging_test_${randomBytes(6).toString('hex')}`;
  await run(adminUrl, `create database ${name}`);
  const ownerUrl = withName(adminUrl, name);
  const roles = rolesSql({
    relayPassword: password(RELAY_ROLE),
    servicePasswords: Object.fromEntries(services.map((service) => [service, password(serviceRole(service))])),
  });
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock($1)', [ROLES_LOCK]);
    await run(ownerUrl, roles);
  } finally {
    await admin.end();
  }
  const tables = services.flatMap((service) => [
    `create schema ${service}`,
    `set search_path = ${service}`,
    technicalTablesSql(service),
    tenancySql(service),
    STEPS,
    tenantTableSql(service, 'steps', { deadlines: true }),
  ]);
  await run(ownerUrl, ...tables);
  const as = (role: string): string => {
    const url = new URL(ownerUrl);
    url.username = role;
    url.password = password(role);
    return url.href;
  };
  return {
    ownerUrl,
    relayUrl: as(RELAY_ROLE),
    serviceUrl: (service) => as(serviceRole(service)),
    drop: () => run(adminUrl, `drop database if exists ${name} with (force)`),
  };
}
