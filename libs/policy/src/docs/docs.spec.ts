import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedPolicy } from '../__fixtures__/policies.ts';
import {
  compilePolicy,
  factsOf,
  policiesMarkdown,
  policyJsonSchema,
  POLICY_KINDS,
  factsMarkdown,
  type CompiledPolicy,
} from '../index.ts';

const ROOT = join(import.meta.dirname, '../../../..');

describe('what is made of the catalog', () => {
  it.each(POLICY_KINDS)('for %s offers an editor every fact with its meaning, and what may be asked of it', (kind) => {
    const schema = policyJsonSchema(kind) as {
      $defs: { comparison: { properties: { fact: { anyOf: { const: string; description: string }[] } }; allOf: unknown[] } };
      properties: { decides: { const: string } };
    };
    const { fact } = schema.$defs.comparison.properties;
    expect(fact.anyOf.map((one) => one.const)).toEqual(factsOf(kind).map((one) => one.name));
    expect(fact.anyOf.every((one) => one.description.length > 20)).toBe(true);
    expect(schema.$defs.comparison.allOf.length).toBeGreaterThan(0);
    expect(schema.properties.decides.const).toBe(kind);
  });

  it('is committed as it is now', async () => {
    const schema = JSON.parse(readFileSync(join(ROOT, 'libs/policy/schemas/sourcing.schema.json'), 'utf8')) as unknown;
    expect(schema).toEqual(JSON.parse(JSON.stringify(policyJsonSchema('sourcing'))));
    const shipped: CompiledPolicy[] = [];
    for (const kind of POLICY_KINDS) shipped.push(await compilePolicy(shippedPolicy(kind)));
    const text = policiesMarkdown(shipped);
    for (const { rules } of shipped) for (const { rule } of rules) expect(text).toContain(`\`${rule.id}\``);
    expect(text).not.toMatch(/undefined|\[object/);
    expect(factsMarkdown()).not.toMatch(/undefined|\[object/);
  });
});
