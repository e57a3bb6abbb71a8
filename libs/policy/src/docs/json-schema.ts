import { z } from 'zod';
import { factsOf } from '../catalog/catalog.ts';
import type { FactDefinition } from '../catalog/define.ts';
import { FACT_TYPES, type FactType } from '../catalog/value.ts';
import { caseFileSchema } from '../cases/schema.ts';
import { HIT_POLICIES, POLICY_KINDS, type PolicyKind } from '../kinds/index.ts';
import { OPERATORS } from '../policy/operators.ts';
import { policySchema } from '../policy/schema.ts';

type Json = Record<string, unknown>;

/** A name with what it means: editors offer it so. */
const named = (names: Iterable<readonly [name: string, description: string]>): Json => ({
  anyOf: [...names].map(([name, description]) => ({ const: name, description })),
});

const VALUES: Readonly<Record<FactType, (facts: readonly FactDefinition[]) => Json>> = {
  number: () => ({ type: 'number' }),
  money: () => ({ type: 'number', description: "In whole units of the policy's currency" }),
  text: () => ({ type: 'string' }),
  choice: (facts) => ({ enum: [...new Set(facts.flatMap((fact) => fact.choices ?? []))] }),
  date: () => ({ type: 'string', format: 'date' }),
  list: () => ({ type: 'string' }),
  'yes/no': () => ({ type: 'boolean' }),
};

/** What may stand beside the facts of one type. */
function beside(type: FactType, facts: readonly FactDefinition[]): Json {
  const value = VALUES[type](facts);
  return {
    if: { properties: { fact: { enum: facts.map((fact) => fact.name) } }, required: ['fact'] },
    // oxlint-disable-next-line unicorn/no-thenable -- JSON Schema's own word
    then: {
      properties: {
        operator: {
          enum: Object.entries(OPERATORS).flatMap(([name, { of }]) => (of.includes(type) ? [name] : [])),
        },
        value: {
          anyOf: [
            value,
            { type: 'array', minItems: 1, items: value },
            { type: 'boolean', description: 'With "known"' },
            { type: 'null', description: 'There is none' },
            { $ref: '#/$defs/reference' },
          ],
        },
      },
    },
  };
}

/** The conditions of a kind's rules: which facts there are, and what may be asked of each. */
function conditions(kind: PolicyKind): Json {
  const facts = factsOf(kind);
  const group = (key: 'all' | 'any', description: string): Json => ({
    type: 'object',
    properties: { [key]: { type: 'array', minItems: 1, items: { $ref: '#/$defs/condition' }, description } },
    required: [key],
    additionalProperties: false,
  });
  const fact = named(facts.map((one) => [one.name, `${one.meaning} (${one.type})`]));
  return {
    whole: { anyOf: [{ $ref: '#/$defs/all' }, { $ref: '#/$defs/any' }, { $ref: '#/$defs/not' }] },
    condition: { anyOf: [{ $ref: '#/$defs/whole' }, { $ref: '#/$defs/comparison' }] },
    all: group('all', 'Every one of these holds'),
    any: group('any', 'At least one of these holds'),
    not: {
      type: 'object',
      properties: { not: { $ref: '#/$defs/condition', description: 'This does not hold' } },
      required: ['not'],
      additionalProperties: false,
    },
    reference: {
      type: 'object',
      properties: {
        fact: { anyOf: [fact, { type: 'string', pattern: '^list:', description: 'One of the lists of the policy: list:NAME' }] },
        params: { type: 'object' },
      },
      required: ['fact'],
      additionalProperties: false,
    },
    comparison: {
      type: 'object',
      properties: {
        fact: { ...fact, description: 'What is looked at' },
        params: { type: 'object', description: 'What the fact needs to be told' },
        operator: named(Object.entries(OPERATORS).map(([name, { says }]) => [name, says])),
        value: { description: 'What it is compared with: a value, null for none, a list, or {"fact": …}' },
      },
      required: ['fact', 'operator', 'value'],
      additionalProperties: false,
      allOf: FACT_TYPES.flatMap((type) => {
        const those = facts.filter((one) => one.type === type);
        return those.length ? [beside(type, those)] : [];
      }),
    },
  };
}

/** The JSON Schema of the policies of a kind, for editors: every name with its meaning, every fact with what may be asked of it. */
export function policyJsonSchema(kind: PolicyKind): Json {
  const made = z.toJSONSchema(policySchema(kind), { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Json;
  const properties = made['properties'] as Record<string, Json>;
  const rule = properties['rules']!['items'] as { properties: Record<string, Json> };
  rule.properties['conditions'] = { $ref: '#/$defs/whole', description: 'When the rule applies' };
  const { $defs: _, ...rest } = made;
  return { ...rest, $defs: conditions(kind) };
}

/** All schemas, by file name. */
export function policySchemas(): Map<string, Json> {
  return new Map([
    ...POLICY_KINDS.map((kind) => [`${kind}.schema.json`, policyJsonSchema(kind)] as const),
    ...HIT_POLICIES.map((hit) => {
      const made = z.toJSONSchema(caseFileSchema(hit), { io: 'input', reused: 'inline' }) as Json;
      return [`cases-${hit}.schema.json`, made] as const;
    }),
  ]);
}
