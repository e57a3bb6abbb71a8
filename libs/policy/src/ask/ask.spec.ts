import { article, findings, found, holder, holders, usd } from '../__fixtures__/findings.ts';
import { AT, known, shippedPolicy, unknown } from '../__fixtures__/policies.ts';
import {
  bestCopy,
  compilePolicy,
  copyrightRuling,
  decideRequest,
  DECIDING,
  explainRequest,
  explanationLines,
  type DecidingPolicies,
  type Holder,
  type Lookups,
} from '../index.ts';

const lender = (more: Partial<Holder> = {}): Holder => holder('TSU', { format: 'electronic', ...more });
const quotes: Lookups = {
  'get-it-now': found({ offer: { offer: 'g', price: usd(2400), hours: 4 }, royalty: usd(4000) }),
  'reprints-desk': found({ offer: { offer: 'r', price: usd(3900) } }),
};
const copies = (count: number): Lookups => ({
  copyright: found({ copies: Array.from({ length: count }, () => ({ year: 2023 })) }),
});
const base = (more: Lookups = {}): Lookups => findings(article({ library: 'MGH' }), more);

let policies: DecidingPolicies;
beforeAll(async () => {
  const all = DECIDING.map(async (kind) => [kind, await compilePolicy(shippedPolicy(kind))] as const);
  policies = Object.fromEntries(await Promise.all(all)) as unknown as DecidingPolicies;
});

describe('the best copy on offer', () => {
  const best = async (more: Lookups): Promise<unknown> => {
    const answer = await bestCopy(policies['provider-choice'], base({ ...quotes, ...more }));
    if ('needs' in answer) return answer.needs;
    return answer.found.known ? (answer.found.value.best?.source ?? null) : `? ${answer.found.reason}`;
  };
  it('is what the policy puts first', async () => {
    expect(await best(holders(lender()))).toBe('get-it-now');
    expect(await best({ 'get-it-now': found({ royalty: usd(1200) }), ...holders(lender()) })).toBe('royalty-and-borrowing');
  });
  it('is a quote where what the lender asks is not known, and unknown where there is none', async () => {
    const tellsLater = holders(lender({ symbol: 'ZZX', settledBy: 'OCLC' }));
    expect(await best(tellsLater)).toBe('get-it-now');
    const none = { 'get-it-now': found({ royalty: usd(1200) }), 'reprints-desk': found({}) };
    expect(await best({ ...tellsLater, ...none })).toMatch(/^\? No price can be compared \(royalty-and-borrowing/);
  });
  it('is none where nobody offers one', async () => {
    expect(await best({ 'get-it-now': found({}), 'reprints-desk': found({}), ...holders(lender()) })).toBeNull();
  });
  it('is not told in another currency, nor where a provider gave no answer', async () => {
    const euros = { 'get-it-now': found({ offer: { offer: 'g', price: { minor: 100, currency: 'EUR' } } }) };
    expect(await best(euros)).toBe('reprints-desk');
    expect(await best({ 'get-it-now': { known: false, reason: 'No answer.', source: 'Get It Now', at: AT } })).toBe(
      '? No answer.',
    );
  });
  it('waits for the quotes', async () => {
    expect(await bestCopy(policies['provider-choice'], base())).toEqual({ needs: ['get-it-now'] });
  });
});

describe('deciding a request', () => {
  it('asks first whether the patron may ask', async () => {
    const decision = await decideRequest(policies, base({ 'open-requests': found({ open: 25, thisYear: 30 }) }));
    expect(decision).toMatchObject({
      kind: 'decided',
      decided: { event: { type: 'refuse' }, rule: { id: 'too-many-open' }, policy: { name: 'eligibility' } },
    });
    if (decision.kind !== 'decided') throw new Error('not decided');
    expect(decision.decided.reason).toMatch(/^You have 25 requests under way/);
  });

  it('asks the copyright policy where a rule looks at it, and for quotes only where they matter', async () => {
    expect(await decideRequest(policies, base(copies(5)))).toEqual({ kind: 'needs', lookups: ['get-it-now'] });
    const within = await decideRequest(policies, base({ ...copies(4), ...holders(lender()) }));
    expect(within).toMatchObject({ kind: 'decided', decided: { rule: { id: 'borrow-free' } } });
    const beyond = await decideRequest(policies, base({ ...copies(5), ...quotes }));
    expect(beyond).toMatchObject({
      kind: 'decided',
      decided: {
        rule: { id: 'sixth-copy-buy', citation: { code: 'CONTU' } },
        reason:
          'A sixth copy: 5 copies of this title have been counted this year. The cheapest lawful copy is from Get It Now, at $24.',
      },
      consulted: [
        { policy: { name: 'eligibility' } },
        { policy: { name: 'copyright' }, rule: 'sixth-copy' },
        { policy: { name: 'provider-choice' } },
      ],
    });
    if (beyond.kind !== 'decided') throw new Error('not decided');
    const lines = explanationLines(explainRequest(beyond));
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringContaining('The number of copies counted this year is at least 5: 5 (test, 2025-10-06 14:00 UTC).'),
        'The provider-choice policy puts first Get It Now (costs $24), then Reprints Desk (costs $39).',
      ]),
    );
    expect(beyond.facts['copies-this-year(publishedWithinYears=5)']).toMatchObject({ state: 'known', value: 5 });
  });

  it('asks a person where the copyright policy cannot tell', async () => {
    const silent = { known: false, reason: 'The title list is being read.', source: 'the title list', at: AT } as const;
    const decision = await decideRequest(policies, base({ ...copies(5), licenses: silent, ...holders(lender()) }));
    // unlicensed or not: nothing is borrowed before that is known
    expect(decision).toMatchObject({ kind: 'decided', decided: { event: { type: 'staff' } } });
  });

  it('counts nothing and limits nothing where a library has switched the guideline off', async () => {
    const off = structuredClone(policies.copyright.policy);
    off.rules = [off.rules[0]!];
    off.otherwise = { event: { type: 'not-concerned', params: { counts: false } }, reason: 'Our library goes by its license.' };
    const without = { ...policies, copyright: await compilePolicy(off) };
    const decision = await decideRequest(without, base({ ...copies(9), ...holders(lender()) }));
    expect(decision).toMatchObject({ kind: 'decided', decided: { rule: { id: 'borrow-free' } } });
    const ruling = await copyrightRuling(without.copyright, base(copies(9)));
    expect(ruling).toMatchObject({ found: { value: { ruling: 'not-concerned', counts: false } } });
  });
});

describe('a rule that breaks while it runs', () => {
  it('counts as unknown, is told of, and does not stop the others', async () => {
    const policy = structuredClone(policies.eligibility.policy);
    // as no policy that was read could be: a list that is none
    policy.rules.unshift({
      ...policy.rules[0]!,
      id: 'broken',
      priority: 2000,
      conditions: { all: [{ fact: 'patron-group', operator: 'in', value: 7 }] },
    });
    const eligibility = await compilePolicy(policy);
    const refused = await decideRequest(
      { ...policies, eligibility },
      base({ 'open-requests': found({ open: 25, thisYear: 30 }) }),
    );
    expect(refused).toMatchObject({
      decided: {
        rule: { id: 'too-many-open' },
        failures: [{ rule: 'broken', message: expect.stringContaining('includes') }],
        trace: [{ id: 'broken', outcome: 'skipped-unknown', failed: expect.any(String) }, {}, {}],
      },
    });
    if (refused.kind !== 'decided') throw new Error('not decided');
    expect(explainRequest(refused).unknown).toEqual([expect.stringMatching(/could not be checked, for it failed: /)]);
  });

  it('so does a fact that breaks, or is of another type than it says', async () => {
    const { evaluate } = await import('../index.ts');
    const broken = await evaluate(policies.eligibility, {
      'open-requests': known('many'),
      'patron-group': unknown(),
      'requests-this-year': known(2),
    });
    expect(broken).toMatchObject({
      by: 'otherwise',
      failures: [{ rule: 'too-many-open', message: 'The fact "open-requests" should be number and is not.' }],
    });
    const strange = await decideRequest(policies, base({ licenses: found(undefined as never) }));
    expect(strange).toMatchObject({ kind: 'decided', decided: { event: { type: 'staff' } } });
    if (strange.kind !== 'decided') throw new Error('not decided');
    expect(strange.decided.failures).toEqual(
      expect.arrayContaining([{ rule: 'licensed', message: expect.stringContaining('failed') }]),
    );
  });
});
