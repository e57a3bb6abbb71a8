import { catalog } from '../catalog/catalog.ts';
import type { LeafTrace, NodeTrace } from '../evaluate/trace.ts';

/** The comparisons that would have to come out otherwise, and how far off that is. */
export interface Change {
  readonly cost: number;
  readonly leaves: readonly LeafTrace[];
}

/** Amounts and counts differ easily; what kind of thing is asked for, or what a patron has said, does not. */
const weight = (leaf: LeafTrace): number => {
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

/** The smallest change that makes a true condition false. */
export function toBreak(node: NodeTrace): Change {
  if (node.truth !== 'true') return { cost: 0, leaves: [] };
  if (node.kind === 'leaf') return { cost: weight(node), leaves: [node] };
  const inner = node.nodes.map(toBreak);
  return node.kind === 'all' ? least(inner) : sum(inner);
}

/** The comparisons that make a true condition true: of an `any`, only those that hold. */
export const grounds = (node: NodeTrace): readonly LeafTrace[] => {
  if (node.truth !== 'true') return [];
  return node.kind === 'leaf' ? [node] : node.nodes.flatMap(grounds);
};
