import { PolicyPublished, PolicyWithdrawn } from '#lib/contracts';
import { emit, message, type Loaded, type Tx } from '#lib/messaging';
import { readPolicy } from '#lib/policy';
import { keepPublished, keepWithdrawn, sequenceOf, stableId, type Policies } from '#lib/service';
import type { PolicyVersionState } from '../../domain/policy/state.ts';

/** Under which key the services hear of a scope's policies of one kind, in order. */
export const subjectOf = (scope: string, kind: string): string => stableId('policy', scope, kind);

/** From this transaction's commit on the version decides here; the other services are told. */
export async function announce(tx: Tx, policies: Policies, { id, state }: Loaded<PolicyVersionState>): Promise<void> {
  const { kind, number, content, since } = state;
  const read = readPolicy(content.text);
  if (!read.ok || content.hash === undefined) throw new Error(`version ${number} of ${kind} is not sound and cannot go live`);
  const published: PolicyPublished = {
    kind,
    scope: tx.tenant,
    versionId: id,
    number,
    sequence: (await sequenceOf(tx, kind)) + 1,
    hash: content.hash,
    name: read.value.name,
    content: read.value as unknown as PolicyPublished['content'],
    since,
  };
  await keepPublished(tx, published);
  await emit(tx, message(PolicyPublished, published, { subject: subjectOf(tx.tenant, kind), sequence: published.sequence }));
  policies.changed(tx);
}

/** From this transaction's commit on the consortium's policy decides for this library again. */
export async function announceWithdrawn(tx: Tx, policies: Policies, kind: string, since: string): Promise<void> {
  const withdrawn = { kind, scope: tx.tenant, sequence: (await sequenceOf(tx, kind)) + 1, since };
  await keepWithdrawn(tx, withdrawn);
  await emit(tx, message(PolicyWithdrawn, withdrawn, { subject: subjectOf(tx.tenant, kind), sequence: withdrawn.sequence }));
  policies.changed(tx);
}
