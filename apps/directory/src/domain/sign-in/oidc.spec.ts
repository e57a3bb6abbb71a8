import { holds, personOf, valuesOf, type OidcSettings } from './oidc.ts';

const settings: OidcSettings = {
  name: 'Campus',
  issuer: 'https://login.example',
  clientId: 'trillium',
  scopes: [],
  claims: { username: 'preferred_username', card: 'card' },
  rules: [
    { claim: 'affiliation', test: 'contains', value: 'faculty', group: 'faculty' },
    { claim: 'realm_access.roles', test: 'equals', value: 'ill', roles: ['staff', 'patron'] },
  ],
  makesAccounts: true,
};

describe('claims', () => {
  it('are read as texts, one or many, also inside others', () => {
    const claims = { a: 'x', b: ['y', 7, null, { z: 1 }], 'https://example/c': 'u', d: { e: ['v'] }, f: true };
    expect(['a', 'b', 'https://example/c', 'd.e', 'f', 'g', 'a.b'].map((name) => valuesOf(claims, name))).toEqual([
      ['x'],
      ['y', '7'],
      ['u'],
      ['v'],
      ['true'],
      [],
      [],
    ]);
  });

  it.each([
    ['contains', 'faculty', true],
    ['contains', ['member', 'Faculty'], true],
    ['contains', 'member;faculty', true],
    ['contains', 'faculty@lcc.example', true],
    ['contains', 'cn=faculty,ou=people', true],
    ['contains', 'non-faculty', false],
    ['contains', 'facultyclub', false],
    ['contains', undefined, false],
    ['equals', 'FACULTY', true],
    ['equals', 'member;faculty', false],
    ['equals', ['member', 'faculty'], true],
  ] as const)('%s: %j', (test, value, expected) => {
    expect(holds({ claim: 'affiliation', test, value: 'faculty' }, { affiliation: value })).toBe(expected);
  });
});

describe('somebody a provider describes', () => {
  const of = (claims: object, change: Partial<OidcSettings> = {}) =>
    personOf({ preferred_username: 'ann', ...claims }, { ...settings, ...change }, 'LCC');

  it('is a patron with a group, or staff with roles, by the first rule that names one', () => {
    expect(of({ affiliation: 'faculty', card: ' 22 ', given_name: 'Ann', family_name: 'Adams' })).toEqual({
      ok: true,
      value: { username: 'ann', cardNumber: '22', givenName: 'Ann', familyName: 'Adams', group: 'faculty', roles: [] },
    });
    expect(of({ realm_access: { roles: ['ill'] }, affiliation: 'faculty' })).toMatchObject({ value: { roles: ['staff'] } });
    expect(of({}, { defaultGroup: 'member' })).toMatchObject({ value: { group: 'member', familyName: 'ann' } });
  });

  it.each<[object, Partial<OidcSettings>, string]>([
    [{ affiliation: 'alum' }, {}, 'oidc-no-role'],
    [{ preferred_username: undefined, affiliation: 'faculty' }, {}, 'oidc-no-username'],
    [{ affiliation: 'faculty' }, { claims: { username: 'preferred_username', library: 'lib' } }, 'oidc-another-library'],
    [
      { affiliation: 'faculty', lib: 'TSU' },
      { claims: { username: 'preferred_username', library: 'lib' } },
      'oidc-another-library',
    ],
  ])('is refused: %j', (claims, change, code) => {
    expect(of(claims, change)).toMatchObject({ ok: false, error: { code } });
  });
});
