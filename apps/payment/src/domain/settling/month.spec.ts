import { mayClose, monthOf, monthsToClose, nextMonth, startOf } from './month.ts';

const now = new Date('2025-11-03T09:00:00Z');
const closed = (month: string) => ({ month, through: `${month}-28T00:00:00.000Z` });

describe('months of the ledger', () => {
  it('follow one another over the year’s end', () => {
    expect(nextMonth('2025-12')).toBe('2026-01');
    expect(nextMonth('2025-09')).toBe('2025-10');
    expect(monthOf(startOf('2026-02'))).toBe('2026-02');
  });

  it('close in their order, once, after they have ended', () => {
    expect(mayClose('2025-10', closed('2025-09'), '2025-01', now).ok).toBe(true);
    expect(mayClose('2025-10', undefined, '2025-10', now).ok).toBe(true);
    // a library without a single entry closes what it likes
    expect(mayClose('2025-10', undefined, undefined, now).ok).toBe(true);
  });

  it.each([
    ['2025-11', closed('2025-10'), 'has not ended'],
    ['2025-10', closed('2025-10'), 'closed already'],
    ['2025-10', closed('2025-08'), '2025-09 is still open'],
    ['2025-10', undefined, '2025-06 is still open'],
  ])('%s is refused: %#', (month, last, text) => {
    const answer = mayClose(month, last, '2025-06', now);
    expect(answer).toMatchObject({ ok: false, error: { message: expect.stringContaining(text) as string } });
  });

  it('close with all before them that are open', () => {
    expect(monthsToClose('2025-10', closed('2025-07'), '2025-01')).toEqual(['2025-08', '2025-09', '2025-10']);
    expect(monthsToClose('2025-10', undefined, '2025-09')).toEqual(['2025-09', '2025-10']);
    expect(monthsToClose('2025-10', undefined, undefined)).toEqual(['2025-10']);
    expect(monthsToClose('2025-10', closed('2025-10'), undefined)).toEqual([]);
  });
});
