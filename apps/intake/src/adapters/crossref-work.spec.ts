import fc from 'fast-check';
import { CrossrefWork, fromCrossref } from './crossref-work.ts';

const read = (message: object) => fromCrossref(CrossrefWork.parse({ DOI: '10.1016/s0140-6736(97)11096-0', ...message }));

describe('a work of Crossref', () => {
  it('is read as the registry deposits it', () => {
    expect(
      read({
        type: 'journal-article',
        title: ['RETRACTED: Ileal-lymphoid-nodular <i>hyperplasia</i>'],
        'container-title': ['The Lancet'],
        author: [{ given: 'AJ', family: 'Wakefield', sequence: 'first', affiliation: [] }, { name: 'The Study Group' }],
        issued: { 'date-parts': [[1998, 2]] },
        'published-print': { 'date-parts': [[1998, 2]] },
        volume: '351',
        issue: '9103',
        page: '637-641',
        ISSN: ['1474-547X', '0140-6736'],
        'issn-type': [
          { value: '1474-547X', type: 'electronic' },
          { value: '0140-6736', type: 'print' },
        ],
        'updated-by': [{ DOI: '10.1016/s0140-6736(10)60175-4', type: 'retraction', label: 'Retraction', source: 'publisher' }],
        'is-referenced-by-count': 3000,
      }),
    ).toEqual({
      doi: '10.1016/s0140-6736(97)11096-0',
      kind: 'article',
      preprint: false,
      titles: ['Ileal-lymphoid-nodular hyperplasia'],
      containers: ['The Lancet'],
      authors: ['Wakefield, AJ', 'The Study Group'],
      years: [1998],
      volume: '351',
      issue: '9103',
      pages: '637-641',
      issn: ['0140-6736', '1474-547X'],
      isbn: [],
      retracted: true,
      retractionNotice: '10.1016/s0140-6736(10)60175-4',
      concern: false,
    });
  });

  it.each<[string, object, object]>([
    [
      'a subtitle of its own',
      { title: ['Deep learning'], subtitle: ['A primer'] },
      { titles: ['Deep learning: A primer', 'Deep learning'] },
    ],
    [
      'a chapter: the book, not the series',
      { type: 'book-chapter', 'container-title': ['Lecture Notes', 'The Book'] },
      { kind: 'chapter', containers: ['The Book', 'Lecture Notes'] },
    ],
    ['a preprint', { type: 'posted-content', subtype: 'preprint' }, { kind: 'article', preprint: true }],
    ['an article number', { page: 'e124' }, { articleNumber: 'e124' }],
    [
      'the year of the issue before the one online',
      {
        'published-online': { 'date-parts': [[2014]] },
        'published-print': { 'date-parts': [[2015]] },
        issued: { 'date-parts': [[2014]] },
      },
      { years: [2015, 2014] },
    ],
    ['no date', { issued: { 'date-parts': [[null]] } }, { years: [] }],
    ['ISBNs as links', { ISBN: ['http://id.crossref.org/isbn/9780465026562'] }, { isbn: ['9780465026562'] }],
    [
      'an expression of concern',
      { 'updated-by': [{ DOI: '10.1/x', type: 'expression_of_concern' }] },
      { retracted: false, concern: true },
    ],
    [
      'a correction, which is no retraction',
      { 'updated-by': [{ DOI: '10.1/x', type: 'correction' }] },
      { retracted: false, concern: false },
    ],
    ['an unknown type', { type: 'component' }, { kind: 'unknown' }],
    [
      'fields misused',
      { title: 'not a list', author: 7, issued: 'x', volume: null, page: '-5' },
      { titles: [], authors: [], years: [] },
    ],
  ])('with %s', (_, message, expected) => expect(read(message)).toMatchObject(expected));

  it('without a DOI is none', () => expect(fromCrossref(CrossrefWork.parse({ DOI: 'none' }))).toBeUndefined());

  it('never fails, whatever is in its fields', () => {
    const keys = fc.constantFrom(
      'title',
      'container-title',
      'author',
      'issued',
      'ISSN',
      'ISBN',
      'page',
      'updated-by',
      'issn-type',
      'institution',
      'language',
      'subtitle',
      'type',
    );
    fc.assert(
      fc.property(fc.dictionary(keys, fc.jsonValue()), (message) => {
        expect(read(message)?.doi).toBe('10.1016/s0140-6736(97)11096-0');
      }),
      { seed: 6, numRuns: 500 },
    );
  });
});
