import { catalog } from '../catalog/catalog.ts';
import { leaves, type CompiledPolicy, type CompiledRule, type Node } from '../evaluate/compile.ts';
import type { LeafTrace } from '../evaluate/trace.ts';
import { statement } from './words.ts';

/** A condition as a sentence: `the price at Get It Now is at most $35, and …`. */
function nodeText(node: Node, currency: string, inner = false): string {
  if (node.kind === 'leaf') {
    const trace: LeafTrace = {
      kind: 'leaf',
      path: node.path,
      fact: node.fact.key,
      operator: node.operator,
      value: 'fact' in node.value ? { fact: node.value.fact.key } : node.value.literal,
      saw: { missing: true },
      truth: 'missing',
    };
    return statement(trace, currency).replace(' (not looked up)', '');
  }
  const parts = node.nodes.map((one) => nodeText(one, currency, true));
  const text = parts.join(node.kind === 'all' ? ', and ' : ', or ');
  return inner && parts.length > 1 ? `(${text})` : text;
}

export interface RuleSentence {
  readonly id: string;
  readonly number?: string;
  readonly description: string;
  /** When it applies. */
  readonly when: string;
  /** What it leads to. */
  readonly route: string;
  readonly reason: string;
  readonly whenUnknown: 'skip' | 'ask';
  readonly facts: readonly { readonly name: string; readonly meaning: string }[];
}

const sentenceOf = ({ rule, node }: CompiledRule, currency: string): RuleSentence => ({
  id: rule.id,
  ...(rule.number ? { number: rule.number } : {}),
  description: rule.description,
  when: `If ${nodeText(node, currency)}.`,
  route: rule.event.type,
  reason: rule.reason,
  whenUnknown: rule.whenUnknown,
  facts: [...new Set(leaves(node).map((leaf) => leaf.fact.name))].map((name) => ({ name, meaning: catalog.get(name)!.meaning })),
});

/** A policy's rules in words, in the order in which they are tried. */
export const policySentences = (compiled: CompiledPolicy): RuleSentence[] =>
  compiled.rules.map((one) => sentenceOf(one, compiled.policy.currency));
