import type { ConnectorChanged, ConnectorKind, LibraryChanged, PartnerChanged, PatronChanged } from '#lib/contracts';
import { json, statement, type Tx } from '#lib/messaging';

const KEEP_LIBRARY = statement(`insert into library (symbol, profile) values ($1, $2)
  on conflict (symbol) do update set profile = excluded.profile`);
const KEEP_PARTNER = statement(`insert into partner (id, tenant, symbol, active, profile) values ($1, $2, $3, $4, $5)
  on conflict (id) do update set symbol = excluded.symbol, active = excluded.active, profile = excluded.profile`);
const KEEP_PATRON = statement(`insert into patron (tenant, ref, "group", blocked, active) values ($1, $2, $3, $4, $5)
  on conflict (tenant, ref) do update set "group" = excluded."group", blocked = excluded.blocked, active = excluded.active`);
const KEEP_CONNECTOR = statement(`insert into connector (tenant, kind, sequence, profile) values ($1, $2, $3, $4)
  on conflict (tenant, kind) do update set sequence = excluded.sequence, profile = excluded.profile
  where connector.sequence <= excluded.sequence`);
const CONNECTOR = statement(`select profile from connector where tenant = $1 and kind = $2 and (profile->>'active')::boolean`);
const LIBRARY = statement('select profile from library where symbol = $1');

/** This service's copies of what directory tells: no names of patrons among it. */
export const keepLibrary = (tx: Tx, profile: LibraryChanged): Promise<number> =>
  tx.execute(KEEP_LIBRARY, [profile.symbol, json(profile)]);

export const keepPartner = (tx: Tx, id: string, profile: PartnerChanged): Promise<number> =>
  tx.execute(KEEP_PARTNER, [id, tx.tenant, profile.symbol, profile.active, json(profile)]);

export const keepPatron = (tx: Tx, { patronRef, group, blocked, active }: PatronChanged): Promise<number> =>
  tx.execute(KEEP_PATRON, [tx.tenant, patronRef, group, blocked, active]);

export const keepConnector = (tx: Tx, sequence: number, profile: ConnectorChanged): Promise<number> =>
  tx.execute(KEEP_CONNECTOR, [tx.tenant, profile.kind, sequence, json(profile)]);

/** What the transaction's library has connected of that kind. */
export async function connectorOf(tx: Tx, kind: ConnectorKind): Promise<ConnectorChanged | undefined> {
  const [row] = await tx.query<{ profile: ConnectorChanged }>(CONNECTOR, [tx.tenant, kind]);
  return row?.profile;
}

const SHARING = statement(`select profile from library where profile->>'sharedIls' = $1`);

/** The libraries of the platform that are part of a shared library system. */
export async function membersOf(tx: Tx, sharedIls: string): Promise<LibraryChanged[]> {
  const rows = await tx.query<{ profile: LibraryChanged }>(SHARING, [sharedIls]);
  return rows.map(({ profile }) => profile);
}

/**
 * The profile of the library whose transaction this is.
 * @throws Error where directory has not told of it yet: the message is tried again later
 */
export async function ownProfile(tx: Tx): Promise<LibraryChanged> {
  const [row] = await tx.query<{ profile: LibraryChanged }>(LIBRARY, [tx.tenant]);
  if (!row) throw new Error(`directory has not told of the library ${tx.tenant} yet`);
  return row.profile;
}
