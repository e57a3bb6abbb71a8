import { suggestion } from '#lib/kernel';
import { checkComparison, comparisons, factAt, LIST } from './check-comparison.ts';
import { EVENT_TYPES, QUESTIONS } from './events.ts';
import type { Faults } from './fault.ts';
import type { Path } from './json-text.ts';
import type { Policy, Rule } from './schema.ts';
import { placeholders } from './template.ts';

function checkTemplate(template: string, rule: Rule | undefined, path: Path, faults: Faults): void {
  const used = rule ? comparisons(rule.conditions).map((one) => one.comparison.fact) : [];
  for (const name of placeholders(template)) {
    const fact = factAt(name, path, faults);
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

function checkEvent(rule: Rule, path: Path, faults: Faults): void {
  const { event } = rule;
  if (event.type === 'add')
    event.params.bars?.forEach((route, index) => {
      if (!(EVENT_TYPES as readonly string[]).includes(route))
        faults.add([...path, 'params', 'bars', index], `There is no route "${route}".`, suggestion(route, EVENT_TYPES));
    });
  if (event.type !== 'ask-patron') return;
  const { question, options, cost } = event.params;
  const allowed: readonly string[] = QUESTIONS[question];
  const at = [...path, 'params'];
  checkTemplate(event.params.text, rule, [...at, 'text'], faults);
  options.forEach((option, index) => {
    if (!allowed.includes(option.value))
      faults.add(
        [...at, 'options', index, 'value'],
        `"${option.value}" is no answer to the question "${question}".`,
        suggestion(option.value, allowed),
      );
    checkTemplate(option.label, rule, [...at, 'options', index, 'label'], faults);
  });
  if (!options.some((option) => option.value === event.params.default))
    faults.add(
      [...at, 'default'],
      `Silence means "${event.params.default}", which is no option.`,
      suggestion(
        event.params.default,
        options.map((option) => option.value),
      ),
    );
  if (cost !== undefined) {
    const fact = factAt(cost, [...at, 'cost'], faults);
    if (fact && fact.type !== 'money') faults.add([...at, 'cost'], `"${cost}" is no amount of money.`);
  } else if (question === 'cost') faults.add(at, 'The question "cost" needs "cost": the fact that says how much.');
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
    checkTemplate(rule.reason, rule, [...path, 'reason'], faults);
    checkEvent(rule, [...path, 'event'], faults);
  });
  checkTemplate(policy.otherwise.reason, undefined, ['otherwise', 'reason'], faults);
  for (const name of Object.keys(policy.lists))
    if (!used.has(LIST + name)) faults.add(['lists', name], `No rule uses the list "${name}".`, 'Leave it out.');
}
