import { COUNTRIES, easter, holidaysOf } from './holidays.ts';

const dates = (country: string, from: string): string[] => holidaysOf(country, from).map(({ date }) => date);

describe('holidays by country, as a starting list', () => {
  it.each([
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2038, '2038-04-25'],
  ])('Easter %i is on %s', (year, date) => {
    expect(easter(year).toISOString().slice(0, 10)).toBe(date);
  });

  // as the US Office of Personnel Management publishes them for 2026
  it('knows the federal holidays of the United States', () => {
    expect(dates('US', '2026-01-01')).toEqual([
      '2026-01-01',
      '2026-01-19',
      '2026-02-16',
      '2026-05-25',
      '2026-06-19',
      '2026-07-03', // the 4th is a Saturday
      '2026-09-07',
      '2026-10-12',
      '2026-11-11',
      '2026-11-26',
      '2026-12-25',
    ]);
  });
  // as gov.uk publishes them for England and Wales, 2026
  it('moves Boxing Day on where it falls on a weekend', () => {
    expect(dates('GB', '2026-01-01')).toEqual([
      '2026-01-01',
      '2026-04-03',
      '2026-04-06',
      '2026-05-04',
      '2026-05-25',
      '2026-08-31',
      '2026-12-25',
      '2026-12-28',
    ]);
  });
  it('moves Christmas and Boxing Day of one weekend to two days', () => {
    expect(dates('GB', '2027-12-01').slice(0, 2)).toEqual(['2027-12-27', '2027-12-28']);
  });
  it('gives a year from any day on', () => {
    const list = dates('DE', '2025-11-01');
    expect(list[0]).toBe('2025-12-25');
    expect(list.at(-1)).toBe('2026-10-03');
    expect(list).toHaveLength(9);
  });
  it('gives nothing for a country it does not know, and as many as there are rules for the others', () => {
    expect(holidaysOf('ZZ', '2026-01-01')).toEqual([]);
    for (const [country, { rules }] of Object.entries(COUNTRIES)) expect(dates(country, '2027-03-01')).toHaveLength(rules.length);
  });
});
