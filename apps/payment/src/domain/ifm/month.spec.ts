import { money } from '#lib/kernel';
import { gapOf, settlerMonths, type Held, type PartSum } from './month.ts';

const sum = (month: string, part: PartSum['part'], minor: number, count = 1): PartSum => ({ month, part, minor, count });

describe('a month of a settler', () => {
  const expected = [sum('2025-10', 'borrowing', 5200, 2), sum('2025-10', 'fees', 52, 2), sum('2025-10', 'lending', 1500)];

  it('is debits and fees less credits: an invoice above zero, a credit memo below', () => {
    const [october] = settlerMonths('USD', expected, [], []);
    expect(october).toMatchObject({ month: '2025-10', brought: [], expected: money(3752, 'USD') });
    expect(october).not.toHaveProperty('reported');
    const [lends] = settlerMonths('USD', [...expected, sum('2025-11', 'lending', 900), sum('2025-11', 'fees', 26)], [], []);
    expect(lends).toMatchObject({ month: '2025-11', expected: money(-874, 'USD') });
  });

  it('is next to what the reports say, only where one says it', () => {
    const said = [sum('2025-10', 'borrowing', 5200, 2), sum('2025-10', 'fees', 26)];
    const [october] = settlerMonths('USD', expected, said, [{ month: '2025-10', side: 'borrower' }]);
    expect(october!.parts.map(({ part, reported, reportedCount }) => [part, reported?.minor, reportedCount])).toEqual([
      ['borrowing', 5200, 2],
      ['lending', undefined, undefined],
      ['fees', 26, 1],
    ]);
    expect(october!.reported).toEqual(money(5226, 'USD'));
  });

  it('may be one of which only a report knows', () => {
    const [told] = settlerMonths('USD', [], [sum('2025-10', 'lending', 2750, 2)], [{ month: '2025-10', side: 'lender' }]);
    expect(told).toMatchObject({ expected: money(0, 'USD'), reported: money(-2750, 'USD') });
  });
});

describe('what differs', () => {
  const held = (part: Partial<Held>): Held => ({
    part: 'borrowing',
    charge: 'c1',
    expected: undefined,
    reported: undefined,
    ...part,
  });
  it.each<[string | undefined, Partial<Held>]>([
    [undefined, { expected: 4000, reported: 4000 }],
    // expected and taken back in one month
    [undefined, { expected: 0 }],
    ['missing', { expected: 4000 }],
    ['amount', { expected: 4000, reported: 4500 }],
    ['other-month', { reported: 4000 }],
    ['never-expected', { charge: undefined, reported: 700 }],
  ])('is %s', (gap, part) => {
    expect(gapOf(held(part))).toBe(gap);
  });
});
