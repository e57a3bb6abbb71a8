import fc from 'fast-check';
import { Citation, Wishes, type NewRequest } from '#lib/contracts';
import { toCitation } from './asked.ts';
import { parseDay } from './day.ts';

const read = (request: NewRequest, today?: string) => {
  const result = toCitation(request, today);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const refused = (request: NewRequest, today?: string) => {
  const result = toCitation(request, today);
  return result.ok ? undefined : result.error;
};

describe('toCitation', () => {
  it.each<[string, NewRequest['citation'], string, string]>([
    ['an article', { title: 'Deep learning', container: 'Nature', volume: '521', pages: '436-444' }, 'article', 'copy'],
    [
      'a chapter by its ISBN',
      { title: 'The forms of capital', container: 'Handbook of Theory', isbn: '0313235295' },
      'chapter',
      'copy',
    ],
    ['a part of a book', { kind: 'Book', title: 'The forms of capital', container: 'Handbook of Theory' }, 'chapter', 'copy'],
    ['a paper', { title: 'Deep Residual Learning', container: '2016 IEEE Conference on Computer Vision' }, 'conference', 'copy'],
    ['a book', { title: 'Beloved', authors: 'Morrison, Toni' }, 'book', 'loan'],
    ['a book by its number', { isbn: '9781400033416' }, 'book', 'loan'],
    ['a film', { kind: 'DVD', title: 'Hoop Dreams' }, 'av', 'loan'],
    ['a thesis', { kind: 'Thesis', title: 'An Algebra' }, 'dissertation', 'loan'],
    ['a DOI', { doi: '10.1038/nature14539' }, 'unknown', 'copy'],
    ['a PubMed number', { pmid: '26017442' }, 'article', 'copy'],
    ['a whole journal', { kind: 'journal', title: 'Nature', issn: '0028-0836' }, 'unknown', 'copy'],
  ])('tells %s', (_, citation, kind, service) => {
    const asked = read({ citation });
    expect([asked.citation.kind, asked.service, asked.serviceGiven]).toEqual([kind, service, false]);
  });

  it('takes what was typed before what the link says', () => {
    const { citation, service, serviceGiven, notes } = read({
      openurl: 'genre=article&atitle=Deep+lerning&title=Nature&date=2015&issn=1111-1111',
      citation: { title: 'Deep learning', pages: '436–444' },
      service: 'loan',
    });
    expect(citation).toMatchObject({
      kind: 'article',
      title: 'Deep learning',
      container: 'Nature',
      year: 2015,
      pages: '436-444',
    });
    expect([service, serviceGiven]).toEqual(['loan', true]);
    expect(notes).toEqual(['"1111-1111" is no ISSN: its check digit would be 9']);
  });

  it('takes a link that says nothing: a person will look at it', () => {
    expect(read({ openurl: 'rft.genre=unknown' }).citation).toEqual({ kind: 'unknown', authors: [], issn: [], isbn: [] });
  });

  it.each<[string, NewRequest, string, string]>([
    ['nothing', {}, 'nothing-asked', 'citation'],
    ['an empty citation', { citation: { title: '  ' } }, 'nothing-asked', 'citation'],
    ['an impossible DOI', { citation: { title: 'x', doi: '10.1' } }, 'impossible-doi', 'citation.doi'],
    ['an impossible PubMed number', { citation: { title: 'x', pmid: 'PMC1' } }, 'impossible-pmid', 'citation.pmid'],
    ['an impossible OCLC number', { citation: { title: 'x', oclc: 'x' } }, 'impossible-oclc', 'citation.oclc'],
    ['a negative page', { citation: { title: 'x', pages: '-3' } }, 'negative-page', 'citation.pages'],
    ['an impossible year', { citation: { title: 'x', year: -5 } }, 'impossible-year', 'citation.year'],
    ['a day that has passed', { citation: { title: 'x' }, neededBy: '2025-10-05' }, 'day-passed', 'neededBy'],
    ['no pieces', { citation: { title: 'x' }, pieces: 0 }, 'impossible-pieces', 'pieces'],
  ])('refuses %s', (_, request, code, field) =>
    expect(refused(request, '2025-10-06')).toMatchObject({ code, field, remedy: expect.any(String) }),
  );

  it('tells all that is wrong at once', () => {
    const error = refused({ citation: { title: 'x', pages: '-3', doi: 'x' }, pieces: 99 });
    expect(error).toMatchObject({
      code: 'several-faults',
      details: [{ field: 'citation.pages' }, { field: 'citation.doi' }, { field: 'pieces' }],
    });
  });

  it('gives what fits the contract, for whatever the form lets through', () => {
    const text = (maxLength: number) => fc.option(fc.string({ unit: 'grapheme', maxLength }), { nil: undefined });
    const citation = fc.record({
      kind: fc.option(fc.constantFrom('Book', 'Journal', 'Thesis', 'DVD', 'Map', 'x', ''), { nil: undefined }),
      title: text(60),
      container: text(60),
      authors: fc.oneof(text(60), fc.array(fc.string({ maxLength: 20 }), { maxLength: 4 })),
      volume: text(60),
      pages: text(20),
      year: fc.oneof(text(20), fc.integer()),
      issn: text(30),
      isbn: text(30),
      doi: fc.constantFrom(undefined, '10.1038/nature14539', 'doi:', 'x'),
      language: text(20),
    });
    fc.assert(
      fc.property(citation, text(100), (typed, openurl) => {
        const result = toCitation({ citation: typed, ...(openurl ? { openurl } : {}) });
        if (!result.ok) return;
        expect(Citation.safeParse(result.value.citation).error).toBeUndefined();
        expect(Wishes.safeParse(result.value.wishes).error).toBeUndefined();
      }),
      { seed: 5, numRuns: 1000 },
    );
  });
});

describe('parseDay', () => {
  it.each([
    ['2025-10-09', '2025-10-09'],
    ['20251009', '2025-10-09'],
    ['2025-10-09T12:00:00Z', '2025-10-09'],
    ['10/9/2025', '2025-10-09'],
    ['10/9/25', '2025-10-09'],
    ['31/12/2025', '2025-12-31'],
    ['09.10.2025', '2025-10-09'],
    ['9 October 2025', '2025-10-09'],
    ['Thursday, October 9th, 2025', '2025-10-09'],
    ['9-Oct-2025', '2025-10-09'],
    ['2024-02-29', '2024-02-29'],
  ])('%s', (text, day) => expect(parseDay(text, 'neededBy')).toEqual({ ok: true, value: day }));

  it.each(['2025-02-30', '13/13/2025', 'tomorrow', '31 June 2025', '9 Foo 2025', '0000-00-00', '45939'])('refuses %s', (text) =>
    expect(parseDay(text, 'neededBy')).toMatchObject({ ok: false, error: { code: 'impossible-date', field: 'neededBy' } }),
  );

  it.each(['', 'n/a', '-'])('takes %j as none', (text) =>
    expect(parseDay(text, 'neededBy')).toEqual({ ok: true, value: undefined }),
  );
});
