import fc from 'fast-check';
import { matchKeys, sameWork } from './index.ts';

const share = (a: object, b: object): boolean => matchKeys(a).some((key) => matchKeys(b).includes(key));

describe('matchKeys', () => {
  it('are the identifiers, the telling words, the first author, the place', () => {
    expect(
      matchKeys({
        title: 'The Prospect Theory: an analysis',
        authors: ['Kahneman, D.'],
        volume: '47',
        pages: '263-291',
        doi: '10.2307/1914185',
        isbn: [],
      }),
    ).toEqual([
      'doi:10.2307/1914185',
      'word:prospect',
      'word:analysis',
      'word:theory',
      'start:prospe',
      'end:alysis',
      'author:kahneman',
      'place:47:263',
    ]);
    expect(matchKeys({ title: 'S/Z' })).toEqual(['start:sz', 'end:sz']);
    expect(matchKeys({ title: 'Review of studies' })).toEqual(['word:studies', 'word:review', 'start:review', 'end:tudies']);
    expect(matchKeys({})).toEqual([]);
  });

  it('are shared by all that are the same work, those with a mistyped word too', () => {
    const word = fc.constantFrom(
      'prospect',
      'theory',
      'decision',
      'risk',
      'beloved',
      'structure',
      'revolutions',
      'the',
      'of',
      'deep',
      'learning',
      'algorithms',
    );
    const title = fc.uniqueArray(word, { minLength: 1, maxLength: 7 }).map((words) => words.join(' '));
    const typo = fc.record({ at: fc.nat(40), letter: fc.constantFrom('a', 'e', 'x', '') });
    const author = fc.constantFrom<string[]>([], ['Kahneman, D.'], ['Morrison, Toni']);
    let same = 0;
    fc.assert(
      fc.property(
        title,
        fc.array(typo, { maxLength: 1 }),
        author,
        author,
        fc.boolean(),
        (text, typos, authorsA, authorsB, isbn) => {
          const mistyped = typos.reduce((now, { at, letter }) => `${now.slice(0, at)}${letter}${now.slice(at + 1)}`, text);
          const a = { kind: 'book' as const, title: text, authors: authorsA, isbn: isbn ? ['9780465026562'] : [] };
          const b = {
            kind: 'book' as const,
            title: mistyped.trim() || 'x',
            authors: authorsB,
            isbn: isbn ? ['9780465026562'] : [],
          };
          if (!sameWork(a, b).same) return true;
          same += 1;
          return share(a, b);
        },
      ),
      { seed: 4, numRuns: 3000 },
    );
    expect(same).toBeGreaterThan(1000);
  });
});
