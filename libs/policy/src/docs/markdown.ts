import { z } from 'zod';
import { factCost, factsOf } from '../catalog/catalog.ts';
import type { FactDefinition } from '../catalog/define.ts';
import { FACTS } from '../facts/index.ts';
import { KINDS, POLICY_KINDS } from '../kinds/index.ts';
import { lookups } from '../lookups/index.ts';
import type { CompiledPolicy } from '../evaluate/compile.ts';
import { eventText } from '../explain/event-text.ts';
import { policySentences } from '../explain/sentence.ts';

const row = (...cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
const code = (text: string): string => `\`${text}\``;

function typeText({ type, unit, choices, none, params }: FactDefinition): string {
  const of = unit ? ` (${unit.many})` : choices ? `: ${choices.map(code).join(', ')}` : '';
  const needs = params ? `; params ${Object.keys(params.shape).map(code).join(', ')}` : '';
  return `${type}${of}${none ? `; \`null\`: ${none}` : ''}${needs}`;
}

/** docs/facts.md: every fact that rules may use. */
export function factsMarkdown(): string {
  const kinds = (fact: FactDefinition): string => POLICY_KINDS.filter((kind) => factsOf(kind).includes(fact)).join(', ');
  const rows = FACTS.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map((fact) =>
    row(
      code(fact.name),
      typeText(fact),
      fact.meaning,
      `${fact.from.map((name) => lookups[name].label).join('; ')} (${factCost(fact)})`,
      kinds(fact),
    ),
  );
  return [
    '# Facts that rules may use',
    '',
    'Made from the code by `npm run generate`. A fact is what one can look up; what follows from it stands in the policies. Costs: _local_ is a',
    "question to Trillium's own records, _free_ one to a server that charges nothing, _metered_ one that costs money or a provider's patience and",
    'is asked only where a rule comes to it. What could not be looked up is _unknown_: neither true nor false in any condition.',
    '',
    row('fact', 'type', 'meaning', 'from (cost)', 'in policies for'),
    row('---', '---', '---', '---', '---'),
    ...rows,
    '',
  ].join('\n');
}

const HITS = {
  first: '_First_: the first rule that applies decides; rules that `add` something go on.',
  collect: '_Collect_: every rule that applies gives its part.',
  score: '_Score_: each candidate gets the points of the rules that apply to it; the most come first.',
} as const;

/** docs/policies.md: every kind of policy, what its rules may lead to, and the rules as they are shipped. */
export function policiesMarkdown(shipped: readonly CompiledPolicy[]): string {
  const parts = POLICY_KINDS.flatMap((kind) => {
    const { question, asked, hitPolicy, event } = KINDS[kind];
    const compiled = shipped.find((one) => one.policy.decides === kind);
    return [
      `## ${kind}`,
      '',
      `**${question}** ${asked}`,
      '',
      `${HITS[hitPolicy]} Rules lead to: ${eventNames(event).map(code).join(', ')}. Schema: \`libs/policy/schemas/${kind}.schema.json\`.`,
      '',
      ...(compiled ? rulesText(compiled) : []),
    ];
  });
  return [
    '# Policies',
    '',
    'Made from the code and from `rules/` by `npm run generate`: the questions that policies answer, and the rules that are shipped, in words. A',
    'policy is a file such as `rules/sourcing.json` with its cases beside it; what its rules may look at is in [facts.md](facts.md). Try one with',
    '`npm run trillium -- policy check|test|coverage|explain|diff`.',
    '',
    ...parts,
  ].join('\n');
}

const eventNames = (event: z.ZodType): string[] =>
  event instanceof z.ZodDiscriminatedUnion
    ? (event.options as z.ZodObject[]).map((option) => String((option.shape['type'] as z.ZodLiteral).value))
    : [];

function rulesText(compiled: CompiledPolicy): string[] {
  const { otherwise } = compiled.policy;
  return [
    row('rule', 'when', 'then'),
    row('---', '---', '---'),
    ...policySentences(compiled).map(({ id, number, when, whenUnknown }, index) => {
      const { event, citation } = compiled.rules[index]!.rule;
      const unknown = whenUnknown === 'ask' ? ' Where that cannot be told, a person is asked.' : '';
      const clause = citation ? ` (${citation.code}, ${citation.clause})` : '';
      return row(`${number ? `${number} ` : ''}${code(id)}${clause}`, `${when}${unknown}`, thenText(event));
    }),
    ...(otherwise ? ['', `Otherwise: ${thenText(otherwise.event)}. ${otherwise.reason}`] : []),
    '',
  ];
}

/** What follows, without the texts that are shown to people. */
function thenText({ type, params }: { type: string; params?: object | undefined }): string {
  const { text: _, options: __, ...rest } = (params ?? {}) as Record<string, unknown>;
  return eventText({ type, params: rest });
}
