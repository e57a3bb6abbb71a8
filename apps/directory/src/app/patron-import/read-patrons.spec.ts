import { guessMapping, readPatrons, type PatronFile } from './read-patrons.ts';

const read = (text: string, ...more: [Parameters<typeof readPatrons>[1]?, string?]): PatronFile => {
  const done = readPatrons(text, ...more);
  if (!done.ok) throw new Error(done.error.code);
  return done.value;
};
const refused = (text: string, ...more: [Parameters<typeof readPatrons>[1]?, string?]) => {
  const done = readPatrons(text, ...more);
  return done.ok ? undefined : done.error;
};

describe('a list of patrons', () => {
  it('is read by the names of its columns, whatever system they are of', () => {
    expect(guessMapping(['cardnumber', 'surname', 'firstname', 'email', 'categorycode', 'debarred'])).toEqual({
      cardNumber: 'cardnumber',
      familyName: 'surname',
      givenName: 'firstname',
      email: 'email',
      group: 'categorycode',
      blocked: 'debarred',
    });
    expect(guessMapping(['Patron Barcode', 'Last Name', 'First Name', 'P TYPE', 'Notes'])).toMatchObject({
      cardNumber: 'Patron Barcode',
      familyName: 'Last Name',
      group: 'P TYPE',
    });
  });

  it.each([
    ['commas', 'barcode,name,group\r\n1,"Okafor, Ada",student\r\n'],
    ['semicolons', 'barcode;name;group\n1;Okafor, Ada;student'],
    ['tabs, with a byte order mark', '\uFEFFbarcode\tname\tgroup\n1\tOkafor, Ada\tstudent'],
  ])('with %s', (_, text) => {
    expect(read(text).lines).toEqual([{ line: 2, cardNumber: '1', familyName: 'Okafor, Ada', group: 'student', blocked: false }]);
  });

  it('gives everybody one group where no column says it', () => {
    expect(read('barcode,name\n1,Okafor', undefined, 'resident').lines[0]!.group).toBe('resident');
  });

  it('takes what is right and names line, field and remedy of what is not', () => {
    const text = [
      'barcode,name,email,group,blocked',
      '1,Okafor,ada@example.org,student,no',
      ',Brandt,,student,',
      '3,,,student,',
      '4,Haskell,haskell at example,student,',
      '5,Marsh,,,',
      '1,Again,,student,',
      '7,Luz,,student,perhaps',
      '',
      '8,Tan,,faculty,yes',
    ].join('\n');
    const { lines, faults } = read(text);
    expect(lines.map(({ line, blocked }) => [line, blocked])).toEqual([
      [2, false],
      [10, true],
    ]);
    expect(faults.map(({ line, field }) => [line, field])).toEqual([
      [3, 'cardNumber'],
      [4, 'familyName'],
      [5, 'email'],
      [6, 'group'],
      [7, 'cardNumber'],
      [8, 'blocked'],
    ]);
    expect(faults[4]!.message).toContain('line 2');
    for (const { remedy } of faults) expect(remedy).toMatch(/\S/);
  });

  it.each([
    ['no line', 'barcode,name', undefined, 'empty-file', 'csv'],
    ['an open quotation mark', 'barcode,name,group\n1,"Okafor,x', undefined, 'malformed-csv', 'line 2'],
    ['no card number', 'name,group\nOkafor,x', undefined, 'missing-column', 'mapping.cardNumber'],
    ['no group', 'barcode,name\n1,Okafor', undefined, 'missing-column', 'group'],
    ['a column that is not there', 'a,b\n1,2', { cardNumber: 'x', familyName: 'b' }, 'unknown-column', 'mapping.cardNumber'],
  ] as const)('is refused as a whole with %s', (_, text, mapping, code, field) => {
    expect(refused(text, mapping)).toMatchObject({ code, field, remedy: expect.stringMatching(/\S/) });
  });
});
