import { canonicalJson } from '../catalog/canonical.ts';
import type { CompiledPolicy, CompiledRule } from '../evaluate/compile.ts';
import { eventText } from '../explain/event-text.ts';
import { policySentences, type RuleSentence } from '../explain/sentence.ts';

/** One thing that differs between two policies, as a sentence. */
export interface PolicyDifference {
  readonly rule?: string;
  readonly kind: 'added' | 'removed' | 'changed' | 'envelope';
  readonly text: string;
}

/** What a policy says differently than another one: rules added, removed and changed, lists, and the rest. Empty where nothing that counts. */
export function diffPolicies(before: CompiledPolicy, after: CompiledPolicy): PolicyDifference[] {
  const [old, now] = [sentences(before), sentences(after)];
  const found: PolicyDifference[] = [];
  for (const [id, { said }] of old)
    if (!now.has(id)) found.push({ rule: id, kind: 'removed', text: `Removed: ${title(said)}. ${said.when}` });
  for (const [id, { said, rule }] of now) {
    const earlier = old.get(id);
    if (!earlier)
      found.push({ rule: id, kind: 'added', text: `Added: ${title(said)}. ${said.when} Then: ${eventText(rule.rule.event)}.` });
    else
      found.push(
        ...changes(earlier, { said, rule }).map((text): PolicyDifference => ({
          rule: id,
          kind: 'changed',
          text: `${title(said)}: ${text}`,
        })),
      );
  }
  return [...found, ...orderChange(before, after), ...envelopeChanges(before, after)];
}

interface Said {
  readonly said: RuleSentence;
  readonly rule: CompiledRule;
}
function sentences(compiled: CompiledPolicy): Map<string, Said> {
  const said = policySentences(compiled);
  return new Map(compiled.rules.map((rule, index) => [rule.rule.id, { said: said[index]!, rule }]));
}
const title = ({ id, number }: RuleSentence): string => `rule ${number ? `${number} ` : ''}"${id}"`;

function changes({ said: old, rule: { rule: before } }: Said, { said: now, rule: { rule: after } }: Said): string[] {
  const said = (what: string, was: string, is: string): string[] => (was === is ? [] : [`${what} was “${was}” and is “${is}”.`]);
  const condition = said('the condition', old.when, now.when);
  return [
    ...condition,
    // the same words, and another JSON: an operator that reads alike, a parameter
    ...(!condition.length && canonicalJson(before.conditions) !== canonicalJson(after.conditions)
      ? ['the condition is written otherwise and reads the same.']
      : []),
    ...said('what follows', eventText(before.event), eventText(after.event)),
    ...said('the reason', before.reason, after.reason),
    ...said('where it cannot be told', before.whenUnknown, after.whenUnknown),
    ...said('the description', before.description, after.description),
    ...said('the number', before.number ?? 'none', after.number ?? 'none'),
    ...said(
      'the citation',
      before.citation ? `${before.citation.code}, ${before.citation.clause}` : 'none',
      after.citation ? `${after.citation.code}, ${after.citation.clause}` : 'none',
    ),
  ];
}

/** Rules that both have, tried in another order. */
function orderChange(before: CompiledPolicy, after: CompiledPolicy): PolicyDifference[] {
  const order = (one: CompiledPolicy, other: CompiledPolicy): string[] =>
    one.rules.map(({ rule }) => rule.id).filter((id) => other.rules.some(({ rule }) => rule.id === id));
  const [old, now] = [order(before, after), order(after, before)];
  const at = old.findIndex((id, index) => id !== now[index]);
  return at < 0
    ? []
    : [
        {
          kind: 'envelope',
          text: `The order differs from place ${at + 1} on: “${old[at]}” stood there, and “${now[at]}” does now.`,
        },
      ];
}

function envelopeChanges({ policy: before }: CompiledPolicy, { policy: after }: CompiledPolicy): PolicyDifference[] {
  const parts: [string, unknown, unknown][] = [
    ['The name', before.name, after.name],
    ['The question', before.decides, after.decides],
    ['The currency', before.currency, after.currency],
    ['How many are taken', before.take ?? 'all', after.take ?? 'all'],
    ['What follows where no rule applies', before.otherwise, after.otherwise],
    ...[...new Set([...Object.keys(before.lists), ...Object.keys(after.lists)])].map((name): [string, unknown, unknown] => [
      `The list “${name}”`,
      before.lists[name],
      after.lists[name],
    ]),
  ];
  const text = (value: unknown): string =>
    value === undefined ? 'not there' : typeof value === 'string' ? value : canonicalJson(value);
  return parts
    .filter(([, was, is]) => text(was) !== text(is))
    .map(([what, was, is]) => ({ kind: 'envelope', text: `${what} was ${text(was)} and is ${text(is)}.` }));
}
