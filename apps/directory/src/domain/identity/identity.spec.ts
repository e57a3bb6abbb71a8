import fc from 'fast-check';
import { askedTerms, isAsked, searchTerms, type Identity } from './identity.ts';

const ada: Identity = {
  givenName: 'Ada Ngozi',
  familyName: 'Okáfor-Müller',
  email: 'Ada@Example.org',
  cardNumber: '22100000000001',
};

/** As the tables do it: one group of terms is there, and the opened identity agrees. */
const finds = (identity: Identity, search: string): boolean => {
  const there = new Set(searchTerms(identity));
  return askedTerms(search).some((group) => group.every((term) => there.has(term))) && isAsked(identity, search);
};

describe('looking for a name', () => {
  it.each([
    'okafor',
    'OKÁ',
    'okafor-m',
    'Müller',
    'muller',
    'ada',
    'ngozi',
    'ada ng',
    'Okafor, Ada',
    'Müller, Ng',
    'Okafor, A',
    'ada@example.org',
  ])('finds it by "%s"', (search) => {
    expect(finds(ada, search)).toBe(true);
  });

  it.each(['o', 'kafor', 'Okafor, Bo', 'Okafor, B', 'okafor-mx', 'ada@example.com', '%', ',', '', 'ada@example'])(
    'does not find it by "%s"',
    (search) => {
      expect(finds(ada, search)).toBe(false);
    },
  );

  it('finds long names by all of what is typed, though only twelve letters are indexed', () => {
    const long = { familyName: 'Wolfeschlegelsteinhausen', cardNumber: '1' };
    expect(finds(long, 'Wolfeschlegelstein')).toBe(true);
    expect(finds(long, 'Wolfeschlegelberg')).toBe(false);
    expect(Math.max(...searchTerms(long).map((term) => term.length))).toBe('family '.length + 12);
  });

  it('finds a name of one letter, and names in other scripts', () => {
    expect(finds({ familyName: 'O', cardNumber: '1' }, 'o')).toBe(true);
    expect(finds({ familyName: '王', givenName: '小明', cardNumber: '1' }, '王')).toBe(true);
    expect(finds({ familyName: 'Ивано́в', cardNumber: '1' }, 'иван')).toBe(true);
  });

  it('finds everybody by any beginning of two letters or more', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zà-öø-ž]{2,20}$/), fc.integer({ min: 2, max: 20 }), (familyName, length) => {
        expect(finds({ familyName, cardNumber: '1' }, familyName.slice(0, length))).toBe(true);
      }),
    );
  });
});
