import type { Facts } from '../catalog/value.ts';
import type { AnswerOf, KindsBy, PolicyKind } from '../kinds/index.ts';
import type { Rule } from '../policy/schema.ts';
import { collect, type Collected } from './collect.ts';
import type { CompiledPolicy } from './compile.ts';
import {
  cheapestLookups,
  missingLookups,
  renderTemplate,
  runRules,
  traceNames,
  uncheckedText,
  unknownReasons,
  type Needs,
  type RuleFailure,
} from './run.ts';
import { score, type Scored } from './score.ts';
import type { BranchTrace, RuleOutcome, RuleTrace } from './trace.ts';

export interface Added {
  readonly id: string;
  readonly number?: string;
  readonly effect: string;
  readonly reason: string;
  readonly bars: readonly string[];
  readonly onlyLenders?: 'lend-av';
}
/** What the first rule that applied decided. */
export interface Decided<Kind extends PolicyKind = 'sourcing'> {
  readonly kind: 'decided';
  /** Why: a rule applied, none did, or one could not be checked and says that a person is to be asked. */
  readonly by: 'rule' | 'otherwise' | 'unknown';
  readonly rule?: Pick<Rule, 'id' | 'number' | 'description' | 'citation'>;
  /** With `unknown`: a person decides, whatever the kind. */
  readonly event: AnswerOf<Kind> | AskPerson;
  readonly reason: string;
  readonly added: readonly Added[];
  readonly policy: { readonly name: string; readonly hash: string };
  readonly trace: readonly RuleTrace[];
  readonly failures: readonly RuleFailure[];
}
export interface AskPerson {
  type: 'staff';
  params: { notYet?: boolean | undefined };
}
export type Evaluation<Kind extends PolicyKind = 'sourcing'> = Decided<Kind> | Needs;

/**
 * Decides by a policy over facts, or says what has to be looked up first. Pure: the same policy and facts give the same decision,
 * whatever runs beside it.
 */
export async function evaluate<Kind extends KindsBy<'first'>>(
  compiled: CompiledPolicy<Kind>,
  given: Facts,
): Promise<Evaluation<Kind>> {
  const { facts, conditions: ran, failures } = await runRules(compiled, given);
  const trace: RuleTrace[] = [];
  const added: Added[] = [];
  const bars = new Map<string, string>();
  let ending: Pick<Decided<Kind>, 'kind' | 'by' | 'rule' | 'event' | 'reason'> | Omit<Needs, 'trace'> | undefined;
  for (const { rule } of compiled.rules as CompiledPolicy['rules']) {
    const conditions = ran.get(rule.id)!;
    const failed = failures.find((one) => one.rule === rule.id)?.message;
    const barredBy = rule.event.type === 'add' ? undefined : bars.get(rule.event.type);
    const outcome = ending ? 'after' : outcomeOf(rule, conditions, barredBy);
    const { id, description, citation } = rule;
    const names = traceNames(rule);
    trace.push({
      ...names,
      outcome,
      truth: conditions.truth,
      ...(outcome === 'barred' ? { barredBy: barredBy! } : {}),
      ...(failed ? { failed } : {}),
      conditions,
    });
    if (outcome === 'added' && rule.event.type === 'add') {
      const { effect, bars: routes = [], onlyLenders } = rule.event.params;
      added.push({
        ...names,
        effect,
        reason: renderTemplate(rule.reason, rule, facts),
        bars: routes,
        ...(onlyLenders ? { onlyLenders } : {}),
      });
      for (const route of routes) if (!bars.has(route)) bars.set(route, id);
    } else if (outcome === 'needs') {
      ending = { kind: 'needs', lookups: cheapestLookups(missingLookups(conditions, facts)), rule: id };
    } else if (outcome === 'asked-unknown') {
      const reason = uncheckedText(rule, unknownReasons(conditions, failed));
      ending = { kind: 'decided', by: 'unknown', event: { type: 'staff', params: {} }, reason };
    } else if (outcome === 'decided') {
      const reason = renderTemplate(rule.reason, rule, facts);
      const named = { ...names, description, ...(citation ? { citation } : {}) };
      ending = { kind: 'decided', by: 'rule', rule: named, event: rule.event as AnswerOf<Kind>, reason };
    }
  }
  const { otherwise, name } = compiled.policy;
  ending ??= {
    kind: 'decided',
    by: 'otherwise',
    event: otherwise!.event as AnswerOf<Kind>,
    reason: renderTemplate(otherwise!.reason, undefined, facts),
  };
  if (ending.kind === 'needs') return { ...ending, trace };
  return { ...ending, added, policy: { name, hash: compiled.hash }, trace, failures };
}

function outcomeOf(rule: Rule, { truth }: BranchTrace, barredBy: string | undefined): RuleOutcome {
  if (barredBy) return 'barred';
  if (truth === 'false') return 'not-met';
  if (truth === 'missing') return 'needs';
  if (truth === 'unknown') return rule.whenUnknown === 'ask' ? 'asked-unknown' : 'skipped-unknown';
  return rule.event.type === 'add' ? 'added' : 'decided';
}

/** What any policy comes to, by its own hit policy; of a ranking, for one candidate. For tools that take policies of every kind. */
export type AnyEvaluation = Decided<PolicyKind> | Collected<PolicyKind> | Scored | Needs;
export function evaluateAny(compiled: CompiledPolicy, facts: Facts): Promise<AnyEvaluation> {
  switch (compiled.policy.hitPolicy) {
    case 'first':
      return evaluate(compiled as CompiledPolicy<KindsBy<'first'>>, facts);
    case 'collect':
      return collect(compiled as CompiledPolicy<KindsBy<'collect'>>, facts);
    case 'score':
      return score(compiled as CompiledPolicy<KindsBy<'score'>>, facts);
  }
}
