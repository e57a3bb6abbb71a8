import { minorDigits } from '#lib/kernel';
import { catalog } from '../catalog/catalog.ts';
import { formatValue, type Facts, type FactState } from '../catalog/value.ts';
import { byCost, costOf, type LookupName } from '../lookups/index.ts';
import type { SourcingEvent } from '../policy/events.ts';
import type { Rule } from '../policy/schema.ts';
import { fill } from '../policy/template.ts';
import { useInTemplate, type CompiledPolicy } from './compile.ts';
import { MISSING, runEngine, UNKNOWN } from './engine.ts';
import { traceLeaves, traceRule, type BranchTrace, type NodeTrace, type RuleOutcome, type RuleTrace } from './trace.ts';

export interface Added {
  readonly id: string;
  readonly number?: string;
  readonly effect: string;
  readonly reason: string;
  readonly bars: readonly string[];
  readonly onlyLenders?: 'lend-av';
}
export interface Decided {
  readonly kind: 'decided';
  /** Why: a rule applied, none did, or one could not be checked and says that a person is to be asked. */
  readonly by: 'rule' | 'otherwise' | 'unknown';
  readonly rule?: Pick<Rule, 'id' | 'number' | 'description'>;
  readonly event: Exclude<SourcingEvent, { type: 'add' }>;
  readonly reason: string;
  readonly added: readonly Added[];
  readonly policy: { readonly name: string; readonly hash: string };
  readonly trace: readonly RuleTrace[];
}
/** Cannot be decided before these look-ups have been made; the cheapest ones that may settle the first open rule. */
export interface Needs {
  readonly kind: 'needs';
  readonly lookups: readonly LookupName[];
  readonly rule: string;
  readonly trace: readonly RuleTrace[];
}
export type Evaluation = Decided | Needs;

/** A fact as the engine compares it: amounts in whole units of the policy's currency. */
function engineValue(state: FactState | undefined, currency: string): unknown {
  if (!state || state.state === 'missing') return MISSING;
  if (state.state === 'unknown') return UNKNOWN;
  const { value } = state;
  if (typeof value !== 'object' || value === null || !('minor' in value)) return value;
  // nothing is converted silently; nothing is nothing in any currency
  if (value.currency !== currency && value.minor !== 0) return UNKNOWN;
  return value.minor / 10 ** minorDigits(currency);
}

/** The facts of the policy as they are compared: an amount in another currency is unknown to it. */
function comparable(facts: Facts, compiled: CompiledPolicy): Facts {
  const { currency } = compiled.policy;
  const result: Record<string, FactState> = {};
  for (const { key, name } of compiled.uses) {
    const state: FactState = facts[key] ?? { state: 'missing', lookups: catalog.get(name)!.from };
    const foreign = state.state === 'known' && engineValue(state, currency) === UNKNOWN;
    result[key] = foreign
      ? { state: 'unknown', reason: `${formatValue(state.value)} is not in ${currency}.`, source: state.source, at: state.at }
      : state;
  }
  return result;
}

/** A template with the facts put in. */
export const renderTemplate = (template: string, rule: Rule | undefined, facts: Facts): string =>
  fill(template, (name) => {
    const state = facts[useInTemplate(name, rule).key];
    return state?.state === 'known' ? formatValue(state.value, catalog.get(name)) : 'unknown';
  });

/** The look-ups behind the missing comparisons that still matter: not those in a part that is settled already. */
function missingLookups(node: NodeTrace, facts: Facts): LookupName[] {
  if (node.truth !== 'missing') return [];
  if (node.kind !== 'leaf') return node.nodes.flatMap((one) => missingLookups(one, facts));
  const other = (node.value as { fact?: string } | null)?.fact;
  return [node.fact, ...(other ? [other] : [])].flatMap((key) => {
    const state = facts[key];
    return state?.state === 'missing' ? state.lookups : [];
  });
}

function cheapestLookups(names: readonly LookupName[]): LookupName[] {
  const sorted = [...new Set(names)].toSorted(byCost);
  return sorted.filter((name) => costOf(name) === costOf(sorted[0]!));
}

const unknownReasons = (trace: BranchTrace): string => {
  const seen = traceLeaves(trace).flatMap((leaf) =>
    [leaf.saw, leaf.against].filter((side) => typeof side === 'object' && side !== null && 'unknown' in side),
  );
  return [...new Set(seen.map((side) => side.unknown))].join(' ');
};

/**
 * Decides by a policy over facts, or says what has to be looked up first. Pure: the same policy and facts give the same decision,
 * whatever runs beside it.
 */
export async function evaluate(compiled: CompiledPolicy, given: Facts): Promise<Evaluation> {
  const facts = comparable(given, compiled);
  const { currency, name } = compiled.policy;
  const values = Object.fromEntries(compiled.uses.map(({ key }) => [key, engineValue(facts[key], currency)]));
  const results = await runEngine(compiled, values);

  const trace: RuleTrace[] = [];
  const added: Added[] = [];
  const bars = new Map<string, string>();
  let ending: Omit<Decided, 'trace' | 'added' | 'policy'> | Omit<Needs, 'trace'> | undefined;
  for (const { rule, node } of compiled.rules) {
    const conditions = traceRule(node, results.get(rule.id)!, facts);
    const barredBy = rule.event.type === 'add' ? undefined : bars.get(rule.event.type);
    const outcome = ending ? 'after' : outcomeOf(rule, conditions, barredBy);
    const { id, number, description } = rule;
    const names = { id, ...(number ? { number } : {}) };
    trace.push({
      ...names,
      outcome,
      truth: conditions.truth,
      ...(outcome === 'barred' ? { barredBy: barredBy! } : {}),
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
      const reason = `Rule ${number ?? id} cannot be checked (${description}): ${unknownReasons(conditions)}`;
      ending = { kind: 'decided', by: 'unknown', event: { type: 'staff', params: {} }, reason };
    } else if (outcome === 'decided' && rule.event.type !== 'add') {
      const reason = renderTemplate(rule.reason, rule, facts);
      ending = { kind: 'decided', by: 'rule', rule: { ...names, description }, event: rule.event, reason };
    }
  }
  const { otherwise } = compiled.policy;
  ending ??= {
    kind: 'decided',
    by: 'otherwise',
    event: otherwise.event,
    reason: renderTemplate(otherwise.reason, undefined, facts),
  };
  return ending.kind === 'needs' ? { ...ending, trace } : { ...ending, added, policy: { name, hash: compiled.hash }, trace };
}

function outcomeOf(rule: Rule, { truth }: BranchTrace, barredBy: string | undefined): RuleOutcome {
  if (barredBy) return 'barred';
  if (truth === 'false') return 'not-met';
  if (truth === 'missing') return 'needs';
  if (truth === 'unknown') return rule.whenUnknown === 'ask' ? 'asked-unknown' : 'skipped-unknown';
  return rule.event.type === 'add' ? 'added' : 'decided';
}
