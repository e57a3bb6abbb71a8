import { suggestion } from '#lib/kernel';
import { z } from 'zod';
import type { Faults } from './fault.ts';
import type { Path } from './json-text.ts';
import { KINDS, POLICY_KINDS, type PolicyKind } from '../kinds/index.ts';
import { All, Any, Comparison, Not, policySchema } from './schema.ts';

type Issue = z.core.$ZodIssue;

/** The names an object may have at a path of a schema, for suggestions. */
function namesAt(schema: unknown, path: Path, value: unknown): string[] {
  let current = schema as z.ZodType | undefined;
  let at = value;
  for (const step of [...path, undefined]) {
    while (current instanceof z.ZodOptional || current instanceof z.ZodDefault) current = current.unwrap() as z.ZodType;
    if (current instanceof z.ZodDiscriminatedUnion) {
      const type = (at as { type?: unknown } | undefined)?.type;
      current = (current.options as z.ZodObject[]).find((option) => (option.shape['type'] as z.ZodLiteral).value === type);
    }
    if (step === undefined) break;
    at = (at as Record<string | number, unknown> | undefined)?.[step];
    if (current instanceof z.ZodObject) current = current.shape[step] as z.ZodType | undefined;
    else if (current instanceof z.ZodArray) current = current.element as z.ZodType;
    else if (current instanceof z.ZodRecord) current = current.valueType as z.ZodType;
    else current = undefined;
  }
  return current instanceof z.ZodObject ? Object.keys(current.shape) : [];
}

const typeName = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return (
    { string: 'text', number: 'a number', boolean: 'true or false', object: 'an object', undefined: 'nothing' }[
      typeof value as string
    ] ?? 'that'
  );
};
const WANTED: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  record: 'an object',
};

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((at, step) => (at as Record<string | number, unknown> | undefined)?.[step], value);

function report(issue: Issue, base: Path, value: unknown, schema: unknown, faults: Faults): void {
  const inner = issue.path as (string | number)[];
  const path = [...base, ...inner];
  const given = valueAt(value, inner);
  const name = String(inner.at(-1) ?? base.at(-1) ?? 'the policy');
  switch (issue.code) {
    case 'unrecognized_keys':
      for (const key of issue.keys)
        faults.add([...path, key], `"${key}" means nothing here.`, suggestion(key, namesAt(schema, inner, value)));
      return;
    case 'invalid_type':
      if (given === undefined) faults.add(path, `"${name}" is missing.`, `Add it: ${WANTED[issue.expected] ?? issue.expected}.`);
      else faults.add(path, `"${name}" is ${typeName(given)} and should be ${WANTED[issue.expected] ?? issue.expected}.`);
      return;
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      if (given === undefined) faults.add(path, `"${name}" is missing.`, `It is one of: ${allowed.join(', ')}.`);
      else
        faults.add(
          path,
          `"${name}" cannot be ${JSON.stringify(given)}.`,
          suggestion(typeof given === 'string' ? given : JSON.stringify(given), allowed),
        );
      return;
    }
    case 'invalid_union': {
      const options = (namesOf(schema) ?? []) as string[];
      const type = (given as { type?: unknown } | undefined)?.type ?? given;
      faults.add(
        path,
        type === undefined ? `"${name}" is missing.` : `There is no event ${JSON.stringify(type)}.`,
        suggestion(typeof type === 'string' ? type : '', options),
      );
      return;
    }
    case 'too_small':
      faults.add(
        path,
        given === '' || (Array.isArray(given) && !given.length)
          ? `"${name}" is empty.`
          : `"${name}" is too small: at least ${issue.minimum}.`,
      );
      return;
    case 'too_big':
      faults.add(path, `"${name}" is too big: at most ${issue.maximum}.`);
      return;
    default:
      faults.add(path, `"${name}" is not in the form it should be: ${issue.message}.`);
  }
}

const namesOf = (schema: unknown): unknown[] | undefined => {
  const rule = (schema as { shape?: Record<string, unknown> }).shape?.['rules'];
  const events = rule instanceof z.ZodArray ? (rule.element as z.ZodObject).shape['event'] : undefined;
  return events instanceof z.ZodDiscriminatedUnion
    ? (events.options as z.ZodObject[]).map((option) => (option.shape['type'] as z.ZodLiteral).value)
    : undefined;
};

/** Each condition by itself, chosen by its own key, so that a fault names the very comparison it is in. */
export function checkConditionShape(value: unknown, path: Path, faults: Faults, whole = true): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    faults.add(path, `A condition is an object, and here stands ${typeName(value)}.`);
    return false;
  }
  const branch = (['all', 'any', 'not'] as const).find((key) => Object.hasOwn(value, key));
  if (!branch) {
    if (whole) {
      const near = Object.keys(value)[0];
      faults.add(
        path,
        'Conditions begin with "all", "any" or "not".',
        near ? suggestion(near, ['all', 'any', 'not']) : undefined,
      );
      return false;
    }
    return checkWith(Comparison, value, path, faults);
  }
  const shallow = {
    all: All.extend({ all: z.array(z.unknown()).min(1) }),
    any: Any.extend({ any: z.array(z.unknown()).min(1) }),
    not: Not.extend({ not: z.unknown() }),
  };
  const inner = (value as Record<string, unknown>)[branch];
  if (Array.isArray(inner) && inner.length === 0) {
    faults.add(
      [...path, branch],
      `"${branch}" is empty: it would ${branch === 'all' ? 'always' : 'never'} apply.`,
      'Put a condition into it, or leave the rule out.',
    );
    return false;
  }
  if (!checkWith(shallow[branch], value, path, faults)) return false;
  if (branch === 'not') return checkConditionShape(inner, [...path, branch], faults, false);
  return (inner as unknown[])
    .map((one, index) => checkConditionShape(one, [...path, branch, index], faults, false))
    .every(Boolean);
}

function checkWith(schema: z.ZodType, value: unknown, path: Path, faults: Faults): boolean {
  const parsed = schema.safeParse(value);
  if (parsed.success) return true;
  for (const issue of parsed.error.issues) {
    if (issue.code === 'invalid_union' && issue.path.at(-1) === 'value')
      faults.add([...path, 'value'], 'The value is text, a number, true, false, null, a list, or {"fact": …}.');
    else report(issue, path, value, schema, faults);
  }
  return false;
}

/** Checks the form of a whole policy; conditions one by one. The question it answers, where it may be read as such a policy. */
export function checkShape(value: unknown, faults: Faults): PolicyKind | undefined {
  const before = faults.all.length;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    faults.add([], `A policy is an object, and here stands ${typeName(value)}.`);
    return undefined;
  }
  const { decides, rules } = value as { decides?: unknown; rules?: unknown };
  // what its rules may lead to hangs on the question: a wrong one is told alone
  if (typeof decides !== 'string' || !Object.hasOwn(KINDS, decides)) {
    const given = decides === undefined ? '"decides" is missing.' : `"decides" cannot be ${JSON.stringify(decides)}.`;
    faults.add(['decides'], given, suggestion(typeof decides === 'string' ? decides : '', POLICY_KINDS));
    return undefined;
  }
  const kind = decides as PolicyKind;
  const schema = policySchema(kind);
  const parsed = schema.safeParse(value);
  const inConditions = (issue: Issue) =>
    issue.path[0] === 'rules' && issue.path[2] === 'conditions' && valueAt(value, issue.path.slice(0, 3) as Path) !== undefined;
  if (!parsed.success)
    for (const issue of parsed.error.issues) if (!inConditions(issue)) report(issue, [], value, schema, faults);
  if (Array.isArray(rules))
    rules.forEach((rule: unknown, index) => {
      if (typeof rule === 'object' && rule !== null && 'conditions' in rule)
        checkConditionShape(rule.conditions, ['rules', index, 'conditions'], faults);
    });
  return faults.all.length === before ? kind : undefined;
}
