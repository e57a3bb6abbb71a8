import fc from 'fast-check';
import { Citation, Verification } from '#lib/contracts';
import { agreementByDoi, agreementBySearch } from './agreement.ts';
import { check, lookUps, searchAfter } from './check.ts';
import { missing } from './completeness.ts';
import type { RegistryWork } from './registry-work.ts';

const work = (more: Partial<RegistryWork> = {}): RegistryWork => ({
  doi: '10.2307/1914185',
  kind: 'article',
  preprint: false,
  titles: ['Prospect Theory: An Analysis of Decision under Risk'],
  containers: ['Econometrica'],
  authors: ['Kahneman, Daniel', 'Tversky, Amos'],
  years: [1979],
  volume: '47',
  issue: '2',
  pages: '263',
  issn: ['0012-9682', '1468-0262'],
  isbn: [],
  retracted: false,
  concern: false,
  ...more,
});
const cite = (more: Partial<Citation> = {}): Citation => Citation.parse({ kind: 'article', ...more });
const mistyped = cite({
  title: 'Prospect Theroy: An Analysis of Decision Under Risk',
  authors: ['Kahneman, D.'],
  volume: '47',
  year: 1979,
  pages: '263',
});
const OTHER = work({
  doi: '10.1038/nature14539',
  titles: ['Deep learning'],
  containers: ['Nature'],
  authors: ['LeCun, Yann'],
  years: [2015],
  volume: '521',
  pages: '436-444',
});

describe('a citation whose DOI the registry knows', () => {
  it('is confirmed and completed', () => {
    const checked = check(cite({ doi: '10.2307/1914185' }), { byDoi: work() }, []);
    expect(checked.citation).toMatchObject({
      title: work().titles[0],
      container: 'Econometrica',
      year: 1979,
      pages: '263',
      issn: ['0012-9682', '1468-0262'],
    });
    expect(checked.verification).toEqual({ status: 'confirmed', source: 'Crossref', notes: [], retracted: false });
    expect(checked.staff).toBeUndefined();
  });

  it('is corrected, and told where', () => {
    const cited = cite({
      doi: '10.2307/1914185',
      title: 'Prospect theory',
      volume: '74',
      year: 1980,
      pages: '263-291',
      issue: '2',
    });
    const { citation, verification } = check(cited, { byDoi: work() }, ['A note from before.']);
    expect(citation).toMatchObject({ volume: '47', year: 1979, pages: '263-291', issue: '2' });
    expect(verification.notes).toEqual([
      'A note from before.',
      'Volume corrected by Crossref: 47 (cited: 74).',
      'Year corrected by Crossref: 1979 (cited: 1980).',
    ]);
  });

  it('keeps the year cited where the registry has it among its dates', () => {
    expect(check(cite({ doi: '10.2307/1914185', year: 2014 }), { byDoi: work({ years: [2015, 2014] }) }, []).citation.year).toBe(
      2014,
    );
  });

  it('may be cited by a title in another language, when all else agrees', () => {
    const cited = cite({
      title: 'Teoría prospectiva',
      authors: ['Kahneman, D.'],
      volume: '47',
      year: 1979,
      pages: '263',
      container: 'Econometrica',
      doi: '10.2307/1914185',
    });
    expect(check(cited, { byDoi: work() }, []).verification.status).toBe('confirmed');
  });

  it('tells a retraction with its notice, and an expression of concern', () => {
    const retracted = check(
      cite({ doi: '10.2307/1914185' }),
      { byDoi: work({ retracted: true, retractionNotice: '10.1016/notice' }) },
      [],
    );
    expect(retracted.verification).toMatchObject({ retracted: true, retractionNotice: '10.1016/notice' });
    expect(check(cite({ doi: '10.2307/1914185' }), { byDoi: work({ concern: true }) }, []).verification.notes).toEqual([
      'The publisher has expressed concern about it.',
    ]);
  });
});

describe('a DOI that leads to another work', () => {
  const cited = { ...mistyped, doi: '10.1038/nature14539' };

  it('is not taken: the work cited is searched for and takes its place', () => {
    expect(searchAfter(cited, OTHER)).toBe(true);
    const { citation, verification, staff } = check(cited, { byDoi: OTHER, bySearch: [OTHER, work()] }, []);
    expect(citation.doi).toBe('10.2307/1914185');
    expect(verification.status).toBe('confirmed');
    expect(verification.notes[0]).toBe(
      'The DOI given (10.1038/nature14539) is that of "Deep learning", Nature 2015; it was replaced.',
    );
    expect(staff).toBeUndefined();
  });

  it('goes to a person where the work cited is not found, with nothing changed', () => {
    const { citation, verification, staff } = check(cited, { byDoi: OTHER, bySearch: [] }, []);
    expect(citation).toEqual(cited);
    expect(verification.status).not.toBe('confirmed');
    expect(staff).toMatchObject({
      reason: 'doi-of-another-work',
      message: expect.stringContaining('"Deep learning", Nature 2015'),
    });
  });

  it('may be that of the book a chapter is in: it is left out', () => {
    const book = work({
      doi: '10.1017/book',
      kind: 'book',
      titles: ['Handbook of Theory and Research'],
      containers: [],
      authors: ['Richardson, J.'],
      years: [1986],
    });
    const chapter = cite({
      kind: 'chapter',
      title: 'The forms of capital',
      container: 'Handbook of theory and research',
      authors: ['Bourdieu, Pierre'],
      year: 1986,
      doi: '10.1017/book',
    });
    const { citation, verification, staff } = check(chapter, { byDoi: book, bySearch: [] }, []);
    expect(citation.doi).toBeUndefined();
    expect([verification.status, staff]).toEqual(['complete', undefined]);
    expect(verification.notes[0]).toContain('is that of the whole');
  });
});

describe('a citation without DOI', () => {
  it('is found though mistyped', () => {
    const { citation, verification, workKey } = check(mistyped, { bySearch: [OTHER, work()] }, []);
    expect(citation.doi).toBe('10.2307/1914185');
    expect(verification.status).toBe('confirmed');
    expect(workKey).toBe(check(cite({ doi: '10.2307/1914185' }), { byDoi: work() }, []).workKey);
  });

  it.each([
    ['a notice of its retraction', work({ titles: ['Retraction: Prospect Theory: An Analysis of Decision under Risk'] })],
    ['a review with the same title', work({ kind: 'book' })],
    ['the same title by others', work({ authors: ['Smith, John'], years: [2011], volume: '3', pages: '1' })],
    ['the second part', work({ titles: ['Prospect Theory: An Analysis of Decision under Risk, Part II'] })],
  ])('is not taken for %s', (_, found) =>
    expect(check(mistyped, { bySearch: [found] }, []).verification.status).not.toBe('confirmed'),
  );

  it('with a title alone is found by a long one only', () => {
    expect(agreementBySearch(cite({ title: 'Prospect Theory: An Analysis of Decision under Risk' }), work()).same).toBe(true);
    expect(agreementBySearch(cite({ title: 'Deep learning' }), OTHER).same).toBe(false);
    expect(agreementBySearch(cite({ title: 'Deep learning', authors: ['LeCun Y'] }), OTHER).same).toBe(true);
  });

  it('is complete or incomplete as cited where nobody confirms it', () => {
    const hbr = cite({
      title: 'How Competitive Forces Shape Strategy',
      container: 'Harvard Business Review',
      volume: '57',
      year: 1979,
    });
    expect(check(hbr, { bySearch: [] }, []).verification).toEqual({ status: 'complete', notes: [], retracted: false });
    expect(check(cite({ title: 'How Competitive Forces' }), { bySearch: [] }, []).verification).toEqual({
      status: 'incomplete',
      notes: ['Missing: the journal, the year, volume or pages.'],
      retracted: false,
    });
  });

  it('loses nothing in an outage', () => {
    const { citation, verification, staff } = check(mistyped, { unreachable: 'it answered 503' }, ['x']);
    expect(citation).toEqual(mistyped);
    expect(verification.notes).toEqual([
      'x',
      'Crossref could not be asked (it answered 503): taken as cited.',
      'Missing: the journal.',
    ]);
    expect(staff).toBeUndefined();
  });

  it.each<[string, Partial<Citation>]>([
    ['Only a PubMed number is given (123)', { pmid: '123' }],
    ['Only a DOI is given (10.1234/x)', { doi: '10.1234/x' }],
    ['Only an ISBN is given (9780465026562)', { kind: 'book', isbn: ['9780465026562'] }],
    ['Only "Nature" is named', { kind: 'unknown', container: 'Nature' }],
    ['does not say what is wanted', { kind: 'unknown' }],
  ])('%s: a person has to look', (words, cited) => {
    const { staff } = check(cite(cited), { byDoi: null }, []);
    expect(staff).toMatchObject({ reason: 'nothing-to-go-by', message: expect.stringContaining(words) });
  });

  it('needs no title where journal, volume and page say which article it is', () => {
    const { staff, verification } = check(cite({ container: 'Art Quarterly', volume: 'XXXV', pages: '269', year: 1972 }), {}, []);
    expect([staff, verification.status, verification.notes]).toEqual([undefined, 'incomplete', ['Missing: the title.']]);
  });
});

describe('what is looked up', () => {
  it.each<[string, Partial<Citation>, object]>([
    ['an article', { title: 'x' }, { doi: false, search: true }],
    ['a DOI', { doi: '10.1234/x' }, { doi: true, search: false }],
    ['a book with its ISBN', { kind: 'book', title: 'x', isbn: ['9780465026562'] }, { doi: false, search: false }],
    ['a book without', { kind: 'book', title: 'x' }, { doi: false, search: true }],
    ['a film', { kind: 'av', title: 'x' }, { doi: false, search: false }],
    ['a PubMed number', { pmid: '1' }, { doi: false, search: false }],
  ])('of %s', (_, cited, wanted) => expect(lookUps(cite(cited))).toEqual(wanted));

  it('stops at a DOI that agrees', () =>
    expect(searchAfter(cite({ title: 'Prospect theory', doi: '10.2307/1914185' }), work())).toBe(false));
});

it.each<[Partial<Citation>, string[]]>([
  [{ kind: 'book', title: 'Beloved', isbn: ['9781400033416'] }, []],
  [{ kind: 'book', title: 'Beloved', authors: ['Morrison'], year: 1987 }, []],
  [{ kind: 'book', title: 'Beloved' }, ['the ISBN, or author and year']],
  [{ kind: 'dissertation', title: 'An Algebra', authors: ['Shannon'], year: 1940 }, []],
  [{ kind: 'av', title: 'Hoop Dreams', year: 1994 }, []],
  [{ kind: 'conference', title: 'Attention', container: 'NIPS', year: 2017 }, []],
  [{ kind: 'chapter', title: 'x', container: 'y', isbn: ['9781400033416'] }, []],
  [{ title: 'x', container: 'y', year: 2000, articleNumber: 'e1' }, []],
  [{ kind: 'unknown', title: 'x' }, ['what kind of thing it is']],
])('%j lacks %j', (cited, lacks) => expect(missing(cite(cited))).toEqual(lacks));

it('keeps the contract whatever a registry answers', () => {
  const text = fc.string({ maxLength: 40 });
  const found = fc.record({
    doi: fc.constantFrom('10.1234/x', 'odd'),
    kind: fc.constantFrom('article', 'book', 'unknown'),
    preprint: fc.boolean(),
    titles: fc.array(text, { maxLength: 2 }),
    containers: fc.array(text, { maxLength: 2 }),
    authors: fc.array(text, { maxLength: 2 }),
    years: fc.array(fc.integer({ min: -5, max: 3000 }), { maxLength: 2 }),
    pages: text,
    volume: text,
    issn: fc.array(fc.constantFrom('0028-0836', 'x')),
    isbn: fc.array(fc.constantFrom('9780465026562', 'x')),
    retracted: fc.boolean(),
    concern: fc.boolean(),
  });
  fc.assert(
    fc.property(found, text, (answer, title) => {
      const cited = cite({ ...(title.trim() ? { title } : {}), doi: '10.1234/x' });
      for (const lookUp of [{ byDoi: answer }, { bySearch: [answer] }, { byDoi: answer, bySearch: [answer] }]) {
        const { citation, verification } = check(cited, lookUp, []);
        expect(Citation.safeParse(citation).error).toBeUndefined();
        expect(Verification.safeParse(verification).error).toBeUndefined();
      }
      expect(agreementByDoi(cited, answer).score).toBeLessThanOrEqual(1);
    }),
    { seed: 9, numRuns: 1000 },
  );
});
