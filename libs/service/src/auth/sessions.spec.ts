import { jest } from '@jest/globals';
import { SignJWT } from 'jose';
import type { CurrentUser } from '#lib/contracts';
import { cookieIn, Sessions } from './sessions.ts';

const SECRET = 'a secret of more than thirty-two letters';
const key = new TextEncoder().encode(SECRET);
const ann: CurrentUser = { sub: 'a1', tenant: 'LCC', roles: ['patron', 'staff'], patronRef: 'p_0123456789abcdef' };

describe('sessions', () => {
  const sessions = new Sessions(SECRET, true);
  const sign = (claims: Record<string, unknown>) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).setIssuer('trillium').setSubject('a1');

  it('are read as they were issued', async () => {
    expect(await sessions.read(await sessions.issue(ann))).toEqual(ann);
    const { patronRef: _, ...staff } = ann;
    expect(await sessions.read(await sessions.issue(staff))).toEqual(staff);
  });

  it('are refused when signed by somebody else', async () => {
    expect(await sessions.read(await new Sessions('another secret of thirty-two letters', true).issue(ann))).toBeUndefined();
  });

  it('are refused when expired, endless, unsigned, of another issuer or with other roles', async () => {
    const { tenant, roles } = ann;
    const claims = { tenant, roles };
    const unsigned = `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify({ ...claims, sub: 'a1', iss: 'trillium', exp: 9e9 }))}.`;
    const tokens = [
      await sign(claims).setExpirationTime('-1m').sign(key),
      await sign(claims).sign(key),
      unsigned,
      await sign(claims).setIssuer('elsewhere').setExpirationTime('1h').sign(key),
      await sign({ tenant, roles: ['root'] })
        .setExpirationTime('1h')
        .sign(key),
    ];
    expect(await Promise.all(tokens.map((token) => sessions.read(token)))).toEqual(tokens.map(() => undefined));
    // the same, made as it should be, is good: the cases above fail for their own reason
    expect(await sessions.read(await sign(claims).setExpirationTime('1h').sign(key))).toMatchObject({ sub: 'a1', tenant: 'LCC' });
  });

  it('are good until their last second and not after, however often they were read before', async () => {
    const { tenant, roles } = ann;
    const exp = Math.floor(Date.now() / 1000) + 3600;
    const token = await sign({ tenant, roles }).setExpirationTime(exp).sign(key);
    const read: unknown[] = [];
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'setTimeout'] });
    for (const seconds of [exp - 10, exp - 1, exp]) {
      jest.setSystemTime(seconds * 1000);
      read.push((await sessions.read(token))?.sub);
    }
    jest.useRealTimers();
    expect(read).toEqual(['a1', 'a1', undefined]);
  });

  it('of before a role was split are read as what has come of it', async () => {
    const token = await sign({ tenant: 'LCC', roles: ['staff', 'rules-admin'] })
      .setExpirationTime('1h')
      .sign(key);
    expect((await sessions.read(token))?.roles).toEqual(['staff', 'rules-author', 'rules-approver']);
  });

  it('are found among other cookies', () => {
    expect(cookieIn('a=1; trillium_session=x.y=z ; b=2', 'trillium_session')).toBe('x.y=z');
    expect(cookieIn('not_trillium_session=x', 'trillium_session')).toBeUndefined();
    expect(cookieIn(undefined, 'trillium_session')).toBeUndefined();
  });

  it('travel over TLS under a name that no other host can set', () => {
    const [secure, plain] = [sessions, new Sessions(SECRET, false)];
    const set: unknown[][] = [];
    const response = {
      cookie: (...cookie: unknown[]) => void set.push(cookie),
      clearCookie: (...cookie: unknown[]) => void set.push(cookie),
    };
    secure.setCookie(response, 'x');
    secure.clearCookie(response);
    expect(set.map(([name]) => name)).toEqual(['__Host-trillium_session', '__Host-trillium_session']);
    // what the prefix asks for: Secure, the path /, no Domain
    expect(set[0]![2]).toEqual({ httpOnly: true, sameSite: 'strict', secure: true, path: '/', maxAge: expect.any(Number) });
    expect(secure.tokenIn('trillium_session=planted; __Host-trillium_session=own')).toBe('own');
    expect(secure.tokenIn('trillium_session=planted')).toBeUndefined();
    expect(plain.tokenIn('trillium_session=own')).toBe('own');
  });
});
