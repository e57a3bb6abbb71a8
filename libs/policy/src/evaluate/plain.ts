import type { Facts } from '../catalog/value.ts';
import type { CompiledPolicy, Leaf, Node } from './compile.ts';
import { COMPARE, NoValue } from './engine.ts';
import { comparableValues } from './run.ts';
import { all, any, type Truth } from './truth.ts';

type Values = Readonly<Record<string, unknown>>;

function compare(operator: string, a: unknown, b: unknown): boolean {
  if (operator.startsWith('not:')) return !compare(operator.slice('not:'.length), a, b);
  if (operator === 'someFact:in') return Array.isArray(a) && a.some((one) => (b as unknown[]).includes(one));
  if (operator === 'everyFact:in') return Array.isArray(a) && a.every((one) => (b as unknown[]).includes(one));
  return COMPARE[operator]!(a, b);
}

/** What a comparison comes to. */
export function leafTruth(leaf: Leaf, values: Values): Truth {
  const a = values[leaf.fact.key];
  const b = 'fact' in leaf.value ? values[leaf.value.fact.key] : leaf.value.literal;
  const open = [a, b].filter((side) => side instanceof NoValue);
  if (open.some((side) => side.truth === 'missing')) return 'missing';
  if (leaf.operator.endsWith('known')) {
    const holds = (open.length === 0) === b;
    // as the engine has it: denied, nothing holds of a fact without a value
    return (leaf.operator.startsWith('not:') ? open.length === 0 && !holds : holds) ? 'true' : 'false';
  }
  if (open.length) return 'unknown';
  return compare(leaf.operator, a, b) ? 'true' : 'false';
}

const nodeTruth = (node: Node, values: Values): Truth => {
  if (node.kind === 'leaf') return leafTruth(node, values);
  const truths = node.nodes.map((one) => nodeTruth(one, values));
  return node.kind === 'all' ? all(truths) : any(truths);
};

/**
 * Which rule would decide, told without the engine and without a record: to try many suppositions. `undefined` where none would, or a
 * person or a look-up comes first. The tests hold it against the engine.
 */
export function wouldDecide(compiled: CompiledPolicy, facts: Facts): string | undefined {
  const values = comparableValues(compiled, facts);
  const barred = new Set<string>();
  for (const { rule, node } of compiled.rules) {
    if (barred.has(rule.event.type)) continue;
    const truth = nodeTruth(node, values);
    if (truth === 'missing' || (truth === 'unknown' && rule.whenUnknown === 'ask')) return undefined;
    if (truth !== 'true') continue;
    if (rule.event.type !== 'add') return rule.id;
    for (const route of rule.event.params.bars ?? []) barred.add(route);
  }
  return undefined;
}
