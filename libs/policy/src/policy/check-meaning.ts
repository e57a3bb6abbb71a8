import { suggestion } from '#lib/kernel';
import { checkComparison, comparisons, factAt, LIST } from './check-comparison.ts';
import { EVENT_TYPES, QUESTIONS } from '../kinds/index.ts';
import { checkReachable } from './check-reachable.ts';
import type { Faults } from './fault.ts';
import type { Path } from './json-text.ts';
import type { Policy, Rule } from './schema.ts';
import type { PolicyKind } from '../kinds/index.ts';
import { placeholders } from './template.ts';

function checkTemplate(template: string, kind: PolicyKind, rule: Rule | undefined, path: Path, faults: Faults): void {
  const used = rule ? comparisons(rule.conditions).map((one) => one.comparison.fact) : [];
  for (const name of placeholders(template)) {
    const fact = factAt(name, kind, path, faults);
    if (fact?.params && !used.includes(name))
      faults.add(
        path,
        `"{${name}}" has params, which this rule's conditions do not give.`,
        'Use the fact in a condition of the rule.',
      );
  }
  if (/[{}]/.test(template.replaceAll(/\{[^{}]*\}/g, '')))
    faults.add(path, 'A brace is opened or closed without its other half.');
}

function checkEvent(rule: Rule, kind: PolicyKind, path: Path, faults: Faults): void {
  const { event } = rule;
  if (event.type === 'add')
    event.params.bars?.forEach((route, index) => {
      if (!(EVENT_TYPES as readonly string[]).includes(route))
        faults.add([...path, 'params', 'bars', index], `There is no route "${route}".`, suggestion(route, EVENT_TYPES));
    });
  else if (event.type === 'buy') checkPurchase(event.params, [...path, 'params'], faults);
  else if (event.type === 'ask-patron') checkQuestion(event.params, rule, kind, [...path, 'params'], faults);
  else if (event.type === 'points') checkPoints(event.params, rule, kind, [...path, 'params'], faults);
}

type Params<Type extends Rule['event']['type']> = Extract<Rule['event'], { type: Type; params: object }>['params'];

/** At a publisher's own site nobody quotes beforehand: the rule says how much it may cost. Everywhere else the quote does. */
function checkPurchase({ what, from, upTo }: Params<'buy'>, at: Path, faults: Faults): void {
  if (from !== 'publisher') {
    if (upTo !== undefined)
      faults.add(
        [...at, 'upTo'],
        `"upTo" means nothing with "${from}", which quotes its price.`,
        'Compare its price in a condition.',
      );
    return;
  }
  if (upTo === undefined) faults.add(at, 'Nobody quotes at a publisher’s site: "upTo" is missing.', 'Add the most it may cost.');
  if (what !== 'copy') faults.add([...at, 'what'], 'At a publisher’s site staff buy copies only.', 'Write "copy".');
}

function checkQuestion(params: Params<'ask-patron'>, rule: Rule, kind: PolicyKind, at: Path, faults: Faults): void {
  const { question, options, cost } = params;
  const allowed: readonly string[] = QUESTIONS[question];
  checkTemplate(params.text, kind, rule, [...at, 'text'], faults);
  options.forEach((option, index) => {
    if (!allowed.includes(option.value))
      faults.add(
        [...at, 'options', index, 'value'],
        `"${option.value}" is no answer to the question "${question}".`,
        suggestion(option.value, allowed),
      );
    checkTemplate(option.label, kind, rule, [...at, 'options', index, 'label'], faults);
  });
  if (!options.some((option) => option.value === params.default))
    faults.add(
      [...at, 'default'],
      `Silence means "${params.default}", which is no option.`,
      suggestion(
        params.default,
        options.map((option) => option.value),
      ),
    );
  if (cost !== undefined) {
    const fact = factAt(cost, kind, [...at, 'cost'], faults);
    if (fact && fact.type !== 'money') faults.add([...at, 'cost'], `"${cost}" is no amount of money.`);
  } else if (question === 'cost') faults.add(at, 'The question "cost" needs "cost": the fact that says how much.');
}

/** Points for each unit of a fact: it must be one that can be counted. */
function checkPoints({ points, per, atMost }: Params<'points'>, rule: Rule, kind: PolicyKind, at: Path, faults: Faults): void {
  if (points === 0) faults.add([...at, 'points'], 'No points make no difference.', 'Leave the rule out.');
  if (per === undefined) {
    if (atMost !== undefined)
      faults.add([...at, 'atMost'], '"atMost" limits the units of "per", which is missing.', 'Add "per": a fact.');
    return;
  }
  const fact = factAt(per, kind, [...at, 'per'], faults);
  if (fact && fact.type !== 'number' && fact.type !== 'money')
    faults.add(
      [...at, 'per'],
      `"${per}" is ${fact.type}: there are no units to count.`,
      'Name a fact that is a number or an amount.',
    );
  if (fact) checkTemplate(`{${per}}`, kind, rule, [...at, 'per'], faults);
}

function checkUnique(rules: readonly Rule[], key: 'id' | 'priority', faults: Faults): void {
  const seen = new Map<string | number, number>();
  rules.forEach((rule, index) => {
    const before = seen.get(rule[key]);
    if (before === undefined) seen.set(rule[key], index);
    else if (key === 'id') faults.add(['rules', index, key], `The id "${rule.id}" is taken by rule ${before + 1}.`);
    else
      faults.add(
        ['rules', index, key],
        `The priority ${rule.priority} is taken by "${rules[before]!.id}": which of the two comes first?`,
        'Give each rule a priority of its own.',
      );
  });
}

/** Checks what a policy of sound form says: facts, operators, types, lists, templates, order. */
export function checkMeaning(policy: Policy, faults: Faults): void {
  checkUnique(policy.rules, 'id', faults);
  checkUnique(policy.rules, 'priority', faults);
  const used = new Set<string>();
  policy.rules.forEach((rule, index) => {
    const path: Path = ['rules', index];
    for (const { comparison, path: at } of comparisons(rule.conditions, [...path, 'conditions'])) {
      checkComparison(comparison, policy, at, faults);
      const { value } = comparison;
      if (typeof value === 'object' && value !== null && 'fact' in value) used.add(value.fact);
    }
    if (policy.hitPolicy === 'score' && rule.whenUnknown === 'ask')
      faults.add(
        [...path, 'whenUnknown'],
        'A ranking cannot wait for a person: what is unknown gives no points.',
        'Write "skip".',
      );
    checkTemplate(rule.reason, policy.decides, rule, [...path, 'reason'], faults);
    checkEvent(rule, policy.decides, [...path, 'event'], faults);
  });
  if (policy.otherwise) checkTemplate(policy.otherwise.reason, policy.decides, undefined, ['otherwise', 'reason'], faults);
  checkReachable(policy, faults);
  for (const name of Object.keys(policy.lists))
    if (!used.has(LIST + name)) faults.add(['lists', name], `No rule uses the list "${name}".`, 'Leave it out.');
}
