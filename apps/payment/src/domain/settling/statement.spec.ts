import fc from 'fast-check';
import { money } from '#lib/kernel';
import { linesIn, SECTIONS, statementOf, type Section } from './statement.ts';

const usd = (minor: number) => money(minor, 'USD');

describe('a month’s statement', () => {
  it('tells what was owed before and after, each heading with its lines', () => {
    const statement = statementOf(usd(-200), [
      { section: 'borrowing', minor: 900, lines: 3 },
      { section: 'lending', minor: -2500, lines: 1 },
      { section: 'fees', minor: 26, lines: 1 },
      { section: 'payments', minor: 200, lines: 1 },
    ]);
    expect(statement).toEqual({
      currency: 'USD',
      before: usd(-200),
      sums: { borrowing: usd(900), lending: usd(-2500), fees: usd(26), corrections: usd(0), payments: usd(200) },
      counts: { borrowing: 3, lending: 1, fees: 1, corrections: 0, payments: 1 },
      month: usd(-1374),
      after: usd(-1574),
    });
    expect(linesIn(statement)).toBe(6);
  });

  it('is all of its headings, whatever stands there', () => {
    const minors = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), minors, (before, some) => {
        const found = SECTIONS.map((section: Section, n) => ({ section, minor: some[n]!, lines: n }));
        const statement = statementOf(usd(before), found);
        const total = some.reduce((sum, minor) => sum + minor, 0);
        expect([statement.month.minor, statement.after.minor]).toEqual([total, before + total]);
      }),
    );
  });
});
