import { sameWork, workKey } from './index.ts';

const prospect = {
  kind: 'article',
  title: 'Prospect Theory: An Analysis of Decision under Risk',
  container: 'Econometrica',
  authors: ['Kahneman, Daniel', 'Tversky, Amos'],
  volume: '47',
  pages: '263-291',
  year: 1979,
  doi: '10.2307/1914185',
} as const;
const cited = (citation: object) => citation as Parameters<typeof workKey>[0];

describe('workKey', () => {
  it('is the same however the work is cited', () => {
    expect(workKey(prospect as never)).toBe(
      workKey(cited({ kind: 'article', title: 'PROSPECT THEORY.', authors: ['Daniel Kahneman'], year: 1979, pages: '263' })),
    );
    expect(
      workKey(
        cited({ kind: 'book', title: 'Gödel, Escher, Bach: An Eternal Golden Braid', authors: ['Hofstadter, D.'], year: 1979 }),
      ),
    ).toBe(workKey(cited({ kind: 'book', title: 'Godel, Escher, Bach', authors: ['Douglas Hofstadter'], year: 1999 })));
  });

  it('tells kinds apart, and works whose title says nothing', () => {
    const book = { title: 'Beloved', authors: ['Morrison, Toni'] };
    expect(workKey(cited({ ...book, kind: 'book' }))).not.toBe(workKey(cited({ ...book, kind: 'av' })));
    const editorial = { kind: 'article', title: 'Editorial', container: 'The Lancet', year: 1998 };
    expect(workKey(cited({ ...editorial, volume: '351', pages: '611' }))).not.toBe(
      workKey(cited({ ...editorial, volume: '351', pages: '1' })),
    );
  });

  it('tells the volumes of a set apart', () => {
    const volume = (number: string) =>
      workKey(
        cited({
          kind: 'book',
          title: `Science and Civilisation in China. Volume ${number}: Mathematics`,
          authors: ['Needham, Joseph'],
        }),
      );
    expect(volume('3')).not.toBe(volume('4'));
    expect(
      workKey(cited({ kind: 'book', title: 'Science and Civilisation in China', volume: '3', authors: ['Needham, Joseph'] })),
    ).toBe(volume('3'));
  });

  it('falls back on numbers where there is no title', () => {
    expect(workKey(cited({ kind: 'unknown', doi: '10.1016/S0140-6736(17)32154-2' }))).toContain('10.1016/s0140-6736');
    expect(workKey(cited({ kind: 'article', pmid: '20441689' }))).toContain('20441689');
  });
});

describe('sameWork', () => {
  const same = (a: object, b: object) => [sameWork(cited(a), cited(b)).same, sameWork(cited(b), cited(a)).same];

  it('finds the mistyped one without DOI', () => {
    const mistyped = {
      kind: 'article',
      title: 'Prospect Theroy: An Analysis of Decisions under Risk',
      authors: ['Kahnemann D'],
      volume: '47',
      year: 1979,
    };
    expect(same(prospect, mistyped)).toEqual([true, true]);
    expect(same(prospect, { kind: 'article', title: 'Prospect theory', authors: ['Kahneman'], year: 1979 })).toEqual([
      true,
      true,
    ]);
  });

  it.each([
    [
      'a review of the book is no copy of it',
      { kind: 'book', title: 'Orientalism', authors: ['Said'] },
      { kind: 'article', title: 'Orientalism', authors: ['Said'] },
    ],
    [
      'two parts',
      { kind: 'article', title: 'On the motion of small particles, Part I', year: 1905 },
      { kind: 'article', title: 'On the motion of small particles, Part II', year: 1905 },
    ],
    [
      'two editorials',
      { kind: 'article', title: 'Editorial', container: 'Mind', volume: '1', pages: '1' },
      { kind: 'article', title: 'Editorial', container: 'Mind', volume: '2', pages: '1' },
    ],
    ['different DOIs', prospect, { ...prospect, doi: '10.1017/CBO9780511609220.014' }],
    [
      'other authors',
      { kind: 'book', title: 'Introduction to linear algebra', authors: ['Strang'] },
      { kind: 'book', title: 'Introduction to linear algebra', authors: ['Lang'] },
    ],
    [
      'two chapters of a book',
      { kind: 'chapter', title: 'The forms of capital', isbn: ['9780313235290'] },
      { kind: 'chapter', title: 'Can the subaltern speak?', isbn: ['9780313235290'] },
    ],
    ['a short title alone', { kind: 'article', title: 'Deep learning' }, { kind: 'article', title: 'Deep learning' }],
  ])('tells apart: %s', (_, a, b) => expect(same(a, b)).toEqual([false, false]));

  it.each([
    [
      'the same ISBN',
      { kind: 'book', title: 'Introduction to Algorithms', isbn: ['9780262033848'] },
      { kind: 'book', title: 'CLRS', isbn: ['9780262033848'] },
    ],
    ['a film with little said', { kind: 'av', title: 'Hoop Dreams', year: 1994 }, { kind: 'av', title: 'Hoop dreams [DVD]' }],
    [
      'no title, the same place',
      { kind: 'article', container: 'Nature', volume: '171', pages: '737-738' },
      { kind: 'article', container: 'nature', volume: '171', pages: '737' },
    ],
    [
      'a kind not said',
      { kind: 'unknown', title: 'The Structure of Scientific Revolutions', authors: ['Kuhn'] },
      { kind: 'book', title: 'Structure of scientific revolutions', authors: ['Kuhn, T.'] },
    ],
  ])('finds: %s', (_, a, b) => expect(same(a, b)).toEqual([true, true]));
});
