import { parseIsbns, parseIssns, parseOclc, parsePages, parsePmid, parseYear } from './index.ts';

describe('ISSN', () => {
  it.each([
    ['0028-0836', ['0028-0836']],
    ['00246115', ['0024-6115']],
    ['0003486x', ['0003-486X']],
    ['ISSN 0041‑008X', ['0041-008X']],
    ['1533-4406 (Electronic) 0028-4793 (Linking)', ['0028-4793', '1533-4406']],
    ['eISSN: 1937-2809; ISSN: 0272-4634', ['0272-4634', '1937-2809']],
    ['0272-4634, 0272-4634', ['0272-4634']],
  ])('%s', (text, issns) => expect(parseIssns(text).found).toEqual(issns));

  it('names what is none', () => {
    expect(parseIssns('0028-0837')).toEqual({ found: [], faults: ['"0028-0837" is no ISSN: its check digit would be 6'] });
    expect(parseIssns('TELEAY').faults).toEqual(['"TELEAY" is no ISSN']);
    expect(parseIssns('9780465026562').found).toEqual([]);
    expect(parseIssns('').faults).toEqual([]);
  });

  it('restores the zeros a spreadsheet dropped, where asked to', () => {
    expect(parseIssns('280836').found).toEqual([]);
    expect(parseIssns('280836', { restoreZeros: true })).toMatchObject({ found: ['0028-0836'] });
    expect(parseIssns('280837', { restoreZeros: true }).found).toEqual([]);
  });
});

describe('ISBN', () => {
  it.each([
    ['978-0-465-02656-2', ['9780465026562']],
    ['9780062316097 (hardcover)', ['9780062316097']],
    ['9780553380163 ', ['9780553380163']],
    ['039474067X', ['9780394740676']],
    ['0-201-63361-2', ['9780201633610']],
    ['ISBN-13: 978 0 262 03384 8; ISBN-10: 0262033844', ['9780262033848']],
    ['0131103628 (pbk.) : $30 ; 9780262510875', ['9780131103627', '9780262510875']],
    ['0131103628 9780262510875', ['9780131103627', '9780262510875']],
    ['201633612', ['9780201633610']],
    ['81-89134-00-0', ['9788189134006']],
  ])('%s', (text, isbns) => expect(parseIsbns(text).found).toEqual(isbns));

  it('keeps the digits it was cited with', () => expect(parseIsbns('1-57230-989-X').cited).toEqual(['157230989X']));

  it('names what is none', () => {
    expect(parseIsbns('9780465026563').faults).toEqual(['"9780465026563" is no ISBN: its check digit does not hold']);
    expect(parseIsbns('9.78047E+12').faults[0]).toContain('a spreadsheet shortened');
    expect(parseIsbns('see note').faults).toEqual(['"see note" is no ISBN']);
    expect(parseIsbns('21000000004001').found).toEqual([]);
  });
});

describe('PubMed and OCLC numbers', () => {
  it.each([
    ['26017442', '26017442'],
    ['PMID: 18496984', '18496984'],
    ['info:pmid/1757671', '1757671'],
    ['https://pubmed.ncbi.nlm.nih.gov/33024064/', '33024064'],
    ['http://www.ncbi.nlm.nih.gov/pubmed/33024064?dopt=Abstract', '33024064'],
    ['00123', '123'],
  ])('PMID %s', (text, pmid) => expect(parsePmid(text)).toEqual({ ok: true, value: pmid }));

  it.each(['PMC4790845', '10.1038/nature14539', '12345678901'])('no PMID: %s', (text) =>
    expect(parsePmid(text)).toMatchObject({ ok: false, error: { code: 'impossible-pmid', field: 'pmid' } }),
  );

  it.each([
    ['45339661', '45339661'],
    ['ocm00673595', '673595'],
    ['ocn753229060', '753229060'],
    ['on1234567890', '1234567890'],
    ['(OCoLC)53084041', '53084041'],
    ['info:oclcnum/5677842', '5677842'],
    ['https://www.worldcat.org/title/zen-shorts/oclc/53084041', '53084041'],
    ['https://search.worldcat.org/title/53084041', '53084041'],
  ])('OCLC %s', (text, oclc) => expect(parseOclc(text)).toEqual({ ok: true, value: oclc }));

  it('refuses words', () => expect(parseOclc('unavailable here')).toMatchObject({ ok: false, error: { field: 'oclc' } }));
});

describe('years', () => {
  it.each([
    ['1953', 1953],
    ['c1996', 1996],
    ['[1999?]', 1999],
    ['©2004, p2003', 2004],
    ['1948/49', 1948],
    ['1996-1998', 1996],
    ['1917–1933', 1917],
    ['2008-00-00', 2008],
    ['2010-10', 2010],
    ['20080101', 2008],
    ['22032020', 2020],
    ['201205', 2012],
    ['Autumn 1988', 1988],
    ['1 July 1963', 1963],
    ['1996 [i.e. 1969]', 1969],
    ['MCMXCIX', 1999],
    ['2021-12-01T03:57:18-05:00', 2021],
  ])('%s', (text, year) => expect(parseYear(text)).toBe(year));

  it.each(['', 'n.d.', '[19--]', '199-?', 'in press', '98', '3019', '99999999', 'Mild'])('none in %j', (text) =>
    expect(parseYear(text)).toBeUndefined(),
  );
});

describe('pages', () => {
  it.each([
    ['558–565', { pages: '558-565' }],
    ['pp. 12 -- 15.', { pages: '12-15' }],
    ['p. A31', { pages: 'A31' }],
    ['732-4', { pages: '732-734' }],
    ['S112-8', { pages: 'S112-S118' }],
    ['134 - EOA', { pages: '134' }],
    ['xvii,', { pages: 'xvii' }],
    ['n71', { articleNumber: 'n71' }],
    ['e124', { articleNumber: 'e124' }],
    ['115200', { articleNumber: '115200' }],
    ['article no. 42', { articleNumber: '42' }],
    ['0', {}],
    ['', {}],
    ['n/a', {}],
    ['49-58, 63', { pages: '49-58, 63' }],
    ['w957-w968', { pages: 'w957-w968' }],
  ])('%s', (text, place) => expect(parsePages(text)).toEqual({ ok: true, value: place }));

  it.each(['-5', '−5-10', 'pp. -12'])('refuses the negative %s', (text) =>
    expect(parsePages(text, 'citation.pages')).toMatchObject({
      ok: false,
      error: { code: 'negative-page', field: 'citation.pages' },
    }),
  );
});
