import type { DecisionRecord } from '#lib/contracts';
import { seenText, statement, traceLeaves, type CompiledPolicy, type RuleTrace } from '#lib/policy';

export const ruleName = ({ id, number, description }: { id: string; number?: string | undefined; description: string }) => ({
  id,
  ...(number && { number }),
  description,
});

/** What became of a rule, with what each of its conditions saw, in words. */
export function tried(
  { id, outcome, barredBy, conditions }: RuleTrace,
  { policy }: CompiledPolicy,
): DecisionRecord['rules'][number] {
  const rule = policy.rules.find((one) => one.id === id)!;
  return {
    ...ruleName(rule),
    outcome: outcome === 'applied' ? 'decided' : outcome,
    ...(barredBy && { barredBy }),
    conditions: traceLeaves(conditions).map((leaf) => ({
      text: statement(leaf, policy.currency),
      saw: seenText(leaf.saw, leaf.fact),
      truth: leaf.truth,
    })),
  };
}
