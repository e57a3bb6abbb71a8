import fc from 'fast-check';
import { editDistance, nearest, suggestion } from './nearest.ts';

describe('the name that was meant', () => {
  it('counts changed, added, dropped and swapped letters', () => {
    expect([
      editDistance('', 'abc'),
      editDistance('abc', 'abc'),
      editDistance('LoanTitel', 'LoanTitle'),
      editDistance('a', 'b'),
    ]).toEqual([3, 0, 1, 1]);
  });
  it('is the same both ways and zero only for the same word', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
      }),
    );
  });
  it('is found only where it is near', () => {
    expect(nearest('LoanTitel', ['LoanTitle', 'LoanAuthor'])).toBe('LoanTitle');
    expect(nearest('Zebra', ['LoanTitle', 'LoanAuthor'])).toBeUndefined();
    expect(suggestion('Zebra', ['LoanTitle', 'ISSN'])).toBe('There is: LoanTitle, ISSN.');
  });
});
