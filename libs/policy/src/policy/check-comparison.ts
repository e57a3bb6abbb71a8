import { suggestion } from '#lib/kernel';
import { catalog, factsOf } from '../catalog/catalog.ts';
import type { FactDefinition } from '../catalog/define.ts';
import type { PolicyKind } from '../kinds/index.ts';
import { lookups } from '../lookups/index.ts';
import type { Faults } from './fault.ts';
import type { Path } from './json-text.ts';
import { OPERATORS } from './operators.ts';
import type { Comparison, Condition, Policy } from './schema.ts';

export const LIST = 'list:';

/** All comparisons of a condition, with where they stand. */
export function comparisons(condition: Condition, path: Path = []): { comparison: Comparison; path: Path }[] {
  if ('all' in condition) return condition.all.flatMap((one, index) => comparisons(one, [...path, 'all', index]));
  if ('any' in condition) return condition.any.flatMap((one, index) => comparisons(one, [...path, 'any', index]));
  if ('not' in condition) return comparisons(condition.not, [...path, 'not']);
  return [{ comparison: condition, path }];
}

/** The fact of that name, where there is one and policies of this kind may use it; else a fault. */
export function factAt(name: string, kind: PolicyKind, path: Path, faults: Faults): FactDefinition | undefined {
  const fact = catalog.get(name);
  const usable = factsOf(kind);
  if (fact && usable.includes(fact)) return fact;
  const near = suggestion(
    name,
    usable.map((one) => one.name),
  );
  if (!fact) faults.add(path, `There is no fact "${name}".`, near);
  else {
    const from = fact.from.map((one) => lookups[one].label).join(', ');
    faults.add(path, `"${name}" is not known where ${kind} is decided: it comes from ${from}.`, near);
  }
  return undefined;
}

function checkParams(fact: FactDefinition, params: Comparison['params'], path: Path, faults: Faults): void {
  if (!fact.params) {
    if (params) faults.add([...path, 'params'], `"${fact.name}" takes no params.`, 'Leave them out.');
    return;
  }
  const parsed = fact.params.safeParse(params ?? {});
  if (parsed.success) return;
  const known = Object.keys(fact.params.shape);
  for (const issue of parsed.error.issues) {
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys)
        faults.add([...path, 'params', key], `"${fact.name}" has no param "${key}".`, suggestion(key, known));
    else
      faults.add(
        [...path, 'params', ...(issue.path as string[])],
        `"${fact.name}" needs the param "${String(issue.path[0])}": ${issue.message}.`,
      );
  }
}

const TYPE_WORDS: Readonly<Record<FactDefinition['type'], string>> = {
  number: 'a number',
  money: 'an amount, e.g. 35 or 24.5',
  text: 'text',
  choice: 'one of its choices',
  date: 'a date, YYYY-MM-DD',
  list: 'a list',
  'yes/no': 'true or false',
};

/** What is wrong with one literal beside such a fact, or undefined. */
function literalFault(fact: FactDefinition, value: unknown): { message: string; suggestion?: string } | undefined {
  const wrong = { message: `"${fact.name}" is ${TYPE_WORDS[fact.type]}, and ${JSON.stringify(value)} is not.` };
  switch (fact.type) {
    case 'number':
      return typeof value === 'number' ? undefined : wrong;
    case 'money':
      return typeof value === 'number' && Math.abs(value * 100 - Math.round(value * 100)) < 1e-6 ? undefined : wrong;
    case 'yes/no':
      return typeof value === 'boolean' ? undefined : wrong;
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? undefined : wrong;
    case 'choice':
      if (typeof value !== 'string') return wrong;
      return fact.choices!.includes(value)
        ? undefined
        : { message: `"${fact.name}" is never "${value}".`, suggestion: suggestion(value, fact.choices!) };
    case 'text':
    case 'list':
      return typeof value === 'string' ? undefined : wrong;
  }
}

function checkReference(
  fact: FactDefinition,
  value: { fact: string; params?: Comparison['params'] },
  policy: Policy,
  takes: string,
  path: Path,
  faults: Faults,
): void {
  if (value.fact.startsWith(LIST)) {
    const list = policy.lists[value.fact.slice(LIST.length)];
    if (!list)
      faults.add(
        [...path, 'fact'],
        `The policy has no list "${value.fact.slice(LIST.length)}".`,
        suggestion(
          value.fact,
          Object.keys(policy.lists).map((name) => LIST + name),
        ),
      );
    else if (takes !== 'values')
      faults.add(path, 'One value is compared here, and this is a list.', 'Use "in", or name the value.');
    else
      for (const one of list) {
        const fault = literalFault(fact, one);
        if (fault) faults.add(path, `In ${value.fact}: ${fault.message}`, fault.suggestion);
      }
    return;
  }
  const other = factAt(value.fact, policy.decides, [...path, 'fact'], faults);
  if (!other) return;
  checkParams(other, value.params, path, faults);
  if (takes === 'values' && other.type !== 'list') faults.add(path, `"${other.name}" is no list.`);
  else if (takes === 'value' && other.type !== fact.type)
    faults.add(
      path,
      `"${fact.name}" is ${TYPE_WORDS[fact.type]} and "${other.name}" is ${TYPE_WORDS[other.type]}: they cannot be compared.`,
    );
}

function checkValue(fact: FactDefinition, { operator, value }: Comparison, policy: Policy, path: Path, faults: Faults): void {
  const { takes } = OPERATORS[operator]!;
  if (takes === 'yes/no') {
    if (typeof value !== 'boolean') faults.add(path, '"known" is compared with true or false.');
    return;
  }
  if (value === null) {
    if (operator !== 'equal' && operator !== 'notEqual')
      faults.add(path, 'Only "equal" and "notEqual" can be asked of null (none).');
    else if (!fact.none) faults.add(path, `"${fact.name}" always has a value; it is never null.`);
    return;
  }
  if (typeof value === 'object' && 'fact' in value) return checkReference(fact, value, policy, takes, path, faults);
  if (takes === 'values') {
    if (!Array.isArray(value)) faults.add(path, `"${operator}" needs a list of values.`);
    else
      value.forEach((one, index) => {
        const fault = literalFault(fact, one);
        if (fault) faults.add([...path, index], fault.message, fault.suggestion);
      });
    return;
  }
  if (fact.type === 'list' && takes === 'value')
    return faults.add(path, 'A list can only be equal to null (none).', 'Use "contains" or "someFact:in".');
  const fault = literalFault(fact, value);
  if (fault) faults.add(path, fault.message, fault.suggestion);
}

export function checkComparison(comparison: Comparison, policy: Policy, path: Path, faults: Faults): void {
  const operator = OPERATORS[comparison.operator];
  if (!operator)
    faults.add(
      [...path, 'operator'],
      `There is no operator "${comparison.operator}".`,
      suggestion(comparison.operator, Object.keys(OPERATORS)),
    );
  const fact = factAt(comparison.fact, policy.decides, [...path, 'fact'], faults);
  if (!fact) return;
  checkParams(fact, comparison.params, path, faults);
  if (!operator) return;
  if (!operator.of.includes(fact.type)) {
    const fitting = Object.entries(OPERATORS).flatMap(([name, { of }]) => (of.includes(fact.type) ? [name] : []));
    faults.add(
      [...path, 'operator'],
      `"${comparison.operator}" cannot be asked of "${fact.name}", which is ${TYPE_WORDS[fact.type]}.`,
      `Use: ${fitting.join(', ')}.`,
    );
  } else checkValue(fact, comparison, policy, [...path, 'value'], faults);
}
