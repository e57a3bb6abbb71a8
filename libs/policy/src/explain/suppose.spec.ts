import fc from 'fast-check';
import { factsFor, shippedPolicy } from '../__fixtures__/policies.ts';
import { compilePolicy, evaluate, explain, type CompiledPolicy, type Decided, type Facts, type Policy } from '../index.ts';
import { wouldDecide } from '../evaluate/plain.ts';
import { grounds, toBreak, toFulfill } from './nearest.ts';
import { supposed } from './suppose.ts';

describe('what would have had to differ', () => {
  let compiled: CompiledPolicy<'sourcing'>;
  beforeAll(async () => {
    compiled = await compilePolicy(shippedPolicy('sourcing') as Policy<'sourcing'>);
  });

  /** The facts as the explanation supposes them for a runner-up; undefined where it is barred, which no fact could change. */
  function asSupposed(facts: Facts, decided: Decided, id: string): Facts | undefined {
    const trace = decided.trace.find((one) => one.id === id)!;
    if (trace.outcome === 'barred') return undefined;
    const winner = decided.trace.find((one) => one.outcome === 'decided');
    const behind = trace.outcome === 'after';
    const change = behind ? toBreak(winner!.conditions, grounds(trace.conditions)) : toFulfill(trace.conditions);
    return supposed(compiled, facts, change.leaves, behind);
  }

  it('is so: with these values the engine decides by the rule named', async () => {
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(factsFor(compiled, ['unknown']), async (facts) => {
        const decided = (await evaluate(compiled, facts)) as Decided;
        for (const { rule } of explain(compiled, facts, decided).runnersUp) {
          const changed = asSupposed(facts, decided, rule);
          if (!changed) continue;
          tried += 1;
          expect(await evaluate(compiled, changed)).toMatchObject({ kind: 'decided', by: 'rule', rule: { id: rule } });
        }
      }),
      { numRuns: 500 },
    );
    expect(tried).toBeGreaterThan(200);
  });

  it('is tried out by a plain reading that agrees with the engine', async () => {
    await fc.assert(
      fc.asyncProperty(factsFor(compiled, ['unknown', 'missing']), async (facts) => {
        const came = await evaluate(compiled, facts);
        const byRule = came.kind === 'decided' && came.by === 'rule' ? came.rule!.id : undefined;
        expect(wouldDecide(compiled, facts)).toBe(byRule);
      }),
      { numRuns: 500 },
    );
  });
});
