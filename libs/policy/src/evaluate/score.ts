import type { Facts } from '../catalog/value.ts';
import type { KindsBy } from '../kinds/index.ts';
import { useInTemplate, type CompiledPolicy } from './compile.ts';
import {
  cheapestLookups,
  missingLookups,
  renderTemplate,
  runRules,
  traceNames,
  wholeUnits,
  type Needs,
  type RuleFailure,
} from './run.ts';
import type { RuleTrace } from './trace.ts';

/** What one rule gave to a candidate. */
export interface Part {
  readonly id: string;
  readonly points: number;
  readonly reason: string;
}
/** What a candidate comes to. */
export interface Scored {
  readonly kind: 'scored';
  /** The sum of its parts. */
  readonly points: number;
  readonly parts: readonly Part[];
  /** Why it is left out. */
  readonly excluded?: { readonly id: string; readonly reason: string };
  readonly policy: { readonly name: string; readonly hash: string };
  readonly trace: readonly RuleTrace[];
  readonly failures: readonly RuleFailure[];
}
type Ranking = CompiledPolicy<KindsBy<'score'>>;

// points are decimals that people wrote: 0.1 + 0.2 is 0.3
const rounded = (points: number): number => Math.round(points * 1e6) / 1e6;

/** Scores one candidate, or says what has to be looked up first. Pure. */
export async function score(compiled: Ranking, given: Facts): Promise<Scored | Needs> {
  const { facts, conditions: ran, failures } = await runRules(compiled, given);
  const { currency, name } = compiled.policy;
  const parts: Part[] = [];
  const trace: RuleTrace[] = [];
  let excluded: Scored['excluded'];
  let needs: Omit<Needs, 'trace'> | undefined;
  for (const { rule } of compiled.rules) {
    const conditions = ran.get(rule.id)!;
    const { truth } = conditions;
    const failed = failures.find((one) => one.rule === rule.id)?.message;
    const outcome = { true: 'applied', false: 'not-met', missing: 'needs', unknown: 'skipped-unknown' } as const;
    trace.push({ ...traceNames(rule), outcome: outcome[truth], truth, ...(failed ? { failed } : {}), conditions });
    if (truth === 'missing') needs ??= needed(rule.id, missingLookups(conditions, facts));
    if (truth !== 'true') continue;
    const reason = renderTemplate(rule.reason, rule, facts);
    if (rule.event.type === 'exclude') {
      excluded ??= { id: rule.id, reason };
      continue;
    }
    const { points, per, atMost } = rule.event.params;
    const units = per ? unitsOf(useInTemplate(per, rule).key, facts, currency, atMost) : 1;
    if (typeof units === 'object') needs ??= needed(rule.id, units);
    else if (units !== undefined) parts.push({ id: rule.id, points: rounded(points * units), reason });
  }
  if (needs) return { ...needs, trace };
  return {
    kind: 'scored',
    points: rounded(parts.reduce((sum, one) => sum + one.points, 0)),
    parts,
    ...(excluded ? { excluded } : {}),
    policy: { name, hash: compiled.hash },
    trace,
    failures,
  };
}

const needed = (rule: string, lookups: Needs['lookups']): Omit<Needs, 'trace'> => ({
  kind: 'needs',
  lookups: cheapestLookups(lookups),
  rule,
});

/** How many units of a fact count; undefined where it has none or nobody knows; the look-ups where it is missing. */
function unitsOf(key: string, facts: Facts, currency: string, atMost = Infinity): number | undefined | Needs['lookups'] {
  const state = facts[key]!;
  if (state.state === 'missing') return state.lookups;
  const units = state.state === 'known' ? wholeUnits(state.value, currency) : undefined;
  return typeof units === 'number' ? Math.max(-atMost, Math.min(atMost, units)) : undefined;
}

export interface Candidate {
  /** Also breaks ties: the lower comes first. */
  readonly id: string;
  readonly facts: Facts;
}
export interface Ranked {
  readonly kind: 'ranked';
  /** The best first; at most as many as the policy takes. */
  readonly order: readonly (Scored & { readonly id: string })[];
  readonly excluded: readonly (Scored & { readonly id: string })[];
  readonly policy: { readonly name: string; readonly hash: string };
}

/** Puts candidates in order, or says what has to be looked up first. Pure; in whatever order they are given, the same comes out. */
export async function rank(compiled: Ranking, candidates: readonly Candidate[]): Promise<Ranked | Needs> {
  const scored: (Scored & { id: string })[] = [];
  for (const { id, facts } of candidates) {
    const one = await score(compiled, facts);
    if (one.kind === 'needs') return one;
    scored.push({ ...one, id });
  }
  const order = scored
    .filter((one) => !one.excluded)
    .toSorted((a, b) => b.points - a.points || (a.id < b.id ? -1 : 1))
    .slice(0, compiled.policy.take ?? Infinity);
  const { name } = compiled.policy;
  return { kind: 'ranked', order, excluded: scored.filter((one) => one.excluded), policy: { name, hash: compiled.hash } };
}
