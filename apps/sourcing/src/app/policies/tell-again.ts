import { PolicyPublished, PolicyWithdrawn } from '#lib/contracts';
import { emit, message, type Database, type Tx } from '#lib/messaging';
import { subjectOf } from './announce.ts';

const IN_FORCE = `select f.kind, f.tenant as scope, f.version_id as "versionId", f.number, f.sequence::int as sequence, f.hash, p.name,
  p.body as content, f.since from sourcing.policy_in_force f left join sourcing.policy p using (hash)
  where $1::text[] is null or f.kind = any($1) order by f.tenant, f.kind`;

type Row = Pick<PolicyPublished, 'kind' | 'scope' | 'sequence'> & { readonly since: Date } & (
    (Pick<PolicyPublished, 'versionId' | 'number' | 'name' | 'content'> & { readonly hash: string }) | { readonly hash: null }
  );

/** What is live in every scope, and what was withdrawn there. @param kinds all of them where none are named */
export const readInForce = (database: Database, kinds?: readonly string[]): Promise<readonly Row[]> =>
  database.asRelay<Row>(IN_FORCE, [kinds ?? null]);

/**
 * Tells what is live once more, each with the sequence it had: whoever knows it already, or something newer, changes nothing. For
 * services that began to listen after it was published.
 */
export async function tellAgain(tx: Tx, rows: readonly Row[]): Promise<void> {
  for (const row of rows)
    await tx.asTenant(row.scope, (own) => {
      const { kind, scope, sequence } = row;
      const [since, to] = [row.since.toISOString(), { subject: subjectOf(scope, kind), sequence }];
      if (row.hash === null) return emit(own, message(PolicyWithdrawn, { kind, scope, sequence, since }, to));
      return emit(own, message(PolicyPublished, { ...row, since }, to));
    });
}
