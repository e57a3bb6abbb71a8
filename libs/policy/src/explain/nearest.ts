import { catalog } from '../catalog/catalog.ts';
import type { LeafTrace, NodeTrace } from '../evaluate/trace.ts';

/** The comparisons that would have to come out otherwise, and how far off that is. */
export interface Change {
  readonly cost: number;
  readonly leaves: readonly LeafTrace[];
}

/** Amounts and counts differ easily; what kind of thing is asked for, or what a patron has said, does not. */
const weight = (leaf: LeafTrace): number => {
  // that something could not be looked up is no way in which the request might have differed
  if (leaf.operator.endsWith('known')) return 9;
  const type = catalog.get(leaf.fact.split('(')[0]!)!.type;
  return type === 'number' || type === 'money' || type === 'date' ? 1 : 3;
};
const sum = (changes: readonly Change[]): Change => ({
  cost: changes.reduce((total, one) => total + one.cost, 0),
  leaves: changes.flatMap((one) => one.leaves),
});
const least = (changes: readonly Change[]): Change => changes.reduce((best, one) => (one.cost < best.cost ? one : best));

/** The smallest change that makes a condition true. */
export function toFulfill(node: NodeTrace): Change {
  if (node.truth === 'true') return { cost: 0, leaves: [] };
  if (node.kind === 'leaf') return { cost: weight(node), leaves: [node] };
  const inner = node.nodes.map(toFulfill);
  return node.kind === 'all' ? sum(inner) : least(inner);
}

const sameQuestion = (a: LeafTrace, b: LeafTrace): boolean =>
  a.fact === b.fact && a.operator === b.operator && JSON.stringify(a.value) === JSON.stringify(b.value);

/** The smallest change that makes a true condition false and leaves alone what another condition rests on. */
export function toBreak(node: NodeTrace, keep: readonly LeafTrace[] = []): Change {
  if (node.truth !== 'true') return { cost: 0, leaves: [] };
  if (node.kind === 'leaf') return { cost: keep.some((one) => sameQuestion(one, node)) ? 99 : weight(node), leaves: [node] };
  const inner = node.nodes.map((one) => toBreak(one, keep));
  return node.kind === 'all' ? least(inner) : sum(inner);
}

/** The comparisons that make a true condition true: of an `any`, only those that hold. */
export const grounds = (node: NodeTrace): readonly LeafTrace[] => {
  if (node.truth !== 'true') return [];
  return node.kind === 'leaf' ? [node] : node.nodes.flatMap(grounds);
};
