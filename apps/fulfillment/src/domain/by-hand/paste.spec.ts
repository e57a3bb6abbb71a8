import { money } from '#lib/kernel';
import type { Citation } from '#lib/contracts';
import { pasteAtPublisher, pasteInto, type AskedByHand } from './paste.ts';

const book: Citation = {
  kind: 'book',
  title: 'Beloved',
  authors: ['Morrison, Toni'],
  publisher: 'Vintage',
  year: 2004,
  isbn: ['9781400033416'],
  issn: [],
  oclc: '54881929',
};
const article: Citation = {
  kind: 'article',
  title: 'Large language models in medicine',
  container: 'Nature Medicine',
  authors: ['Thirunavukarasu, A', 'Ting, D'],
  volume: '29',
  issue: '8',
  pages: '1930-1940',
  year: 2023,
  isbn: [],
  issn: ['1078-8956'],
  pmid: '37460753',
};
const asked: AskedByHand = {
  service: 'loan',
  citation: book,
  lender: 'ZZX',
  reference: 'TR-1',
  neededBy: '2025-11-01',
  maxCost: money(2500, 'USD'),
};
const copy: AskedByHand = { ...asked, service: 'copy', citation: article };
const shown = (where: Parameters<typeof pasteInto>[0], one: AskedByHand): string[] =>
  pasteInto(where, one).map(({ name, value }) => `${name}: ${value}`);

describe('what is pasted into another system', () => {
  it.each([
    ['WorldShare', asked, ['OCLC Number: 54881929', 'Title: Beloved', 'Lender String: ZZX', 'Maximum Cost: $25']],
    ['WorldShare', copy, ['Title: Nature Medicine', 'Article Title: Large language models in medicine', 'Number: 8']],
    ['ILLiad', asked, ['LoanTitle: Beloved', 'LoanAuthor: Morrison, Toni', 'LendingString: ZZX', 'NotWantedAfter: 2025-11-01']],
    ['ILLiad', copy, ['PhotoJournalTitle: Nature Medicine', 'PhotoJournalInclusivePages: 1930-1940']],
    ['DOCLINE', copy, ['PMID: 37460753', 'Lender (LIBID): ZZX', 'Comments: TR-1']],
    ['RapidILL', copy, ['Journal Title: Nature Medicine', 'Cross reference number: TR-1']],
    ['SHAREit', asked, ['ISBN: 9781400033416', 'Lender: ZZX', 'Notes: TR-1']],
    ['e-mail', asked, ['Request No.: TR-1', 'Book title: Beloved', 'Lending library: ZZX']],
    ['e-mail', copy, ['Volume/issue/date: 29 / 8 / 2023', 'Author of article: Thirunavukarasu, A; Ting, D']],
    ['other', copy, ['Journal or book title: Nature Medicine', 'Our number: TR-1']],
  ] as const)('%s', (where, one, lines) => {
    expect(shown(where, one)).toEqual(expect.arrayContaining([...lines]));
  });
  it('says what to look for at a publisher’s site, and how much it may cost', () => {
    const fields = pasteAtPublisher({
      ...copy,
      citation: { ...article, publisher: 'Nature Portfolio', doi: '10.1038/s41591-023-02448-8' },
    });
    expect(fields.map(({ name, value }) => `${name}: ${value}`)).toEqual(
      expect.arrayContaining([
        'Publisher: Nature Portfolio',
        'DOI link: https://doi.org/10.1038/s41591-023-02448-8',
        'Article title: Large language models in medicine',
        'Pay at most: $25',
      ]),
    );
  });
  it('leaves out what nobody knows, and asks RapidILL for no lender: it finds its own', () => {
    const bare: AskedByHand = {
      service: 'copy',
      citation: { ...article, pmid: undefined, volume: undefined },
      lender: 'ZZX',
      reference: 'TR-1',
    };
    expect(shown('DOCLINE', bare).filter((line) => /^(PMID|Volume|Need by)/.test(line))).toEqual([]);
    expect(shown('RapidILL', copy).join()).not.toContain('ZZX');
  });
});
