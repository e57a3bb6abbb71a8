import { inTurns } from './in-turns.ts';

describe('lists that share a page', () => {
  it.each<[string, string[], number, string]>([
    ['fit whole', ['aaa', '', 'bb'], 9, 'aaabb'],
    ['give each its turn, in order', ['aaaaaa', 'b', 'cccc'], 6, 'aaabcc'],
    ['leave none out that is short', ['aaaaaa', 'bbbbbb', 'c'], 3, 'abc'],
    ['give nothing where there is no room', ['a'], 0, ''],
  ])('%s', (_, lists, most, wanted) => {
    expect(
      inTurns(
        lists.map((list) => list.split('')),
        most,
      ).join(''),
    ).toBe(wanted);
  });
});
