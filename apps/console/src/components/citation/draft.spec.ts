import { correctionOf, draftFrom, givenCitation, readPasted } from './draft.ts';

describe('what is pasted', () => {
  it.each([
    ['10.1371/journal.pmed.0020124', { doi: '10.1371/journal.pmed.0020124' }],
    ['https://doi.org/10.1016/S0140-6736(97)11096-0', { doi: '10.1016/S0140-6736(97)11096-0' }],
    ['doi: 10.1038/nn.4091.', { doi: '10.1038/nn.4091' }],
    ['978-1-4000-3341-6', { isbn: '9781400033416' }],
    ['ISBN 0-674-43000-x', { isbn: '067443000X' }],
    ['PMID: 33024064', { pmid: '33024064' }],
    [
      'https://resolver.example.edu/openurl?genre=article&atitle=Prospect+Theory',
      { openurl: 'genre=article&atitle=Prospect+Theory' },
    ],
    [
      'sid=google&atitle=Dual&id=doi:10.1016/j.taap.2020.115200',
      { openurl: 'sid=google&atitle=Dual&id=doi:10.1016/j.taap.2020.115200' },
    ],
    ['Prospect Theory', undefined],
    ['33024064', undefined],
  ])('%s', (text, pasted) => {
    expect(readPasted(text)).toEqual(pasted);
  });
});

describe('a citation in the form', () => {
  it('sends the fields of its kind and leaves the empty ones out', () => {
    expect(givenCitation({ kind: 'book', title: ' Beloved ', volume: '3', isbn: '', year: '2004' })).toEqual({
      kind: 'book',
      title: 'Beloved',
      year: '2004',
    });
  });

  it('leaves the kind to the server where nobody knows it', () => {
    expect(givenCitation({ kind: 'unknown', doi: '10.1038/nn.4091' })).toEqual({ doi: '10.1038/nn.4091' });
  });

  it('takes a value away that was there', () => {
    expect(correctionOf({ kind: 'book', title: 'Beloved', isbn: '1' }, { kind: 'book', title: 'Beloved', isbn: ' ' })).toEqual({
      kind: 'book',
      title: 'Beloved',
      isbn: '',
    });
  });

  it('is filled from a citation and gives it back', () => {
    const draft = draftFrom({
      kind: 'article',
      title: 'Prospect Theory',
      authors: ['Kahneman, D.', 'Tversky, A.'],
      year: 1979,
      issn: '0012-9682',
    });
    expect(draft).toEqual({
      kind: 'article',
      title: 'Prospect Theory',
      authors: 'Kahneman, D.; Tversky, A.',
      year: '1979',
      issn: '0012-9682',
    });
    expect(givenCitation(draft)).toMatchObject({ kind: 'article', authors: 'Kahneman, D.; Tversky, A.' });
  });
});
