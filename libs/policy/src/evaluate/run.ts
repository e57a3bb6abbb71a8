import { minorDigits } from '#lib/kernel';
import { catalog } from '../catalog/catalog.ts';
import { fitsType, formatValue, type Facts, type FactState } from '../catalog/value.ts';
import { byCost, costOf, type LookupName } from '../lookups/index.ts';
import type { Rule } from '../policy/schema.ts';
import { fill } from '../policy/template.ts';
import { useInTemplate, type CompiledPolicy } from './compile.ts';
import { MISSING, runEngine, UNKNOWN } from './engine.ts';
import { traceFailed, traceLeaves, traceRule, type BranchTrace, type NodeTrace, type RuleTrace } from './trace.ts';

/** Cannot be decided before these look-ups have been made; the cheapest ones that may settle the first open rule. */
export interface Needs {
  readonly kind: 'needs';
  readonly lookups: readonly LookupName[];
  readonly rule: string;
  readonly trace: readonly RuleTrace[];
}

/** A rule that broke while it ran: it counts as unknown, and somebody ought to look. */
export interface RuleFailure {
  readonly rule: string;
  readonly message: string;
}

/** All rules of a policy, run over facts. */
export interface Ran {
  /** As they were compared. */
  readonly facts: Facts;
  readonly conditions: ReadonlyMap<string, BranchTrace>;
  readonly failures: readonly RuleFailure[];
}

/** A fact as the engine compares it: amounts in whole units of the policy's currency. */
function engineValue(state: FactState | undefined, currency: string): unknown {
  if (!state || state.state === 'missing') return MISSING;
  if (state.state === 'unknown') return UNKNOWN;
  return wholeUnits(state.value, currency);
}

/** A value in whole units of the policy's currency where it is an amount. */
export function wholeUnits(value: Extract<FactState, { state: 'known' }>['value'], currency: string): unknown {
  if (typeof value !== 'object' || value === null || !('minor' in value)) return value;
  // nothing is converted silently; nothing is nothing in any currency
  if (value.currency !== currency && value.minor !== 0) return UNKNOWN;
  return value.minor / 10 ** minorDigits(currency);
}

/** A fact as the policy may compare it: what is of another currency, of no such type, or of no such name any more is unknown to it. */
function comparableState(name: string, state: FactState | undefined, currency: string): FactState {
  const fact = catalog.get(name);
  if (!fact)
    return { state: 'unknown', reason: `There is no fact "${name}" any more.`, source: 'Trillium', at: EPOCH, failed: true };
  if (!state) return { state: 'missing', lookups: fact.from };
  if (state.state !== 'known') return state;
  const { source, at, value } = state;
  if (value !== null && !fitsType(fact.type, value))
    return { state: 'unknown', reason: `The fact "${name}" should be ${fact.type} and is not.`, source, at, failed: true };
  if (engineValue(state, currency) !== UNKNOWN) return state;
  return { state: 'unknown', reason: `${formatValue(value)} is not in ${currency}.`, source, at };
}
const EPOCH = new Date(0).toISOString();

/** The facts of a policy as its engine compares them, by key. */
export const comparableValues = (compiled: CompiledPolicy, given: Facts): Record<string, unknown> => {
  const { currency } = compiled.policy;
  return Object.fromEntries(
    compiled.uses.map(({ key, name }) => [key, engineValue(comparableState(name, given[key], currency), currency)]),
  );
};

/** Runs all rules of a policy once. */
export async function runRules(compiled: CompiledPolicy, given: Facts): Promise<Ran> {
  const { currency } = compiled.policy;
  const facts: Record<string, FactState> = {};
  const values: Record<string, unknown> = {};
  for (const { key, name } of compiled.uses) {
    facts[key] = comparableState(name, given[key], currency);
    values[key] = engineValue(facts[key], currency);
  }
  const { results, failed } = await runEngine(compiled, values);
  const conditions = new Map<string, BranchTrace>();
  const failures: RuleFailure[] = [];
  const broken = Object.values(facts).some((state) => state.state === 'unknown' && state.failed);
  for (const { rule, node } of compiled.rules) {
    const result = results.get(rule.id);
    conditions.set(rule.id, result ? traceRule(node, result, facts) : traceFailed(node, facts));
    if (failed.has(rule.id)) failures.push({ rule: rule.id, message: failed.get(rule.id)! });
    else if (broken) failures.push(...brokenFacts(rule.id, conditions.get(rule.id)!, facts));
  }
  return { facts, conditions, failures };
}

const brokenFacts = (rule: string, trace: BranchTrace, facts: Facts): RuleFailure[] => {
  const keys = traceLeaves(trace).flatMap((leaf) => [
    leaf.fact,
    ...('against' in leaf ? [(leaf.value as { fact: string }).fact] : []),
  ]);
  return [...new Set(keys)].flatMap((key) => {
    const state = facts[key];
    return state?.state === 'unknown' && state.failed ? [{ rule, message: state.reason }] : [];
  });
};

/** A template with the facts put in. */
export const renderTemplate = (template: string, rule: Rule | undefined, facts: Facts): string =>
  fill(template, (name) => {
    const state = facts[useInTemplate(name, rule).key];
    return state?.state === 'known' ? formatValue(state.value, catalog.get(name)) : 'unknown';
  });

/** The look-ups behind the missing comparisons that still matter: not those in a part that is settled already. */
export function missingLookups(node: NodeTrace, facts: Facts): LookupName[] {
  if (node.truth !== 'missing') return [];
  if (node.kind !== 'leaf') return node.nodes.flatMap((one) => missingLookups(one, facts));
  const other = (node.value as { fact?: string } | null)?.fact;
  return [node.fact, ...(other ? [other] : [])].flatMap((key) => {
    const state = facts[key];
    return state?.state === 'missing' ? state.lookups : [];
  });
}

export function cheapestLookups(names: readonly LookupName[]): LookupName[] {
  const sorted = [...new Set(names)].toSorted(byCost);
  return sorted.filter((name) => costOf(name) === costOf(sorted[0]!));
}

/** Why a rule could not be checked, in sentences. */
export const unknownReasons = (trace: BranchTrace, failed?: string): string => {
  if (failed) return `It failed: ${failed}.`;
  const seen = traceLeaves(trace).flatMap((leaf) =>
    [leaf.saw, leaf.against].filter((side) => typeof side === 'object' && side !== null && 'unknown' in side),
  );
  return [...new Set(seen.map((side) => side.unknown))].join(' ');
};

/** A rule that says to ask a person where it cannot be checked, as that person reads it. */
export const uncheckedText = ({ id, number, description }: Pick<Rule, 'id' | 'number' | 'description'>, why: string): string =>
  `Rule ${number ?? id} cannot be checked (${description}): ${why}`;

/** A rule's name in a trace. */
export const traceNames = ({ id, number }: Pick<Rule, 'id' | 'number'>): { id: string; number?: string } => ({
  id,
  ...(number ? { number } : {}),
});
