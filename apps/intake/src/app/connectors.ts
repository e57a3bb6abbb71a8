import type { ConnectorChanged, ConnectorKind } from '#lib/contracts';
import { json, statement, type Tx } from '#lib/messaging';

const LEARN = statement(`insert into connector (tenant, kind, sequence, profile) values ($1, $2, $3, $4)
  on conflict (tenant, kind) do update set sequence = excluded.sequence, profile = excluded.profile
  where connector.sequence <= excluded.sequence`);
const FIND = statement(`select profile from connector where kind = $1 and (profile->>'active')::boolean`);

/** Of what a library connects, intake asks this alone. */
const USED: ReadonlySet<ConnectorKind> = new Set(['crossref']);

/** Copies what the library has connected and is asked from here; its secrets stay sealed. */
export async function learnConnector(tx: Tx, profile: ConnectorChanged, sequence: number): Promise<void> {
  if (USED.has(profile.kind)) await tx.execute(LEARN, [tx.tenant, profile.kind, sequence, json(profile)]);
}

/** What the transaction's library has connected of that kind. */
export async function connectorOf(tx: Tx, kind: ConnectorKind): Promise<ConnectorChanged | undefined> {
  const [row] = await tx.query<{ profile: ConnectorChanged }>(FIND, [kind]);
  return row?.profile;
}
