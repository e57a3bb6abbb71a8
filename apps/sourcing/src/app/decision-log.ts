import type { Decided } from '#lib/contracts';
import { json, statement, type Tx } from '#lib/messaging';
import {
  explainRequest,
  keptOf,
  type CompiledPolicy,
  type DecidedRequest,
  type Explanation,
  type Facts,
  type KeptConsulted,
} from '#lib/policy';
import type { Decision } from '../domain/request/state.ts';

const KEEP =
  statement(`insert into decision (id, tenant, request_id, attempt, at, policy_hash, by, rule, route, outcome, reason, override,
  facts, trace, explanation, consulted, actor)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`);
const GROUNDS = statement('select explanation, consulted from decision where id = $1');

/** What a decision rested on; a person's has facts and no rules. */
export interface Grounds {
  readonly by: 'rule' | 'otherwise' | 'unknown' | 'limit' | 'person';
  readonly compiled: CompiledPolicy;
  readonly facts: Facts;
  readonly decided?: Pick<DecidedRequest, 'decided' | 'compiled' | 'facts' | 'consulted'>;
}

/** What others are told of the grounds of a decision made by rules: the sentences, and which policies were asked on the way. */
export type ToldGrounds = Pick<Decided, 'explanation' | 'asked'>;

const toldOf = (explanation: Explanation | null, consulted: readonly KeptConsulted[] | null): ToldGrounds => ({
  ...(explanation && { explanation: explanation as Decided['explanation'] }),
  ...(consulted && { asked: consulted.map(({ kind, policy }) => ({ kind, ...policy })) }),
});

/** The same of a decision in the log. */
export async function toldGrounds(tx: Tx, decisionId: string): Promise<ToldGrounds> {
  const [row] = await tx.query<{ explanation: Explanation | null; consulted: KeptConsulted[] | null }>(GROUNDS, [decisionId]);
  return row ? toldOf(row.explanation, row.consulted) : {};
}

/** Writes a decision into the log, which is only ever added to. */
export async function logDecision(
  tx: Tx,
  requestId: string,
  decision: Decision,
  { by, compiled, facts, decided }: Grounds,
): Promise<ToldGrounds> {
  const explanation = decided ? explainRequest(decided) : null;
  const consulted = decided?.consulted.map(keptOf) ?? null;
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
    explanation && json(explanation),
    consulted && json(consulted),
    tx.actor ?? null,
  ]);
  return toldOf(explanation, consulted);
}
