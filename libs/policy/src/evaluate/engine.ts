import { Engine, type NestedCondition, type RuleResult, type TopLevelCondition } from 'json-rules-engine';
import type { CompiledPolicy, Node } from './compile.ts';

/** Stands for a fact without a value in the engine; every comparison with it is false, the denied ones too. */
export class NoValue {
  readonly truth: 'unknown' | 'missing';
  constructor(truth: 'unknown' | 'missing') {
    this.truth = truth;
  }
}
export const UNKNOWN = new NoValue('unknown');
export const MISSING = new NoValue('missing');

const valued = (a: unknown, b: unknown): boolean => !(a instanceof NoValue) && !(b instanceof NoValue);
type Compare = (a: unknown, b: unknown) => boolean;
/** The engine's own operators, save that a fact without a value makes none of them true and an empty list is a list. */
const COMPARE: Readonly<Record<string, Compare>> = {
  equal: (a, b) => a === b,
  notEqual: (a, b) => a !== b,
  in: (a, b) => (b as unknown[]).includes(a),
  notIn: (a, b) => !(b as unknown[]).includes(a),
  contains: (a, b) => Array.isArray(a) && a.includes(b),
  doesNotContain: (a, b) => !(Array.isArray(a) && a.includes(b)),
  // "none" is neither below nor above anything
  lessThan: (a, b) => a !== null && b !== null && (a as number) < (b as number),
  lessThanInclusive: (a, b) => a !== null && b !== null && (a as number) <= (b as number),
  greaterThan: (a, b) => a !== null && b !== null && (a as number) > (b as number),
  greaterThanInclusive: (a, b) => a !== null && b !== null && (a as number) >= (b as number),
};

const conditionOf = (node: Node): NestedCondition => {
  if (node.kind === 'leaf') {
    const value: unknown = 'fact' in node.value ? { fact: node.value.fact.key } : node.value.literal;
    return { fact: node.fact.key, operator: node.operator, value };
  }
  const nodes = node.nodes.map(conditionOf);
  return node.kind === 'all' ? { all: nodes } : { any: nodes };
};

function newEngine(compiled: CompiledPolicy): Engine {
  const engine = new Engine();
  for (const [name, compare] of Object.entries(COMPARE))
    engine.addOperator(name, (a: unknown, b: unknown) => valued(a, b) && compare(a, b));
  engine.addOperator('known', (a: unknown, wanted: boolean) => a !== MISSING && (a !== UNKNOWN) === wanted);
  engine.addOperatorDecorator('not', (a: unknown, b: unknown, next) => valued(a, b) && !next(a, b));
  for (const { rule, node } of compiled.rules)
    engine.addRule({
      name: rule.id,
      priority: rule.priority,
      conditions: conditionOf(node) as TopLevelCondition,
      event: { type: rule.event.type },
    });
  return engine;
}

/** Free engines by policy hash: two runs at once on one engine silently give wrong decisions, so each run has one to itself. */
const pools = new Map<string, Engine[]>();
const POLICIES = 16;
const ENGINES = 8;

/** Runs the policy once over values by fact key; the results by rule id. */
export async function runEngine(
  compiled: CompiledPolicy,
  values: Readonly<Record<string, unknown>>,
): Promise<ReadonlyMap<string, RuleResult>> {
  const pool = pools.get(compiled.hash) ?? [];
  if (!pools.has(compiled.hash)) {
    // the policy longest known goes: every process uses a handful
    if (pools.size >= POLICIES) pools.delete(pools.keys().next().value!);
    pools.set(compiled.hash, pool);
  }
  const engine = pool.pop() ?? newEngine(compiled);
  // an engine whose run failed is not put back
  const { results, failureResults } = await engine.run({ ...values });
  if (pool.length < ENGINES) pool.push(engine);
  return new Map([...results, ...failureResults].map((result) => [result.name, result]));
}
