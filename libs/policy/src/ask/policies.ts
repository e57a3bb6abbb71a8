import type { CompiledPolicy } from '../evaluate/compile.ts';
import type { PolicyKind } from '../kinds/index.ts';

/** A policy for each of these questions. */
export type PolicySet<Kind extends PolicyKind> = { readonly [K in Kind]: CompiledPolicy<K> };
/** The policies that deciding a request takes. */
export const DECIDING = [
  'eligibility',
  'sourcing',
  'copyright',
  'provider-choice',
  'lender-ranking',
] as const satisfies PolicyKind[];
export type DecidingKind = (typeof DECIDING)[number];
export type DecidingPolicies = PolicySet<DecidingKind>;
