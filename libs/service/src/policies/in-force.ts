import type { PolicyPublished, PolicyWithdrawn } from '#lib/contracts';
import { json, statement, type Tx } from '#lib/messaging';

/** What is live at a library, or at the consortium, as this service knows it. */
export interface InForce {
  readonly scope: string;
  readonly kind: string;
  readonly hash: string;
  /** What was live before it: where a process cannot run the newest one, this one stays. */
  readonly previous: string | null;
  readonly versionId: string;
  readonly number: number;
  readonly since: Date;
}

const CONTENT = statement(
  `insert into policy (hash, name, body, loaded_at) values ($1, $2, $3, $4) on conflict (hash) do nothing`,
);
const BODY = statement('select body from policy where hash = $1');
const PUBLISH = statement(`insert into policy_in_force as own (tenant, kind, hash, previous, version_id, number, sequence, since)
  values ($1, $2, $3, null, $4, $5, $6, $7)
  on conflict (tenant, kind) do update set hash = excluded.hash,
    previous = case when own.hash = excluded.hash then own.previous else coalesce(own.hash, own.previous) end,
    version_id = excluded.version_id, number = excluded.number, sequence = excluded.sequence, since = excluded.since
  where own.sequence < excluded.sequence`);
const WITHDRAW = statement(`insert into policy_in_force as own (tenant, kind, sequence, since) values ($1, $2, $3, $4)
  on conflict (tenant, kind) do update set hash = null, previous = null, version_id = null, number = null,
    sequence = excluded.sequence, since = excluded.since
  where own.sequence < excluded.sequence`);
const IN_FORCE =
  statement(`select tenant as scope, kind, hash, previous, version_id as "versionId", number, since from policy_in_force
  where tenant = any($1) and kind = $2 and hash is not null order by tenant = 'consortium' limit 1`);
const SEQUENCE = statement('select sequence::int as sequence from policy_in_force where tenant = $1 and kind = $2');

/** Keeps a policy's content by its hash, before anything names it. */
export const keepContent = (tx: Tx, { hash, name, content }: { hash: string; name: string; content: unknown }): Promise<number> =>
  tx.execute(CONTENT, [hash, name, json(content), tx.now().toISOString()]);

/** From the commit on it is what decides for this scope, in every replica. Hearing it again, or late, changes nothing. */
export async function keepPublished(tx: Tx, published: PolicyPublished): Promise<void> {
  const { kind, scope, versionId, number, sequence, hash, since } = published;
  await keepContent(tx, published);
  await tx.execute(PUBLISH, [scope, kind, hash, versionId, number, sequence, since]);
}

export const keepWithdrawn = (tx: Tx, { kind, scope, sequence, since }: PolicyWithdrawn): Promise<number> =>
  tx.execute(WITHDRAW, [scope, kind, sequence, since]);

/** The library's own policy, or else the consortium's; undefined where there is neither. */
export async function findInForce(tx: Tx, kind: string): Promise<InForce | undefined> {
  const [row] = await tx.query<InForce>(IN_FORCE, [[tx.tenant, 'consortium'], kind]);
  return row;
}

/** How often what is live in the transaction's own scope has changed so far. */
export async function sequenceOf(tx: Tx, kind: string): Promise<number> {
  const [row] = await tx.query<{ sequence: number }>(SEQUENCE, [tx.tenant, kind]);
  return row?.sequence ?? 0;
}

export async function contentOf(tx: Tx, hash: string): Promise<unknown> {
  const [row] = await tx.query<{ body: unknown }>(BODY, [hash]);
  return row?.body;
}
