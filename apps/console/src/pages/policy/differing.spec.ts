import { differing } from './differing.ts';

const marked = (text: string, from: string): string =>
  differing(text, from)
    .map(({ words, differs }) => (differs ? `[${words}]` : words))
    .join('');

describe('what differs between two sentences', () => {
  it.each([
    ['the price is at most $45, or less', 'the price is at most $60, or less', 'the price is at most [$45], or less'],
    ['up to $60', 'up to $60', 'up to $60'],
    ['a b c', 'a c', 'a [b ]c'],
    ['a c', 'a b c', 'a c'],
    ['b c d', 'a b d', 'b [c ]d'],
    ['(at most $45)', '(at most $60)', '(at most [$45])'],
    ['quite another', 'a sentence', '[quite another]'],
    ['', 'a', '[]'],
  ])('%s', (text, from, shown) => expect(marked(text, from)).toBe(shown));

  it('keeps every word', () => {
    const text = 'If what is asked for is a copy, and the price at Get It Now is at most $30.';
    expect(
      differing(text, 'If the price is at most $35.')
        .map(({ words }) => words)
        .join(''),
    ).toBe(text);
  });
});
