import fc from 'fast-check';
import { type CoverageLine, coverageInWords, covers } from './coverage.ts';
import { parseEmbargo, wallAt } from './embargo.ts';

const TODAY = '2025-10-06';

describe('coverage of a licensed title', () => {
  it.each<[string, CoverageLine, object, boolean | null]>([
    ['inside', { from: '1933', to: '2019' }, { year: 1979 }, true],
    ['before', { from: '1995' }, { year: 1979 }, false],
    ['after', { from: '1933', to: '2019' }, { year: 2020 }, false],
    ['to the present', { from: '1922' }, { year: 2025 }, true],
    ['no dates at all', {}, { year: 1901 }, true],
    ['the year it begins in, from January', { from: '1995' }, { year: 1995 }, true],
    ['the year it begins in, from July: cannot be told', { from: '1995-07' }, { year: 1995 }, null],
    ['the same with the month', { from: '1995-07' }, { year: 1995, date: '1995-09' }, true],
    ['the same with the volume', { from: '1995-07', fromVolume: '12' }, { year: 1995, volume: '12' }, true],
    ['the same with an earlier volume', { from: '1995-07', fromVolume: '12' }, { year: 1995, volume: '11' }, false],
    ['behind a wall of twelve months', { from: '1979', embargo: 'P12M' }, { year: 2023 }, true],
    ['in front of the wall', { from: '1979', embargo: 'P12M' }, { year: 2025 }, false],
    ['the year the wall stands in', { from: '1979', embargo: 'P12M' }, { year: 2024 }, null],
    ['the last ten years only', { embargo: 'R10Y' }, { year: 2010 }, false],
    ['within the last ten years', { embargo: 'R10Y' }, { year: 2020 }, true],
    ['between two walls', { embargo: 'R10Y;P30D' }, { year: 2020 }, true],
    ['no date in the citation', { from: '1979' }, {}, null],
    ['no date but a volume between two', { fromVolume: '1', toVolume: '30' }, { volume: '7' }, true],
  ])('%s', (_name, line, published, expected) => {
    expect(covers(line, published, TODAY)).toBe(expected);
  });

  it('never says yes to a year outside from and to', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1800, max: 2030 }),
        fc.integer({ min: 1800, max: 2030 }),
        fc.integer({ min: 1800, max: 2030 }),
        (a, b, year) => {
          const [from, to] = [Math.min(a, b), Math.max(a, b)];
          expect(covers({ from: String(from), to: String(to) }, { year }, TODAY)).toBe(year >= from && year <= to);
        },
      ),
    );
  });

  it('puts walls where they stand', () => {
    expect(wallAt(parseEmbargo('P12M')![0]!, TODAY)).toBe('2024-10-06');
    expect(wallAt(parseEmbargo('P1M')![0]!, '2025-03-31')).toBe('2025-02-28');
    expect(wallAt(parseEmbargo('R30D')![0]!, TODAY)).toBe('2025-09-06');
    expect(parseEmbargo('twelve months')).toBeUndefined();
  });

  it('is told in words', () => {
    expect(coverageInWords({ from: '1979', embargo: 'P12M' })).toBe('1979 to 12 months ago');
    expect(coverageInWords({ from: '1995', to: '2003' })).toBe('1995 to 2003');
    expect(coverageInWords({ from: '1922' })).toBe('1922 to the present');
    expect(coverageInWords({})).toBe('the whole title');
  });
});
