import { Diagnostic, parseCql } from './cql.ts';
import { loadData } from './data.ts';
import { changeFacts } from './facts.ts';
import { isbn13 } from './find.ts';
import { trackingNumber } from './parcels.ts';
import { pdf } from './pdf.ts';

describe('CQL', () => {
  it('reads clauses, operators from the left, parentheses and quotes', () => {
    const clause = (index: string, relation: string, term: string) => ({ is: 'clause', index, relation, term });
    expect(parseCql('bath.isbn=9781400033416')).toEqual(clause('bath.isbn', '=', '9781400033416'));
    expect(parseCql('beloved')).toEqual(clause('cql.serverchoice', '=', 'beloved'));
    expect(parseCql(String.raw`dc.title all "say \"no\"" and (dc.creator any "x y" or rec.id == 7)`)).toEqual({
      is: 'and',
      left: clause('dc.title', 'all', 'say "no"'),
      right: { is: 'or', left: clause('dc.creator', 'any', 'x y'), right: clause('rec.id', '==', '7') },
    });
    expect(parseCql('a or b and c')).toMatchObject({ is: 'and', left: { is: 'or' } });
  });
  it.each([
    ['', 10],
    ['dc.title =', 10],
    ['(a or b', 10],
    ['a )', 10],
    ['dc.title = "open', 10],
    ['dc.color = red', 16],
    ['dc.title within "1 2"', 19],
    ['a not b', 37],
  ])('diagnoses %j as %i', (query, code) => {
    expect(() => parseCql(query)).toThrow(Diagnostic);
    expect(() => parseCql(query)).toThrow(expect.objectContaining({ code }) as Error);
  });
});

it('makes UPS numbers whose check digit holds, as that of 1Z5R89390357567127 does', () => {
  const check = (number: string) =>
    Array.from(number.slice(2, -1)).reduce((sum, character, index) => {
      const value = /\d/.test(character) ? Number(character) : (character.codePointAt(0)! - 63) % 10;
      return sum + value * (index % 2 ? 2 : 1);
    }, 0);
  const holds = (number: string) => (10 - (check(number) % 10)) % 10 === Number(number.at(-1));
  expect(holds('1Z5R89390357567127')).toBe(true);
  for (const count of [1, 2, 9, 10, 12_345]) {
    expect(trackingNumber(count)).toMatch(/^1Z\w{15}\d$/);
    expect(holds(trackingNumber(count))).toBe(true);
  }
});

it('brings ISBNs of either length to thirteen digits', () => {
  expect(isbn13('0-201-63361-2')).toBe('9780201633610');
  expect(isbn13('978-0-262-03384-8')).toBe('9780262033848');
  expect(isbn13('157230989X')).toBe('9781572309890');
  expect(isbn13('12345')).toBeUndefined();
});

it('changes facts by row, and nothing beside them', () => {
  const data = loadData();
  const before = data.countries.length;
  expect(changeFacts(data, { table: 'countries', where: { code: 'DE' }, set: { loans: 'suspended' } })).toBe(1);
  expect(data.countries.filter((row) => row.loans === 'suspended').map((row) => row.code)).toEqual(['DE']);
  expect(changeFacts(data, { table: 'countries', insert: { code: 'FR', name: 'France', loans: 'open' } })).toBe(1);
  expect(changeFacts(data, { table: 'countries', where: { code: 'US' }, remove: true })).toBe(1);
  expect(data.countries).toHaveLength(before);
  expect(changeFacts(data, { table: 'countries', where: { code: 'XX' }, set: { loans: 'open' } })).toBe(0);
});

it('makes PDFs whose table of objects is right', () => {
  const file = pdf(['Größe (a)']).toString('latin1');
  const start = Number(/startxref\n(\d+)/.exec(file)![1]);
  expect(file.slice(start, start + 4)).toBe('xref');
  const offsets = [...file.slice(start).matchAll(/(\d{10}) 00000 n/g)].map((match) => Number(match[1]));
  expect(offsets.map((at, index) => file.slice(at).startsWith(`${index + 1} 0 obj`))).toEqual(offsets.map(() => true));
});
