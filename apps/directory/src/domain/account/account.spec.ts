import fc from 'fast-check';
import { run } from '#lib/kernel';
import type { Role } from '#lib/contracts';
import { accountDecider, mayGrant, type AccountCommand } from './account.ts';
import { firstPassword, passwordFault } from './password.ts';
import { LIMITS, waitMinutes, WINDOW } from './tries.ts';

const create = (roles: Role[], tenant = 'LCC', patron = false): AccountCommand => ({
  type: 'create',
  tenant,
  roles,
  patron: patron ? { id: 'x', patronRef: 'p_7Jq2mW0cVx1uAb3d' } : undefined,
});

describe('an account', () => {
  it.each<[string, AccountCommand, boolean]>([
    ['staff at a library', create(['staff', 'manager']), true],
    ['an operator at the consortium', create(['operator'], 'consortium'), true],
    ['a patron with a record', create(['patron'], 'LCC', true), true],
    ['a patron who works there', create(['patron', 'staff'], 'LCC', true), true],
    ['an operator at a library', create(['operator']), false],
    ['staff at the consortium', create(['staff'], 'consortium'), false],
    ['a patron without a record', create(['patron']), false],
    ['staff with a patron’s record only', create(['staff'], 'LCC', true), false],
    ['nothing at all', create([]), false],
  ])('for %s', (_, command, allowed) => {
    expect(run(accountDecider, [command]).ok).toBe(allowed);
  });

  it('keeps neither password nor name in its events', () => {
    const result = run(accountDecider, [create(['staff']), { type: 'password-set', how: 'own' }, { type: 'sign-in' }]);
    expect(result.ok && result.value.events).toEqual([
      { type: 'created', roles: ['staff'] },
      { type: 'password-changed', how: 'own' },
      { type: 'signed-in' },
    ]);
  });

  it.each<[Role[], Role[], boolean]>([
    [['staff'], ['patron'], true],
    [['staff'], ['staff'], false],
    [['circulation'], ['patron'], true],
    [['library-admin'], ['staff', 'rules-author', 'rules-approver', 'manager', 'library-admin'], true],
    [['library-admin'], ['operator'], false],
    [['manager'], ['staff'], false],
    [['student'], ['patron'], false],
    [['operator'], ['operator'], true],
    [['patron'], ['patron'], false],
    [['rules-author'], ['patron'], false],
  ])('%j may give %j: %s', (granter, roles, allowed) => {
    expect(mayGrant(granter, roles).ok).toBe(allowed);
  });
});

describe('a password', () => {
  it.each([
    ['short one', 'short', /shorter than 10/],
    ['aaaaaaaaaaaa', 'aaaaaaaaaaaa', /too few different/],
    ['okafor-okafor-1', 'okafor-okafor-1', /contains the username/],
    ['a book', 'x y z a b '.repeat(25), /longer than 200/],
  ])('is refused: %s', (_, password, message) => {
    expect(passwordFault(password, 'okafor')?.message).toMatch(message);
  });

  it('may be words with spaces', () => {
    expect(passwordFault('heron walks at dawn', 'okafor')).toBeUndefined();
  });

  it('is made of random bytes, and good enough for ourselves', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 48, maxLength: 48 }), (random) => {
        fc.pre(new Set(random).size > 20);
        expect(firstPassword(random)).toMatch(/^([b-df-hj-kmnp-tv-z2-9]{4}-){3}[b-df-hj-kmnp-tv-z2-9]{4}$/);
      }),
    );
    expect(() => firstPassword(new Uint8Array(3))).toThrow('too few random bytes');
  });
});

describe('tries to sign in', () => {
  const now = 1_000_000_000;
  it('are free up to the limit, then wait for the window to end', () => {
    const pair = (tries: number) => [{ limit: 'pair' as const, tries, since: now - 60_000 }];
    expect(waitMinutes(pair(LIMITS.pair), now)).toBeUndefined();
    expect(waitMinutes(pair(LIMITS.pair + 1), now)).toBe(14);
    expect(waitMinutes([{ limit: 'address', tries: LIMITS.address + 1, since: now - WINDOW + 1 }], now)).toBe(1);
  });
  it('wait for the longest that is over its limit', () => {
    const counted = [
      { limit: 'pair', tries: LIMITS.pair + 4, since: now - 600_000 },
      { limit: 'account', tries: LIMITS.account + 1, since: now },
      { limit: 'address', tries: 3, since: now + 900_000 },
    ] as const;
    expect(waitMinutes(counted, now)).toBe(15);
  });
});
