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
export const COMPARE: Readonly<Record<string, Compare>> = {
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

function newEngine(rules: CompiledPolicy['rules']): Engine {
  const engine = new Engine();
  for (const [name, compare] of Object.entries(COMPARE))
    engine.addOperator(name, (a: unknown, b: unknown) => valued(a, b) && compare(a, b));
  engine.addOperator('known', (a: unknown, wanted: boolean) => a !== MISSING && (a !== UNKNOWN) === wanted);
  engine.addOperatorDecorator('not', (a: unknown, b: unknown, next) => valued(a, b) && !next(a, b));
  for (const { rule, node } of rules)
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
const POLICIES = 64;
const ENGINES = 8;

export interface EngineRun {
  readonly results: ReadonlyMap<string, RuleResult>;
  /** Rules that broke while they ran, with what they said. */
  readonly failed: ReadonlyMap<string, string>;
}

/** Runs the policy once over values by fact key; the results by rule id. A rule that breaks does not stop the others. */
export async function runEngine(compiled: CompiledPolicy, values: Readonly<Record<string, unknown>>): Promise<EngineRun> {
  const pool = pools.get(compiled.hash) ?? [];
  if (!pools.has(compiled.hash)) {
    // the policy longest known goes: every process uses a handful
    if (pools.size >= POLICIES) pools.delete(pools.keys().next().value!);
    pools.set(compiled.hash, pool);
  }
  try {
    const engine = pool.pop() ?? newEngine(compiled.rules);
    const { results, failureResults } = await engine.run({ ...values });
    if (pool.length < ENGINES) pool.push(engine);
    return { results: new Map([...results, ...failureResults].map((result) => [result.name, result])), failed: new Map() };
  } catch {
    // an engine whose run failed is not put back; which rule it was, each by itself will tell
    return runApart(compiled, values);
  }
}

async function runApart(compiled: CompiledPolicy, values: Readonly<Record<string, unknown>>): Promise<EngineRun> {
  const sound = new Map<string, RuleResult>();
  const failed = new Map<string, string>();
  for (const one of compiled.rules)
    try {
      const { results, failureResults } = await newEngine([one]).run({ ...values });
      for (const result of [...results, ...failureResults]) sound.set(result.name, result);
    } catch (error) {
      failed.set(one.rule.id, error instanceof Error ? error.message : String(error));
    }
  return { results: sound, failed };
}
