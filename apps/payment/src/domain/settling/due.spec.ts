import { dueMonth, isNetted } from './due.ts';

describe('the month that is to be netted', () => {
  it.each([
    ['2025-11-09T23:59:59Z', '2025-09'],
    ['2025-11-10T00:00:00Z', '2025-10'],
    ['2026-01-10T00:00:00Z', '2025-12'],
    ['2026-01-09T00:00:00Z', '2025-11'],
    ['2024-03-10T00:00:00Z', '2024-02'],
  ])('is at %s that of %s', (now, month) => {
    expect(dueMonth(new Date(now))).toBe(month);
  });

  it.each([
    ['drawn-up', '2025-10', 'USD', true],
    ['settled', '2025-11', 'USD', true],
    ['withdrawn', '2025-10', 'USD', false],
    ['approved', '2025-09', 'USD', false],
    ['approved', '2025-10', 'EUR', false],
  ])('has its netting where one is %s for %s in %s: %s', (status, month, currency, expected) => {
    expect(isNetted([{ status, month, currency }], '2025-10', 'USD')).toBe(expected);
  });
});
