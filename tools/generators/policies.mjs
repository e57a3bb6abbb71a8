import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** libs/policy/schemas: what editors check policies by; docs/facts.md and docs/policies.md: what people read. */
export const policies = {
  name: 'policies: JSON Schemas and docs',
  owns: ['libs/policy/schemas'],
  async files() {
    const { compilePolicy, factsMarkdown, policiesMarkdown, policySchemas, readPolicy } =
      await import('../../dist/libs/policy/src/index.js');
    const shipped = [];
    for (const name of readdirSync('rules').filter((file) => !file.endsWith('.cases.json'))) {
      const read = readPolicy(readFileSync(join('rules', name), 'utf8'));
      if (!read.ok) throw new Error(`rules/${name} is not sound: npm run trillium -- policy check rules/${name}`);
      shipped.push(await compilePolicy(read.value));
    }
    return new Map([
      ...[...policySchemas()].map(([file, schema]) => [join('libs/policy/schemas', file), JSON.stringify(schema)]),
      ['docs/facts.md', factsMarkdown()],
      ['docs/policies.md', policiesMarkdown(shipped)],
    ]);
  },
};
