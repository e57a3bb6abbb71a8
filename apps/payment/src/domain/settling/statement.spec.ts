import fc from 'fast-check';
import { money } from '#lib/kernel';
import { SECTIONS, statementOf, type StatementLine } from './statement.ts';

const usd = (minor: number) => money(minor, 'USD');
const line = (kind: StatementLine['kind'], owes: number, more: Partial<StatementLine> = {}): StatementLine => ({
  entry: `e-${kind}-${owes}`,
  at: '2025-10-06T14:00:00.000Z',
  kind,
  counterparty: 'TSU',
  description: kind,
  owes: usd(owes),
  ...more,
});

describe('a month’s statement', () => {
  it('tells borrowing debits, lending credits and fees apart, and what was owed before and after', () => {
    const statement = statementOf(usd(-200), [
      line('consortium-charge', 1500),
      line('reversal', -1500, { reverses: 'consortium-charge' }),
      line('consortium-charge', 900),
      line('lending-credit', -2500),
      line('fee', 26),
      line('netting', 200),
    ]);
    expect(statement).toMatchObject({
      before: usd(-200),
      sums: { borrowing: usd(900), lending: usd(-2500), fees: usd(26), corrections: usd(0), payments: usd(200) },
      month: usd(-1374),
      after: usd(-1574),
    });
  });

  it('shows what restates a closed month as a correction, not as the month’s own', () => {
    const undone = line('reversal', -1500, { reverses: 'consortium-charge', restates: '2025-09' });
    const { sums, lines } = statementOf(usd(0), [undone, line('consortium-charge', 700, { restates: '2025-09' })]);
    expect(sums).toMatchObject({ corrections: usd(-800), borrowing: usd(0) });
    expect(lines.map(({ section }) => section)).toEqual(['corrections', 'corrections']);
  });

  it('its figures are the sums of its lines, whatever they are', () => {
    const kinds = fc.constantFrom<StatementLine['kind']>(
      'consortium-charge',
      'lending-credit',
      'fee',
      'fee-credit',
      'netting',
      'invoice',
    );
    const lines = fc.array(fc.tuple(kinds, fc.integer({ min: -100_000, max: 100_000 }), fc.boolean()));
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), lines, (before, some) => {
        const statement = statementOf(
          usd(before),
          some.map(([kind, owes, late]) => line(kind, owes, late ? { restates: '2025-09' } : {})),
        );
        const total = some.reduce((sum, [, owes]) => sum + owes, 0);
        expect(statement.month.minor).toBe(total);
        expect(statement.after.minor).toBe(before + total);
        expect(SECTIONS.reduce((sum, section) => sum + statement.sums[section].minor, 0)).toBe(total);
      }),
    );
  });

  it('mixes no currencies', () => {
    expect(() => statementOf(usd(0), [{ ...line('fee', 1), owes: money(1, 'EUR') }])).toThrow('do not mix');
  });
});
