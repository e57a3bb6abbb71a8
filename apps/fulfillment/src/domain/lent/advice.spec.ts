import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LentAdvice, PartnerChanged } from '#lib/contracts';
import { evaluate } from '#lib/policy';
import { projectRoot } from '#lib/service';
import { lendingPolicy } from '../../__fixtures__/lending.ts';
import { lender, usd, wanted } from '../../__fixtures__/samples.ts';
import type { Attempt } from '../attempt/index.ts';
import { adviceOf, askedOf, lendingFacts, type Asked, type Borrower } from './advice.ts';

const shipped = (): string => readFileSync(join(projectRoot(), 'rules/lending.json'), 'utf8');
const partner = { active: true, country: 'US', loansOpen: true, settledBy: 'nobody' } as PartnerChanged;
const borrower: Borrower = { symbol: 'BLL', partner, member: false, abroad: false, balance: 0 };

async function advice(
  text: string | undefined,
  from: Borrower,
  service: 'loan' | 'copy' = 'loan',
  asked: Asked = {},
): Promise<LentAdvice> {
  const compiled = await lendingPolicy(text);
  const facts = lendingFacts(compiled, service, from, asked, '2025-10-06T14:00:00.000Z');
  const decided = await evaluate(compiled, facts);
  if (decided.kind !== 'decided') throw new Error('nothing is left to look up');
  return adviceOf(compiled, facts, decided);
}

describe('what the lender’s policy says', () => {
  it('is its answer with hash, rule, reason and the facts it rests on', async () => {
    expect(await advice(undefined, borrower)).toEqual({
      policy: (await lendingPolicy()).hash,
      answer: 'supply',
      params: { loanDays: 28 },
      rule: 'partners',
      reason: 'Four weeks for BLL, says our own policy.',
      because: [
        expect.stringMatching(/^What the other library asks for is a loan/),
        expect.stringMatching(/^The asking library is a partner/),
      ],
    });
    expect(await advice(undefined, { ...borrower, balance: 3 })).toMatchObject({
      answer: 'staff',
      reason: 'BLL owes 3 items, says our own policy.',
    });
  });

  it.each<[string, Partial<Borrower>, Partial<LentAdvice>]>([
    ['a library without an agreement', { partner: undefined }, { answer: 'staff', rule: 'stranger' }],
    ['a partner of before', { partner: { ...partner, active: false } }, { answer: 'staff', rule: 'stranger' }],
    [
      'a country that is suspended',
      { abroad: true, partner: { ...partner, loansOpen: false } },
      { answer: 'unfilled', rule: 'country-suspended', params: { reason: 'PolicyProblem' } },
    ],
    ['one that owes much', { balance: 101 }, { answer: 'staff', rule: 'owes-much' }],
  ])('of the shipped policy to %s', async (_, part, expected) => {
    expect(await advice(shipped(), { ...borrower, ...part })).toMatchObject(expected);
  });

  it('leaves to a person what rests on the catalog, which is not looked up, and says so', async () => {
    const said = await advice(shipped(), borrower);
    expect(said).toMatchObject({ answer: 'staff', reason: expect.stringContaining('has not been looked up') });
    expect(said.rule).toBeUndefined();
  });

  it('rests on what the request says of itself: pages of copies, and the most it pays', () => {
    const attempt = (machine: 'borrow-loan' | 'borrow-copy'): Attempt =>
      ({
        plan: { machine, lender: { ...lender('TSU', { maxCost: usd(2000) }), daysToRespond: 2 } },
        wanted: { ...wanted('copy'), citation: { ...wanted('copy').citation, pages: '558-565' } },
      }) as unknown as Attempt;
    expect(askedOf(attempt('borrow-copy'))).toEqual({ pages: 8, maxCost: usd(2000) });
    expect(askedOf(attempt('borrow-loan'))).toEqual({ maxCost: usd(2000) });
  });
});
