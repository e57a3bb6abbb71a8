import { isPractice, mayCross, practiceSymbol, practisedBy } from './practice.ts';

describe('the symbol of a practice copy', () => {
  it.each([
    ['LCC-P1', 'LCC'],
    ['A-B-P12', 'A-B'],
    ['ABCDEFGHIJKLMNOP-P9999', 'ABCDEFGHIJKLMNOP'],
  ])('%s practises what %s does', (symbol, library) => {
    expect(isPractice(symbol)).toBe(true);
    expect(practisedBy(symbol)).toBe(library);
  });
  it.each(['LCC', 'LCC-P', 'LCC-P0', 'LCC-P01', 'LCC-P12345', 'LCC-p1', 'consortium', 'P1', '-P1', 'LCC-P1 '])(
    '%j is a library of its own, or none',
    (symbol) => expect(isPractice(symbol)).toBe(false),
  );
  it('is made by counting', () => {
    expect(practiceSymbol('LCC', 2)).toBe('LCC-P2');
    for (const n of [0, -1, 1.5, 10_000, Number.NaN]) expect(() => practiceSymbol('LCC', n)).toThrow(RangeError);
  });
});

describe('one transaction on two libraries', () => {
  it.each([
    ['LCC', 'TSU', true],
    ['LCC', 'LCC-P1', true],
    ['consortium', 'LCC-P1', true],
    ['LCC-P1', 'LCC-P1', true],
    ['LCC-P1', 'LCC', false],
    ['LCC-P1', 'TSU', false],
    ['LCC-P1', 'consortium', false],
    ['LCC-P1', 'LCC-P2', false],
    ['TSU', 'LCC-P1', false],
  ])('%s → %s: %s', (from, to, may) => expect(mayCross(from, to)).toBe(may));
});
