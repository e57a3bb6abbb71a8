import type { RuleResult } from 'json-rules-engine';
import type { FactState, FactValue } from '../catalog/value.ts';
import type { Branch, Leaf, Node } from './compile.ts';
import { NoValue } from './engine.ts';
import { all, any, type Truth } from './truth.ts';

/** What a comparison saw on one of its sides. */
export type Seen = FactValue | { readonly unknown: string } | { readonly missing: true };

export interface LeafTrace {
  readonly kind: 'leaf';
  readonly path: string;
  readonly fact: string;
  readonly operator: string;
  /** What was compared with: a literal, or another fact by key. */
  readonly value: unknown;
  readonly saw: Seen;
  /** What the other fact was, where there is one. */
  readonly against?: Seen;
  readonly truth: Truth;
}
export interface BranchTrace {
  readonly kind: 'all' | 'any';
  readonly truth: Truth;
  readonly nodes: readonly NodeTrace[];
}
export type NodeTrace = LeafTrace | BranchTrace;

/**
 * What became of a rule. `applied`: it gave its part, where several may; `after`: another had decided before its turn came (its conditions are told all the same); `barred`: it would
 * take a route that an earlier rule forbade.
 */
export type RuleOutcome =
  'decided' | 'applied' | 'added' | 'not-met' | 'skipped-unknown' | 'asked-unknown' | 'barred' | 'needs' | 'after';

export interface RuleTrace {
  readonly id: string;
  readonly number?: string;
  readonly outcome: RuleOutcome;
  readonly truth: Truth;
  readonly barredBy?: string;
  /** What it said when it broke; it counts as unknown then. */
  readonly failed?: string;
  readonly conditions: BranchTrace;
}

type EngineNode = { all?: EngineNode[]; any?: EngineNode[]; result?: boolean; factResult?: unknown; valueResult?: unknown };

const seenOf = (state: FactState | undefined): Seen => {
  if (!state || state.state === 'missing') return { missing: true };
  return state.state === 'unknown' ? { unknown: state.reason } : state.value;
};

function traceLeaf(leaf: Leaf, ran: EngineNode, facts: Readonly<Record<string, FactState>>): LeafTrace {
  const one = ran.factResult instanceof NoValue ? ran.factResult.truth : undefined;
  const other = 'fact' in leaf.value && ran.valueResult instanceof NoValue ? ran.valueResult.truth : undefined;
  let truth: Truth = ran.result ? 'true' : 'false';
  if (one === 'missing' || other === 'missing') truth = 'missing';
  else if ((one || other) && leaf.operator !== 'known' && leaf.operator !== 'not:known') truth = 'unknown';
  return {
    kind: 'leaf',
    path: leaf.path,
    fact: leaf.fact.key,
    operator: leaf.operator,
    value: 'fact' in leaf.value ? { fact: leaf.value.fact.key } : leaf.value.literal,
    saw: seenOf(facts[leaf.fact.key]),
    ...('fact' in leaf.value ? { against: seenOf(facts[leaf.value.fact.key]) } : {}),
    truth,
  };
}

function traceNode(node: Node, ran: EngineNode, facts: Readonly<Record<string, FactState>>): NodeTrace {
  if (node.kind === 'leaf') return traceLeaf(node, ran, facts);
  const inner = (node.kind === 'all' ? ran.all : ran.any) ?? [];
  const nodes = node.nodes.map((one, index) => traceNode(one, inner[index]!, facts));
  const truths = nodes.map((one) => one.truth);
  return { kind: node.kind, truth: node.kind === 'all' ? all(truths) : any(truths), nodes };
}

/**
 * What a rule saw and came to, from the engine's own results.
 * @throws Error where the engine fired and the trace does not say so, or the other way round: one of them would be lying.
 */
export function traceRule(node: Branch, result: RuleResult, facts: Readonly<Record<string, FactState>>): BranchTrace {
  const trace = traceNode(node, result.conditions, facts) as BranchTrace;
  if ((trace.truth === 'true') !== Boolean(result.result)) throw new Error(`rule "${result.name}": engine and trace disagree`);
  return trace;
}

export const traceLeaves = (node: NodeTrace): readonly LeafTrace[] =>
  node.kind === 'leaf' ? [node] : node.nodes.flatMap(traceLeaves);

/** What a rule saw that broke while it ran: nobody can tell what it would have come to. */
export function traceFailed(node: Branch, facts: Readonly<Record<string, FactState>>): BranchTrace {
  const unknown = (one: Node): NodeTrace => {
    if (one.kind !== 'leaf') return { kind: one.kind, truth: 'unknown', nodes: one.nodes.map(unknown) };
    return { ...traceLeaf(one, { result: false }, facts), truth: 'unknown' };
  };
  return unknown(node) as BranchTrace;
}
