import { factDraws, shippedNames, shippedPolicy } from '../__fixtures__/policies.ts';
import { compilePolicy, evaluateAny, type Facts, type Policy } from '../index.ts';

/** Kept facts decided again: of the policies with many rules fewer, of the small ones more. */
const COUNT = (rules: number): number => (rules > 9 ? 8000 : 17_000);

describe('replaying', () => {
  const counts = new Map<string, number>();
  afterAll(() => {
    const total = [...counts.values()].reduce((sum, one) => sum + one, 0);
    process.stdout.write(`${total} decisions replayed: ${[...counts].map(([name, count]) => `${name} ${count}`).join(', ')}\n`);
  });

  it.each(shippedNames())(
    'kept facts of %s by the kept policy gives the same decision, reasons and record',
    async (name) => {
      const compiled = await compilePolicy(shippedPolicy(name));
      const kept = await compilePolicy(JSON.parse(JSON.stringify(compiled.policy)) as Policy);
      expect(kept.hash).toBe(compiled.hash);
      const draw = factDraws(compiled, 20251006);
      const count = COUNT(compiled.rules.length);
      const differ: unknown[] = [];
      for (let n = 0; n < count; n += 1) {
        const facts = draw();
        const before = JSON.stringify(await evaluateAny(compiled, facts));
        const after = JSON.stringify(await evaluateAny(kept, JSON.parse(JSON.stringify(facts)) as Facts));
        if (before !== after) differ.push([n, before, after]);
      }
      counts.set(name, count);
      expect(differ.slice(0, 2)).toEqual([]);
    },
    180_000,
  );

  it('covers 100,000 decisions and more', () => {
    expect([...counts.values()].reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(100_000);
  });
});
