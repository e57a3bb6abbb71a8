import { factUse, type FactUse } from '../catalog/catalog.ts';
import { pathText, type Path } from '../policy/json-text.ts';
import { policyHash } from '../policy/hash.ts';
import { OPPOSITE } from '../policy/operators.ts';
import type { PolicyKind } from '../kinds/index.ts';
import type { Comparison, Condition, Policy, Rule } from '../policy/schema.ts';
import { catalog } from '../catalog/catalog.ts';
import { comparisons } from '../policy/check-comparison.ts';
import { placeholders } from '../policy/template.ts';

type Literal = string | number | boolean | null | readonly (string | number)[];

/** A comparison, as it is run: negations have been pushed down to it. */
export interface Leaf {
  readonly kind: 'leaf';
  /** Where it stands in its rule: `$.conditions.all[0]`. */
  readonly path: string;
  readonly fact: FactUse;
  /** As json-rules-engine runs it: `lessThan`, `not:lessThan`. */
  readonly operator: string;
  readonly value: { readonly literal: Literal } | { readonly fact: FactUse };
}
export interface Branch {
  readonly kind: 'all' | 'any';
  readonly nodes: readonly Node[];
}
export type Node = Leaf | Branch;

export interface CompiledRule<Kind extends PolicyKind = PolicyKind> {
  readonly rule: Rule<Kind>;
  readonly node: Branch;
}
/** A sound policy, ready to run. */
export interface CompiledPolicy<Kind extends PolicyKind = PolicyKind> {
  readonly policy: Policy<Kind>;
  readonly hash: string;
  /** In the order in which they are tried. */
  readonly rules: readonly CompiledRule<Kind>[];
  /** All facts it looks at, in conditions, texts and amounts. */
  readonly uses: readonly FactUse[];
}

function compileValue(value: Comparison['value'], policy: Policy): Leaf['value'] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { literal: value };
  if (value.fact.startsWith('list:')) return { literal: policy.lists[value.fact.slice('list:'.length)]! };
  return { fact: factUse(value.fact, value.params) };
}

/** De Morgan: `not` moves down through all and any until it meets a comparison, where an unknown fact makes neither side true. */
function compileCondition(condition: Condition, negated: boolean, path: Path, policy: Policy): Node {
  if ('not' in condition) return compileCondition(condition.not, !negated, [...path, 'not'], policy);
  if ('all' in condition || 'any' in condition) {
    const key = 'all' in condition ? 'all' : 'any';
    const inner = 'all' in condition ? condition.all : condition.any;
    return {
      kind: (key === 'all') === negated ? 'any' : 'all',
      nodes: inner.map((one, index) => compileCondition(one, negated, [...path, key, index], policy)),
    };
  }
  const { operator } = condition;
  return {
    kind: 'leaf',
    path: pathText(path),
    fact: factUse(condition.fact, condition.params),
    operator: negated ? (OPPOSITE[operator] ?? `not:${operator}`) : operator,
    value: compileValue(condition.value, policy),
  };
}

export const leaves = (node: Node): readonly Leaf[] => (node.kind === 'leaf' ? [node] : node.nodes.flatMap(leaves));

/** The fact a template means: with the parameters it has in the rule's conditions, where it takes any. */
export function useInTemplate(name: string, rule: Rule | undefined): FactUse {
  const inRule = rule && comparisons(rule.conditions).find((one) => one.comparison.fact === name)?.comparison;
  return factUse(name, catalog.get(name)?.params ? inRule?.params : undefined);
}

/** Every text of a rule that may name facts; a fact that is counted stands among them as a text of its own. */
function templatesOf(rule: Rule): string[] {
  if (rule.event.type === 'points' && rule.event.params.per) return [rule.reason, `{${rule.event.params.per}}`];
  if (rule.event.type !== 'ask-patron') return [rule.reason];
  const { text, options, cost } = rule.event.params;
  return [rule.reason, text, ...options.map((option) => option.label), ...(cost ? [`{${cost}}`] : [])];
}

function compileRule<Kind extends PolicyKind>(rule: Rule<Kind>, policy: Policy<Kind>): CompiledRule<Kind> {
  const node = compileCondition(rule.conditions, false, ['conditions'], policy);
  // json-rules-engine wants all or any at the top
  return { rule, node: node.kind === 'leaf' ? { kind: 'all', nodes: [node] } : node };
}

/** Makes a checked policy ready to run. */
export async function compilePolicy<Kind extends PolicyKind>(policy: Policy<Kind>): Promise<CompiledPolicy<Kind>> {
  const rules = policy.rules.toSorted((a, b) => b.priority - a.priority).map((rule) => compileRule(rule, policy));
  const uses = new Map<string, FactUse>();
  for (const { rule, node } of rules) {
    for (const leaf of leaves(node))
      for (const use of [leaf.fact, ...('fact' in leaf.value ? [leaf.value.fact] : [])]) uses.set(use.key, use);
    for (const name of templatesOf(rule as Rule).flatMap(placeholders)) {
      const use = useInTemplate(name, rule);
      uses.set(use.key, use);
    }
  }
  return { policy, hash: await policyHash(policy), rules, uses: [...uses.values()] };
}
