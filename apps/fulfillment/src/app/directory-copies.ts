import type { ConnectorChanged, ConnectorKind, LibraryChanged, PartnerChanged } from '#lib/contracts';
import { json, statement, type Tx } from '#lib/messaging';

const LIBRARY = statement(`insert into library (symbol, sequence, profile) values ($1, $2, $3)
  on conflict (symbol) do update set sequence = excluded.sequence, profile = excluded.profile
  where library.sequence <= excluded.sequence`);
const PARTNER = statement(`insert into partner (id, tenant, symbol, sequence, profile) values ($1, $2, $3, $4, $5)
  on conflict (id) do update set symbol = excluded.symbol, sequence = excluded.sequence, profile = excluded.profile
  where partner.sequence <= excluded.sequence`);

const CONNECTOR = statement(`insert into connector (tenant, kind, sequence, profile) values ($1, $2, $3, $4)
  on conflict (tenant, kind) do update set sequence = excluded.sequence, profile = excluded.profile
  where connector.sequence <= excluded.sequence`);
const FIND = statement(`select profile from connector where kind = $1 and (profile->>'active')::boolean`);

/** Copies a library's profile: calendar, address of its system. All libraries may see it. */
export const copyLibrary = async (tx: Tx, sequence: number, profile: LibraryChanged): Promise<void> => {
  await tx.execute(LIBRARY, [profile.symbol, sequence, json(profile)]);
};

/** Copies one of the library's partners: where to reach it, how long it may take. */
export const copyPartner = async (tx: Tx, id: string, sequence: number, profile: PartnerChanged): Promise<void> => {
  await tx.execute(PARTNER, [id, tx.tenant, profile.symbol, sequence, json(profile)]);
};

/** Copies what the library has connected; its secrets stay sealed. */
export const copyConnector = async (tx: Tx, sequence: number, profile: ConnectorChanged): Promise<void> => {
  await tx.execute(CONNECTOR, [tx.tenant, profile.kind, sequence, json(profile)]);
};

/** What the transaction's library has connected of that kind. */
export async function connectorOf(tx: Tx, kind: ConnectorKind): Promise<ConnectorChanged | undefined> {
  const [row] = await tx.query<{ profile: ConnectorChanged }>(FIND, [kind]);
  return row?.profile;
}
