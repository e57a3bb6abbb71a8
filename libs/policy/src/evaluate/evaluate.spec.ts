import fc from 'fast-check';
import { anyCondition, completion, factsFor, known, policyOf, shippedText, unknown } from '../__fixtures__/policies.ts';
import { compilePolicy, evaluate, readPolicy, type CompiledPolicy, type Facts, type FactState, type Policy } from '../index.ts';

const compile = (policy: Policy<'sourcing'>) => compilePolicy(policy);
const shipped = async (): Promise<CompiledPolicy<'sourcing'>> => {
  const read = readPolicy(shippedText(), 'sourcing');
  if (!read.ok) throw new Error('the shipped policy is wrong');
  return compilePolicy(read.value);
};
const missing = (...lookups: Extract<FactState, { state: 'missing' }>['lookups']): FactState => ({ state: 'missing', lookups });

describe('evaluate', () => {
  it('lets the first rule that applies decide and tells of every rule', async () => {
    const compiled = await compile(
      policyOf([
        { conditions: { all: [{ fact: 'patron-blocked', operator: 'equal', value: true }] }, event: { type: 'tell-patron' } },
        {
          conditions: { all: [{ fact: 'publication-age', operator: 'lessThanInclusive', value: 3 }] },
          event: { type: 'hold' },
          reason: 'Age {publication-age}.',
        },
        { conditions: { any: [{ fact: 'publication-age', operator: 'equal', value: 2 }] }, event: { type: 'link' } },
      ]),
    );
    const evaluation = await evaluate(compiled, { 'patron-blocked': known(false), 'publication-age': known(2) });
    expect(evaluation).toMatchObject({
      kind: 'decided',
      by: 'rule',
      rule: { id: 'rule-2' },
      event: { type: 'hold' },
      reason: 'Age 2 years.',
    });
    expect(evaluation.trace.map((one) => [one.id, one.outcome, one.truth])).toEqual([
      ['rule-1', 'not-met', 'false'],
      ['rule-2', 'decided', 'true'],
      ['rule-3', 'after', 'true'],
    ]);
    expect(evaluation.trace[1]!.conditions.nodes[0]).toMatchObject({
      fact: 'publication-age',
      operator: 'lessThanInclusive',
      value: 3,
      saw: 2,
    });
  });

  it('takes what nobody could find out for neither true nor false, denied or not', async () => {
    for (const conditions of [
      { all: [{ fact: 'patron-blocked', operator: 'equal', value: true }] },
      { not: { fact: 'patron-blocked', operator: 'equal', value: true } },
      { not: { all: [{ not: { fact: 'patron-blocked', operator: 'notEqual', value: true } }] } },
      { not: { fact: 'publication-age', operator: 'lessThan', value: 3 } },
    ] as Policy<'sourcing'>['rules'][number]['conditions'][]) {
      const facts: Facts = { 'patron-blocked': unknown('The file is locked.'), 'publication-age': unknown('No year.') };
      const skipping = await evaluate(await compile(policyOf([{ conditions }])), facts);
      expect(skipping).toMatchObject({
        kind: 'decided',
        by: 'otherwise',
        trace: [{ outcome: 'skipped-unknown', truth: 'unknown' }],
      });
      const asking = await evaluate(await compile(policyOf([{ conditions, whenUnknown: 'ask' }])), facts);
      expect(asking).toMatchObject({ kind: 'decided', by: 'unknown', event: { type: 'staff' } });
      expect((asking as { reason: string }).reason).toMatch(/cannot be checked \(Rule 1\): (The file is locked\.|No year\.)/);
    }
  });

  it('lets a policy ask whether something is known', async () => {
    const compiled = await compile(
      policyOf([{ conditions: { all: [{ fact: 'patron-blocked', operator: 'known', value: false }] }, event: { type: 'hold' } }]),
    );
    expect(await evaluate(compiled, { 'patron-blocked': unknown() })).toMatchObject({ by: 'rule' });
    expect(await evaluate(compiled, { 'patron-blocked': known(true) })).toMatchObject({ by: 'otherwise' });
    expect(await evaluate(compiled, {})).toMatchObject({ kind: 'needs', lookups: ['patron'] });
  });

  it('asks for the cheapest look-ups first, and for none that cannot matter', async () => {
    const compiled = await compile(
      policyOf([
        {
          conditions: {
            all: [
              { fact: 'working-days-left', operator: 'lessThanInclusive', value: 2 },
              { fact: 'get-it-now-price', operator: 'lessThanInclusive', value: 35 },
              {
                any: [
                  { fact: 'free-lenders', operator: 'equal', value: 0 },
                  { fact: 'fund-left', operator: 'greaterThan', value: 1 },
                ],
              },
            ],
          },
        },
      ]),
    );
    const open = { 'get-it-now-price': missing('get-it-now'), 'free-lenders': missing('holders'), 'fund-left': missing('fund') };
    expect(await evaluate(compiled, { ...open, 'working-days-left': known(1) })).toMatchObject({
      kind: 'needs',
      rule: 'rule-1',
      lookups: ['fund'],
    });
    const funded = { ...open, 'working-days-left': known(1), 'fund-left': known({ minor: 5000, currency: 'USD' }) };
    // the fund settles the any: who holds it does not matter any more
    expect(await evaluate(compiled, funded)).toMatchObject({ kind: 'needs', lookups: ['get-it-now'] });
    expect(await evaluate(compiled, { ...open, 'working-days-left': known(3) })).toMatchObject({
      kind: 'decided',
      by: 'otherwise',
    });
  });

  it('adds and goes on, and bars what an added rule forbids', async () => {
    const compiled = await compile(
      policyOf([
        { number: '18', event: { type: 'add', params: { effect: 'never-buy', bars: ['buy'] } }, reason: 'Never.' },
        { event: { type: 'buy', params: { what: 'print', from: 'vendor', addToCollection: true } } },
        { event: { type: 'hold' } },
      ]),
    );
    expect(await evaluate(compiled, { 'patron-blocked': known(true) })).toMatchObject({
      rule: { id: 'rule-3' },
      added: [{ id: 'rule-1', number: '18', effect: 'never-buy', reason: 'Never.', bars: ['buy'] }],
      trace: [{ outcome: 'added' }, { outcome: 'barred', barredBy: 'rule-1', truth: 'true' }, { outcome: 'decided' }],
    });
  });

  it('does not compare amounts in different currencies', async () => {
    const compiled = await compile(
      policyOf([{ conditions: { all: [{ fact: 'print-price', operator: 'lessThan', value: 100 }] }, whenUnknown: 'ask' }]),
    );
    expect(await evaluate(compiled, { 'print-price': known({ minor: 100, currency: 'EUR' }) })).toMatchObject({
      by: 'unknown',
      reason: expect.stringContaining('EUR 1 is not in USD'),
    });
    expect(await evaluate(compiled, { 'print-price': known({ minor: 9999, currency: 'USD' }) })).toMatchObject({ by: 'rule' });
  });

  it('compares amounts to the cent', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2_000_000 }), async (minor) => {
        const conditions = { all: [{ fact: 'print-price', operator: 'lessThanInclusive', value: minor / 100 }] };
        const compiled = await compile(policyOf([{ conditions }]));
        expect(await evaluate(compiled, { 'print-price': known({ minor, currency: 'USD' }) })).toMatchObject({ by: 'rule' });
        expect(await evaluate(compiled, { 'print-price': known({ minor: minor + 1, currency: 'USD' }) })).toMatchObject({
          by: 'otherwise',
        });
      }),
      { numRuns: 50 },
    );
  });

  it('decides no otherwise however many decisions are under way', async () => {
    const compiled = await shipped();
    await fc.assert(
      fc.asyncProperty(fc.array(factsFor(compiled, ['unknown', 'missing']), { minLength: 20, maxLength: 20 }), async (all) => {
        const together = await Promise.all(all.map((facts) => evaluate(compiled, facts)));
        for (const [index, facts] of all.entries()) expect(await evaluate(compiled, facts)).toEqual(together[index]);
      }),
      { numRuns: 5 },
    );
  });

  it('decides the same again from the facts as kept, through JSON', async () => {
    const compiled = await shipped();
    await fc.assert(
      fc.asyncProperty(factsFor(compiled, ['unknown', 'missing']), async (facts) => {
        const again = JSON.parse(JSON.stringify(facts)) as Facts;
        const policy = await compilePolicy(JSON.parse(JSON.stringify(compiled.policy)) as Policy<'sourcing'>);
        expect(policy.hash).toBe(compiled.hash);
        expect(await evaluate(policy, again)).toEqual(await evaluate(compiled, facts));
      }),
      { numRuns: 100 },
    );
  });

  it('decides before all is looked up only where nothing that is missing could change it', async () => {
    const compiled = await shipped();
    await fc.assert(
      fc.asyncProperty(
        factsFor(compiled, ['unknown', 'missing']).chain((facts) =>
          fc.tuple(fc.constant(facts), completion(compiled, facts, 'missing')),
        ),
        async ([facts, complete]) => {
          const early = await evaluate(compiled, facts);
          const late = await evaluate(compiled, complete);
          const wanted =
            early.kind === 'needs'
              ? {}
              : { kind: 'decided', by: early.by, event: early.event, added: early.added.map(({ id }) => ({ id })) };
          expect(early.kind === 'needs' ? early.lookups : ['none needed']).not.toEqual([]);
          expect(late).toMatchObject(wanted);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('fires a rule over unknown facts only where it would fire whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(anyCondition, async (conditions) => {
        const compiled = await compile(policyOf([{ conditions }]));
        await fc.assert(
          fc.asyncProperty(
            factsFor(compiled, ['unknown']).chain((facts) =>
              fc.tuple(fc.constant(facts), completion(compiled, facts, 'unknown')),
            ),
            async ([facts, complete]) => {
              const { truth } = (await evaluate(compiled, facts)).trace[0]!;
              const asksForKnown = JSON.stringify(conditions).includes('"known"');
              const after = (await evaluate(compiled, complete)).trace[0]!.truth;
              const fair = truth === 'unknown' || asksForKnown || after === 'unknown' || after === truth;
              expect([fair, truth, after]).toEqual([true, truth, after]);
            },
          ),
          { numRuns: 10 },
        );
      }),
      { numRuns: 60 },
    );
  });

  it('agrees with a plain reading of the condition wherever all is known', async () => {
    type Any = { all?: Any[]; any?: Any[]; not?: Any; fact?: string; operator?: string; value?: unknown };
    const plain = (node: Any, facts: Facts): boolean => {
      if (node.all) return node.all.every((one) => plain(one, facts));
      if (node.any) return node.any.some((one) => plain(one, facts));
      if (node.not) return !plain(node.not, facts);
      const state = facts[node.fact!] as Extract<FactState, { state: 'known' }>;
      const raw =
        typeof state.value === 'object' && state.value !== null && 'minor' in state.value ? state.value.minor / 100 : state.value;
      const [a, b] = [raw as number, node.value as number];
      const compare: Record<string, () => boolean> = {
        equal: () => a === b,
        notEqual: () => a !== b,
        known: () => Boolean(b),
        lessThan: () => a !== null && a < b,
        lessThanInclusive: () => a !== null && a <= b,
        greaterThan: () => a !== null && a > b,
        greaterThanInclusive: () => a !== null && a >= b,
        contains: () => Array.isArray(raw) && raw.includes(String(node.value)),
        doesNotContain: () => !(Array.isArray(raw) && raw.includes(String(node.value))),
      };
      return compare[node.operator!]!();
    };
    await fc.assert(
      fc.asyncProperty(anyCondition, async (conditions) => {
        const compiled = await compile(policyOf([{ conditions }]));
        await fc.assert(
          fc.asyncProperty(factsFor(compiled, []), async (facts) => {
            const price = facts['print-price'];
            const foreign = price?.state === 'known' && (price.value as { currency?: string } | null)?.currency === 'EUR';
            const dollars = foreign ? { ...facts, 'print-price': known({ minor: 4000, currency: 'USD' }) } : facts;
            expect((await evaluate(compiled, dollars)).trace[0]!.truth).toBe(String(plain(conditions, dollars)));
          }),
          { numRuns: 10 },
        );
      }),
      { numRuns: 60 },
    );
  });
});
