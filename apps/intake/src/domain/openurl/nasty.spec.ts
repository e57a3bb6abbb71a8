import fc from 'fast-check';
import { Citation } from '#lib/contracts';
import { readOpenUrl } from './read-openurl.ts';

describe('OpenURLs that nobody should send', () => {
  it.each([
    [
      '& not encoded, in names',
      'genre=article&title=AT&T Technical Journal&atitle=Q&A with Bell&volume=3',
      { title: 'Q&A with Bell', container: 'AT&T Technical Journal', volume: '3' },
    ],
    [
      '& not encoded, = added',
      'genre=article&title=AT&T=&atitle=R&D=&volume=3',
      { title: 'R&D', container: 'AT&T', volume: '3' },
    ],
    [
      'a title encoded twice',
      'rft.genre=book&rft.btitle=M%C3%BCller%2520%2526%2520Sons&rft.isbn=0393317552',
      { kind: 'book', title: 'Müller & Sons', isbn: ['9780393317558'] },
    ],
    [
      'the whole encoded twice',
      'url_ver%3DZ39.88-2004%26rft.atitle%3DDeep%2520learning%26rft.jtitle%3DNature%26rft.genre%3Darticle',
      { title: 'Deep learning', container: 'Nature' },
    ],
    [
      'a whole link',
      'https://resolver.example.edu/sfx?genre=article&title=Nature&volume=171&spage=737',
      { kind: 'article', container: 'Nature', pages: '737' },
    ],
    [
      'keys in capitals',
      'RFT.GENRE=article&RFT.ATITLE=Deep+learning&RFT.JTITLE=Nature',
      { kind: 'article', title: 'Deep learning', container: 'Nature' },
    ],
    ['Latin 1 bytes', 'atitle=Caf%E9+culture&title=Soci%E9t%E9&genre=article', { title: 'Café culture', container: 'Société' }],
    ['escapes of old browsers', 'atitle=Magill%u2019s+guide&title=X&genre=article', { title: 'Magill’s guide' }],
    [
      'a DOI with signs of HTML in it',
      'genre=article&atitle=x&title=y&id=doi:10.1002/(SICI)1097-0258(19980815/30)17:15/16&lt;1661::AID-SIM968&gt;3.0.CO;2-2',
      { doi: '10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2' },
    ],
    [
      'UTF-8 read as Windows-1252',
      'atitle=MÃ¼ller-Lyer illusion&title=Perception&genre=article',
      { title: 'Müller-Lyer illusion' },
    ],
    [
      'a per cent sign and two digits',
      'rft.atitle=Effects+of+50%25+oxygen&rft.jtitle=Chest&rft.genre=article',
      { title: 'Effects of 50% oxygen' },
    ],
    ['a per cent sign not encoded', 'rft.atitle=100%+renewable&rft.jtitle=Energy', { kind: 'article', title: '100% renewable' }],
    ['markup', 'genre=article&atitle=A+%3Ci%3EC.+elegans%3C/i%3E+gene&title=J', { title: 'A C. elegans gene' }],
    [
      '&amp; between pairs',
      'genre=article&atitle=Foo&amp;title=Bar&amp;date=2001',
      { title: 'Foo', container: 'Bar', year: 2001 },
    ],
    ['several identifiers in one', 'id=doi:10.1000/xyz123;pmid:12345', { doi: '10.1000/xyz123', pmid: '12345' }],
    [
      'links for identifiers',
      'rft_id=https://doi.org/10.1038/nature14539&rft_id=https://pubmed.ncbi.nlm.nih.gov/26017442/',
      { kind: 'article', doi: '10.1038/nature14539', pmid: '26017442' },
    ],
    ['an impossible date first', 'genre=article&date=0000-00-00&year=1999&title=J+Foo&atitle=Bar', { year: 1999 }],
    [
      'words in volume and issue',
      'genre=article&atitle=Foo&title=Why&volume=Vol.%2012&issue=no.%203',
      { volume: '12', issue: '3' },
    ],
    [
      'an ISSN in isbn',
      'genre=article&atitle=Foo&title=Nature&isbn=0028-0836',
      { kind: 'article', issn: ['0028-0836'], isbn: [] },
    ],
  ])('%s', (_, query, expected) => expect(readOpenUrl(query).citation).toMatchObject(expected));

  it.each([
    [
      'a chapter of a series',
      'genre=bookitem&issn=0076-6879&title=Methods+in+Enzymology&volume=12&atitle=Assay&spage=3',
      'chapter',
    ],
    ['a paper called a chapter', 'genre=bookitem&issn=0028-0836&title=Nature&volume=12&issue=3&atitle=Assay&spage=3', 'article'],
    ['a book that is its own part', 'genre=book&title=Beloved&atitle=Beloved', 'book'],
    ['a journal that is its own part', 'genre=journal&title=Nature&atitle=Nature', 'unknown'],
    [
      'a web page',
      'rft_val_fmt=info:ofi/fmt:kev:mtx:dc&rft.type=webpage&rft.title=Home&rft.identifier=https://example.org',
      'unknown',
    ],
    [
      'a recording by its Dublin Core type',
      'rft_val_fmt=info:ofi/fmt:kev:mtx:dc&rft.type=videoRecording&rft.title=Hoop+Dreams',
      'av',
    ],
    [
      'a paper called a book',
      'genre=book&issn=0028-0836&title=Nature&atitle=Deep+learning&volume=521&issue=7553&spage=436',
      'article',
    ],
    ['a book called an article', 'genre=article&isbn=9780465026562&title=Godel+Escher+Bach&atitle=&volume=&date=1999', 'book'],
    ['a chapter called an article', 'genre=article&isbn=9780465026562&title=Whole&atitle=Part&spage=3', 'chapter'],
    ['a chapter called a book', 'genre=book&isbn=9780465026562&title=Whole&atitle=Part&spage=3', 'chapter'],
    ['a chapter without title', 'genre=bookitem&isbn=9780393317558&title=Guns,+Germs&spage=12&epage=30&atitle=', 'chapter'],
    ['an entry of an encyclopedia', 'genre=unknown&title=Encyclopedia+of+Religion&atitle=Zoroaster&date=2005', 'chapter'],
    [
      'a paper in proceedings, no genre',
      'sid=google&aulast=He&atitle=Deep+residual+learning&title=Proceedings+of+the+IEEE+conference+on+computer+vision&date=2016',
      'conference',
    ],
    [
      'a journal called proceedings',
      'genre=article&title=Proceedings+of+the+National+Academy+of+Sciences&issn=0027-8424&volume=1&issue=2&atitle=X+and+Y',
      'article',
    ],
    ['a whole journal', 'genre=journal&title=Nature&issn=0028-0836', 'unknown'],
    ['a whole journal without genre', 'issn=00280836&title=Nature', 'unknown'],
    ['an ISBN alone', 'isbn=9780465026562', 'unknown'],
    ['a PubMed number alone', 'rft.pmid=123456', 'article'],
    ['a film', 'genre=video&title=Hoop+Dreams&date=1994', 'av'],
    ['a score', 'genre=music+score&title=Winterreise', 'score'],
    [
      'a thesis by its format',
      'rft_val_fmt=info:ofi/fmt:kev:mtx:dissertation&rft.title=An+Algebra&rft.au=Shannon&rft.date=1940',
      'dissertation',
    ],
    ['nothing', '', 'unknown'],
    ['rubbish', '&&&=&=x&foo', 'unknown'],
  ])('tells %s', (_, query, kind) => expect(readOpenUrl(query).citation.kind).toBe(kind));

  it('says what it left out', () => {
    const { notes } = readOpenUrl('genre=article&atitle=Bar&title=Foo&spage=-5&issn=BAS34450&id=doi:10.x&date=undated');
    expect(notes).toEqual([
      '"doi:10.x" cannot be a DOI.',
      '"BAS34450" is no ISSN',
      '"undated" says no year.',
      '"-5": a page number cannot be negative.',
    ]);
  });

  it('takes neither time stamps nor the citing work for the thing wanted', () => {
    const { citation } = readOpenUrl(
      'ctx_tim=2019-01-01&rfe.date=1998&rfe.atitle=Other&rfe_id=info:doi/10.1000/1&rft.atitle=This&rft.genre=article',
    );
    expect(citation).toEqual({ kind: 'article', title: 'This', authors: [], issn: [], isbn: [] });
  });

  it('never fails and always gives a citation that fits the contract', () => {
    const pieces = fc.constantFrom(
      'rft.',
      'genre=',
      'article',
      'book',
      'atitle=',
      'title=',
      'jtitle=',
      'issn=',
      '0028-0836',
      'isbn=',
      '978',
      'id=',
      'doi:10.',
      'rft_id=',
      'info:doi/',
      'pmid:',
      '&',
      '&amp;',
      '=',
      '%',
      '%25',
      '%C3%',
      '%E9',
      '+',
      ' ',
      'é',
      '&#',
      ';',
      'date=',
      '2008-00-00',
      'spage=',
      '-5',
      'au=',
      'aulast=',
      ',',
      '?',
      '\ud800',
      '0',
      '\u0000',
    );
    const query = fc.oneof(
      fc.array(pieces, { maxLength: 30 }).map((list) => list.join('')),
      fc.string({ unit: 'binary', maxLength: 200 }),
    );
    fc.assert(
      fc.property(query, (text) => {
        const { citation, notes } = readOpenUrl(text);
        expect(Citation.safeParse(citation).error).toBeUndefined();
        expect(notes.every((note) => note.length > 0)).toBe(true);
      }),
      { seed: 11, numRuns: 1000 },
    );
  });
});
