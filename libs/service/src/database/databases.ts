import { createHmac } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
// by path: tools/prisma.mjs and jest's global setup load this file as it stands, without Nest
import { RELAY_ROLE, serviceRole } from '../../../messaging/src/schema/names.ts';
import { rolesSql } from '../../../messaging/src/schema/roles.ts';
import { identitySql } from '../auth/identity-sql.ts';
import { migrate } from './migrate.ts';

/** The services that keep something: those with migrations. */
export const servicesWithTables = (root: string): string[] =>
  readdirSync(join(root, 'apps'))
    .filter((app) => existsSync(join(root, 'apps', app, 'prisma/migrations')))
    .toSorted();

/** The same for every process of an installation: derived from its secret, so nothing has to be handed around. */
export const rolePassword = (secret: string, role: string): string =>
  createHmac('sha256', secret).update(`trillium database role ${role}`).digest('base64url');

/** The owner's URL with another role in it. */
export function roleUrl(ownerUrl: string, role: string, secret: string): string {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = rolePassword(secret, role);
  return url.href;
}

export const serviceUrl = (ownerUrl: string, service: string, secret: string): string =>
  roleUrl(ownerUrl, serviceRole(service), secret);
export const relayUrl = (ownerUrl: string, secret: string): string => roleUrl(ownerUrl, RELAY_ROLE, secret);

export interface InstallOptions {
  readonly ownerUrl: string;
  /** What the roles' passwords are derived from (`TRILLIUM_DB_PASSWORD_SECRET`). */
  readonly secret: string;
  /** The project's folder, with `apps/<service>/prisma/migrations`. */
  readonly root: string;
  readonly services: readonly string[];
}

/** Makes the database roles (again: sets their passwords) and what all of them look up. Roles belong to the whole server, so this comes before any migration. */
export async function createRoles({ ownerUrl, secret, services }: Omit<InstallOptions, 'root'>): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const servicePasswords = Object.fromEntries(services.map((name) => [name, rolePassword(secret, serviceRole(name))]));
    await client.query(rolesSql({ relayPassword: rolePassword(secret, RELAY_ROLE), servicePasswords }));
    await client.query(identitySql(services));
  } finally {
    await client.end();
  }
}

/** Roles, schemas and tables of these services, brought to where this version of the code expects them. */
export async function installDatabase(options: InstallOptions): Promise<Record<string, string[]>> {
  await createRoles(options);
  const applied: Record<string, string[]> = {};
  for (const service of options.services) {
    const dir = join(options.root, 'apps', service, 'prisma/migrations');
    applied[service] = await migrate({ url: options.ownerUrl, dir, schema: service });
  }
  return applied;
}
