import { canonicalJson } from '../catalog/canonical.ts';
import type { CompiledPolicy } from '../evaluate/compile.ts';
import { evaluateAny, type AnyEvaluation } from '../evaluate/evaluate.ts';
import { rank, type Ranked } from '../evaluate/score.ts';
import type { RuleTrace } from '../evaluate/trace.ts';
import type { KindsBy } from '../kinds/index.ts';
import { caseFacts } from './read.ts';
import type { Case, CaseFile, CaseOutcome } from './schema.ts';

/** What a policy made of a case. */
export type Came = AnyEvaluation | Ranked;

/** Decides a case. */
export function decideCase(compiled: CompiledPolicy, file: Pick<CaseFile, 'given'>, one: Omit<Case, 'outcome'>): Promise<Came> {
  const { currency, hitPolicy } = compiled.policy;
  if (hitPolicy !== 'score') return evaluateAny(compiled, caseFacts(file, one, currency));
  const candidates = Object.keys(one.candidates ?? {}).map((id) => ({ id, facts: caseFacts(file, one, currency, id) }));
  return rank(compiled as CompiledPolicy<KindsBy<'score'>>, candidates);
}

/** What was decided, in the words of a case, with all that follows from it. */
export function outcomeOfCase(came: Came): CaseOutcome {
  switch (came.kind) {
    case 'needs':
      return { rule: 'needs', lookups: [...came.lookups] };
    case 'decided': {
      const { event, added } = came;
      return {
        rule: came.by === 'rule' ? came.rule!.id : came.by,
        event: event.type,
        params: (event.params ?? {}) as Record<string, unknown>,
        added: added.map((one) => one.id),
      };
    }
    case 'collected':
      return {
        rules: came.hits.map((hit) => hit.id),
        params: Object.fromEntries(came.hits.map((hit) => [hit.id, (hit.event.params ?? {}) as Record<string, unknown>])),
        asks: came.asks.map((one) => one.id),
      };
    case 'ranked':
      return {
        order: came.order.map((one) => one.id),
        points: Object.fromEntries([...came.order, ...came.excluded].map((one) => [one.id, one.points])),
        excluded: came.excluded.map((one) => one.id),
      };
    case 'scored':
      return { order: [], points: { candidate: came.points } };
  }
}
/** The same as text, to compare. */
export const outcomeText = (came: Came): string => canonicalJson(outcomeOfCase(came));

/** Every rule as it was tried; of a ranking, once for each candidate. */
export const tracesOf = (came: Came): readonly (readonly RuleTrace[])[] =>
  came.kind === 'ranked' ? [...came.order, ...came.excluded].map((one) => one.trace) : [came.trace];
