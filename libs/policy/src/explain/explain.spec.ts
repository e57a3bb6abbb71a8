import { known, shippedText, unknown } from '../__fixtures__/policies.ts';
import {
  caseFacts,
  compilePolicy,
  evaluate,
  explain,
  explanationLines,
  policySentences,
  readCases,
  readPolicy,
  type CompiledPolicy,
  type Decided,
  type Facts,
} from '../index.ts';
import { shippedCasesText } from '../__fixtures__/policies.ts';

describe('explaining', () => {
  let compiled: CompiledPolicy<'sourcing'>;
  let given: (set: string, more?: Facts) => Facts;
  beforeAll(async () => {
    const policy = readPolicy(shippedText(), 'sourcing');
    if (!policy.ok) throw new Error('the shipped policy is wrong');
    compiled = await compilePolicy(policy.value);
    const file = readCases(shippedCasesText(), policy.value);
    if (!file.ok) throw new Error('the shipped cases are wrong');
    given = (set, more = {}) => ({
      ...caseFacts(file.value, { given: set, facts: {} }, 'USD'),
      ...more,
    });
  });
  const explained = async (facts: Facts) => explain(compiled, facts, (await evaluate(compiled, facts)) as Decided);
  const usd = (dollars: number) => known({ minor: dollars * 100, currency: 'USD' });

  it('says what decided and on which facts, from where and when', async () => {
    const { decision, because } = await explained(
      given('article', { 'working-days-left': known(1), 'get-it-now-price': usd(36), 'reprints-desk-price': usd(39) }),
    );
    expect(decision).toBe(
      'Rule 16 (A copy needed within 2 working days: Reprints Desk, up to $45) decided: Needed within 1 working day: Reprints Desk delivers at $39.',
    );
    expect(because).toEqual([
      'What is asked for is a copy (the case, 2025-10-06 14:00 UTC).',
      'The time left until it is needed is at most 2 working days: 1 working day (test, 2025-10-06 14:00 UTC).',
      'The price at Reprints Desk is at most $45: $39 (test, 2025-10-06 14:00 UTC).',
      'The price at Reprints Desk is at most the money left in the fund ($500): $39 (test, 2025-10-06 14:00 UTC).',
    ]);
  });

  it('says what nearly decided and what would have had to differ, for two', async () => {
    const { runnersUp } = await explained(
      given('article', {
        'working-days-left': known(1),
        'get-it-now-price': usd(36),
        'reprints-desk-price': usd(39),
        'free-lenders': known(2),
      }),
    );
    expect(runnersUp).toEqual([
      {
        rule: 'rush-get-it-now',
        text: 'Rule 15 (A copy needed within 2 working days: Get It Now, up to $35) would have decided if the price at Get It Now were at most $35 (it was $36).',
      },
      {
        rule: 'borrow-free',
        text: 'Rule 22 (A free lender of the consortium: borrowed, by balance, then days) would have decided if the time left until it is needed were not at most 2 working days (it was 1 working day).',
      },
    ]);
  });

  it('says what could not be checked, and why', async () => {
    const { unknown: open } = await explained(
      given('book', { 'cheapest-cost': unknown('ZZX names its charge when asked.'), 'outside-lenders': known(1) }),
    );
    expect(open).toEqual([
      expect.stringMatching(
        /^Rule 20 .* could not be checked: the lowest cost of getting it is at least \$90 \(not known: ZZX names its charge when asked\.\)/,
      ),
    ]);
  });

  it('tells what was added, and what it forbade', async () => {
    const { added, runnersUp } = await explained(
      given('book', {
        'item-kind': known('av'),
        'free-lenders': known(1),
        'free-lenders-of-av': known(1),
        'print-price': usd(20),
        'cheapest-cost': usd(95),
      }),
    );
    expect(added).toEqual([expect.stringContaining('Audiovisual items are borrowed, never bought')]);
    expect(runnersUp.map((one) => one.text)).toEqual(
      expect.arrayContaining([expect.stringContaining('would have decided if rule 18 did not forbid it')]),
    );
  });

  it('has a sentence for every decision of the shipped cases, without a gap or an internal name', async () => {
    const policy = readPolicy(shippedText(), 'sourcing');
    const file = policy.ok ? readCases(shippedCasesText(), policy.value) : policy;
    if (!file.ok) throw new Error('wrong');
    for (const one of file.value.cases) {
      const facts = caseFacts(file.value, one, 'USD');
      const evaluation = await evaluate(compiled, facts);
      const lines = evaluation.kind === 'decided' ? explanationLines(explain(compiled, facts, evaluation)) : ['none.'];
      for (const line of lines) {
        expect(line).toMatch(/\.$/);
        expect(line).not.toMatch(/undefined|null|NaN|\[object|[{}]|equal|Inclusive|publishedVersion|get-it-now/);
      }
    }
  });

  it('says each rule in a sentence', () => {
    const sentences = policySentences(compiled);
    expect(sentences.find((one) => one.id === 'recent-book-buy')!.when).toBe(
      "If the kind of thing wanted is a book, and what is asked for is a loan, and the patron has not chosen another edition, and the age of the publication is at most 3 years, and (the vendor's price in print is at most $100, or (the vendor's price in print is at most $150, and the subject areas include one of “science”, “health” or “art”)), and the vendor's price in print is at most the money left in the fund.",
    );
    for (const { when } of sentences) expect(when).not.toMatch(/undefined|null|[{}]|Inclusive/);
  });
});
