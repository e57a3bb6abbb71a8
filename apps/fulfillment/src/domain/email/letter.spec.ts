import { wanted } from '../../__fixtures__/samples.ts';
import { letterFor, type ToWrite } from './letter.ts';
import { letterHtml, letterText } from './write-letter.ts';

const toWrite: ToWrite = {
  said: 'Request',
  library: { symbol: 'LCC', name: 'Limestone Community College' },
  lender: { symbol: 'MED', name: 'A <medical> library', daysToRespond: 4 },
  service: 'loan',
  citation: {
    ...wanted('loan').citation,
    title: 'Beloved & <b>others</b>',
    authors: ['Morrison, Toni'],
    isbn: ['9781400033416'],
  },
  title: 'Beloved & <b>others</b>\r\nBcc: all@example.org',
  requestId: 'r-1',
  neededBy: '2025-10-20',
  maxCost: { minor: 2500, currency: 'USD' },
};
const LINK = [{ answer: 'cannot', url: 'https://trillium.example/answer/LCC/s1.x.y?a="b"' }] as const;

describe('a letter to a lender', () => {
  it('asks with the fields of the ALA form', () => {
    const letter = letterFor(toWrite)!;
    expect(letter.intro).toContain('asks you to lend an item. Please answer within 4 working days');
    expect(Object.fromEntries(letter.fields.map(({ name, value }) => [name, value]))).toMatchObject({
      'Request No.': 'r-1',
      'Need before': '2025-10-20',
      'Book author': 'Morrison, Toni',
      ISBN: '9781400033416',
      'Will pay': '$25',
      'Borrowing library': 'Limestone Community College (LCC)',
    });
    const text = letterText(letter, LINK);
    expect(text).toMatch(/^Book author: +Morrison, Toni$/m);
    expect(text).toContain('We cannot supply it:\n  https://trillium.example/answer/LCC/');
  });

  it('keeps its subject on one line', () => {
    expect(letterFor(toWrite)!.subject).toBe('Interlibrary loan request: Beloved & <b>others</b> Bcc: all@example.org');
  });

  it('escapes what others wrote', () => {
    const html = letterHtml(letterFor(toWrite)!, LINK);
    expect(html).toContain('Beloved &amp; &lt;b&gt;others&lt;/b&gt;');
    expect(html).toContain('A &lt;medical&gt; library (MED)');
    expect(html).toContain('y?a=&quot;b&quot;"');
    expect(html).not.toContain('<b>');
  });

  it.each([
    ['Retry', 'agrees to what you asked ($25, LibraryUseOnly)', true],
    ['StatusRequest', 'asks how the request below stands', true],
    ['Cancel', 'no longer needs what is below', true],
    ['Renew', 'keep the loan below longer: it is due on 2025-11-03', true],
    ['ShippedReturn', 'on its way back to you by UPS, number 1Z5R89390357567127', true],
    ['Lost', 'has been lost', false],
    ['Notification', 'writes about the request below', false],
  ])('says %s', (said, words, answers) => {
    const letter = letterFor({
      ...toWrite,
      said,
      conditions: ['LibraryUseOnly'],
      dueDate: '2025-11-03',
      shippedBack: { carrier: 'UPS', tracking: '1Z5R89390357567127' },
    })!;
    expect(letter.intro).toContain(words);
    expect(letter.answers.length > 0).toBe(answers);
  });

  it('does not write that something has arrived', () => expect(letterFor({ ...toWrite, said: 'Received' })).toBeUndefined());
});
