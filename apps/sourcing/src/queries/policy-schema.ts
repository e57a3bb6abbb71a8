import { factsOf, kindOf, OPERATORS, policySchema, type PolicyKind } from '#lib/policy';
import { z } from 'zod';

interface Schema {
  properties?: Record<string, Schema>;
  description?: string;
  [key: string]: unknown;
}

/**
 * The JSON Schema (2020-12) by which an editor completes and explains a policy of that kind. It is laxer than the checker, which also
 * knows which operator goes with which fact; the names of facts and operators are in it, with what they mean.
 */
export function policyJsonSchema(kind: PolicyKind): Record<string, unknown> {
  const schema = z.toJSONSchema(policySchema(kind), { io: 'input', unrepresentable: 'any' }) as Schema;
  const facts = factsOf(kind);
  const meaning = facts.map(({ name, meaning: said }) => `${name}: ${said}`).join('\n');
  walk(schema, ({ properties }) => {
    if (!properties?.['fact']) return;
    const comparison = properties['operator'] !== undefined;
    properties['fact'] = comparison
      ? { type: 'string', enum: facts.map(({ name }) => name), description: `What is looked at.\n${meaning}` }
      : { type: 'string', description: 'Another fact, or a list of this policy: list:NAME' };
    if (comparison)
      properties['operator'] = { type: 'string', enum: Object.keys(OPERATORS), description: 'How fact and value are compared' };
  });
  schema.description = kindOf(kind).question;
  return schema;
}

function walk(node: unknown, visit: (schema: Schema) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node)) visit(node as Schema);
  for (const inner of Object.values(node)) walk(inner, visit);
}
