import { json, statement, type Tx } from '#lib/messaging';
import { explainRequest, type CompiledPolicy, type DecidedRequest, type Facts } from '#lib/policy';
import type { Decision } from '../domain/request/state.ts';

const KEEP =
  statement(`insert into decision (id, tenant, request_id, attempt, at, policy_hash, by, rule, route, outcome, reason, override,
  facts, trace, explanation, actor) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`);

/** What a decision rested on; a person's has facts and no rules. */
export interface Grounds {
  readonly by: 'rule' | 'otherwise' | 'unknown' | 'limit' | 'person';
  readonly compiled: CompiledPolicy;
  readonly facts: Facts;
  readonly decided?: Pick<DecidedRequest, 'decided' | 'compiled' | 'facts' | 'consulted'>;
}

/** Writes a decision into the log, which is only ever added to. */
export async function logDecision(
  tx: Tx,
  requestId: string,
  decision: Decision,
  { by, compiled, facts, decided }: Grounds,
): Promise<void> {
  const explanation = decided && explainRequest(decided);
  await tx.execute(KEEP, [
    decision.id,
    tx.tenant,
    requestId,
    decision.attempt,
    tx.now().toISOString(),
    compiled.hash,
    by,
    decision.rule?.id ?? null,
    decision.outcome.route,
    json(decision.outcome),
    decision.reason,
    decision.override ? json(decision.override) : null,
    json(facts),
    json(decided?.decided.trace ?? []),
    explanation ? json(explanation) : null,
    tx.actor ?? null,
  ]);
}
