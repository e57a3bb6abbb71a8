import { randomBytes } from 'node:crypto';
import { SealError } from '#lib/service';
import { LibrarySafe } from './name-safe.ts';

/** 128 bits as base64url: no part of a name stands in it but by chance */
const HASH = /^[\w-]{22}$/;

const key = randomBytes(32);
const library = new LibrarySafe('LCC', key);
const ada = { givenName: 'Ada', familyName: 'Okafor', email: 'ada@example.org', cardNumber: '22100000000001' };

describe('a library’s safe for names', () => {
  it('opens what it sealed, with a key for each patron', () => {
    const patron = library.newPatron('one');
    const sealed = patron.sealIdentity(ada);
    expect(new LibrarySafe('LCC', key).patron('one', patron.wrapped).openIdentity(sealed)).toEqual(ada);
    expect(library.newPatron('one').wrapped).not.toBe(patron.wrapped);
  });

  it.each<[string, (wrapped: string, sealed: string) => unknown]>([
    ['as another patron’s', (wrapped, sealed) => library.patron('two', wrapped).openIdentity(sealed)],
    ['with another patron’s key', (_, sealed) => library.patron('two', library.newPatron('two').wrapped).openIdentity(sealed)],
    ['at another library', (wrapped, sealed) => new LibrarySafe('TSU', key).patron('one', wrapped).openIdentity(sealed)],
    ['once the library’s key is another', (wrapped) => new LibrarySafe('LCC', randomBytes(32)).patron('one', wrapped)],
    ['as something else', (wrapped, sealed) => library.patron('one', wrapped).open('credential 1', sealed)],
    ['as staff’s', (_, sealed) => library.open('identity of one', sealed)],
  ])('does not open a patron’s identity %s', (_, open) => {
    const patron = library.newPatron('one');
    expect(() => open(patron.wrapped, patron.sealIdentity(ada))).toThrow(SealError);
  });

  it('looks names up by hashes that are another library’s own', () => {
    const terms = library.termsOf(ada);
    expect(
      library
        .asked('okaf')
        .flat()
        .some((term) => terms.includes(term)),
    ).toBe(true);
    expect(
      library
        .asked('okax')
        .flat()
        .some((term) => terms.includes(term)),
    ).toBe(false);
    const other = new LibrarySafe('TSU', randomBytes(32)).termsOf(ada);
    expect(other.filter((term) => terms.includes(term))).toEqual([]);
    expect(terms.filter((term) => !HASH.test(term))).toEqual([]);
  });
});
