import type { PolicyView } from '#lib/contracts';
import { policySentences, type CompiledPolicy } from '#lib/policy';

/** A policy's rules in words, in the order in which they are tried. */
export const policyWords = (compiled: CompiledPolicy): Pick<PolicyView, 'rules' | 'otherwise'> => ({
  rules: policySentences(compiled).map(({ id, number, description, when, route, reason, whenUnknown }) => ({
    id,
    ...(number && { number }),
    description,
    when,
    route,
    reason,
    whenUnknown,
  })),
  ...(compiled.policy.otherwise && { otherwise: compiled.policy.otherwise.reason }),
});
