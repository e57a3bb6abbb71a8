import request from 'supertest';
import type { Role } from '#lib/contracts';
import { Sessions } from '#lib/service';
import { testDatabase, testService } from '#lib/testing';
import { signedIn } from '../__fixtures__/signed-in.ts';
import { NodePasswords } from '../adapters/node-passwords.ts';
import { Passwords } from '../adapters/passwords.port.ts';
import { REAL_TIME } from '../app/sign-in-tries.ts';
import { directory } from '../directory.module.ts';
import { LIMITS, WINDOW } from '../domain/account/tries.ts';

describe('sessions, passwords and accounts over HTTP', () => {
  const database = testDatabase('directory');
  let now = Date.parse('2026-01-01T00:00:00Z');
  const service = testService(directory, {
    database,
    start: false,
    // argon2id as it is, at a cost that lets the tests try hundreds of passwords
    override: (builder) =>
      builder
        .overrideProvider(REAL_TIME)
        .useValue(() => now)
        .overrideProvider(Passwords)
        .useValue(new NodePasswords({ memory: 64, passes: 1 })),
  });
  const { signIn, first, as, ask } = signedIn(service);
  const desk = () => as('LCC', 'desk');
  const head = () => as('LCC', 'head');
  const operator = () => as('consortium', 'operator');

  describe('signing in', () => {
    it('gives a session in a cookie no script can read, and says who it is', async () => {
      const answer = await signIn({ library: 'LCC', username: 'jbrandt', password: first('LCC', 'jbrandt').password }).expect(
        200,
      );
      expect(answer.body).toEqual({
        user: { sub: expect.any(String), tenant: 'LCC', roles: ['patron'], patronRef: expect.stringMatching(/^p_/) },
        displayName: 'Jonas Brandt',
        library: { symbol: 'LCC', name: 'Limestone Community College' },
      });
      const [cookie] = answer.get('Set-Cookie')!;
      expect(cookie).toMatch(/^trillium_session=ey[^;]+; .*HttpOnly; SameSite=Strict$/i);
      const me = await request(service.http).get('/api/directory/me').set('cookie', cookie!).expect(200);
      expect(me.body).toEqual(answer.body);
      expect(JSON.stringify(answer.body)).not.toContain('assword');
    });

    it('ends, with a session or without one', async () => {
      const answer = await request(service.http).delete('/api/directory/session').expect(204);
      expect(answer.get('Set-Cookie')![0]).toMatch(/^trillium_session=;/);
      await request(service.http).get('/api/directory/me').expect(401);
    });

    it('knows the username in capitals and with spaces around', async () => {
      const answer = await signIn({ library: 'LCC', username: ' JBrandt ', password: first('LCC', 'jbrandt').password });
      expect(answer.body.displayName).toBe('Jonas Brandt');
    });

    it.each<[string, object]>([
      ['a wrong password', { library: 'LCC', username: 'desk' }],
      ['an unknown account', { library: 'LCC', username: 'no-such-person' }],
      ['an unknown library', { library: 'XYZ', username: 'desk' }],
      ['another library’s account', { library: 'CPL', username: 'head' }],
      ['no library at all', { library: '', username: 'desk' }],
    ])('answers %s as any other', async (_, body) => {
      const answer = await signIn({ password: 'wrong password', ...body });
      const { requestId: __, ...problem } = answer.body;
      expect([answer.status, answer.type]).toEqual([401, 'application/problem+json']);
      expect(problem).toMatchObject({
        code: 'wrong-password',
        detail: 'Library, username or password is wrong.',
        remedy: expect.any(String),
      });
      expect(problem).not.toHaveProperty('field');
      expect(answer.get('Set-Cookie')).toBeUndefined();
    });

    it.each([
      [{}, ['library', 'username', 'password']],
      [{ library: 'LCC', username: ' ', password: 'x' }, ['username']],
      [{ library: 'LCC', username: 'desk', password: 'x', remember: true }, ['remember']],
    ])('names what is wrong with %j', async (body, fields) => {
      const answer = await signIn(body).expect(400);
      expect(answer.body.errors.map(({ field }: { field: string }) => field)).toEqual(fields);
    });

    it('closes for a quarter of an hour after too many tries, whether there is such an account or not', async () => {
      for (const username of ['head', 'nobody-at-all']) {
        now += 2 * WINDOW;
        const password = 'wrong password';
        for (let n = 0; n < LIMITS.pair; n += 1) await signIn({ library: 'TSU', username, password }).expect(401);
        const closed = await signIn({ library: 'TSU', username, password }).expect(429);
        expect(closed.body).toMatchObject({ code: 'too-many-tries', detail: expect.stringContaining('closed for 15 minutes') });
      }
      // the right password does not open it either, time does
      now += 2 * WINDOW;
      const right = { library: 'TSU', username: 'desk', password: first('TSU', 'desk').password };
      for (let n = 0; n < LIMITS.pair; n += 1) await signIn({ ...right, password: 'wrong password' }).expect(401);
      await signIn(right).expect(429);
      now += WINDOW;
      await signIn(right).expect(200);
      // and having got in, the person begins anew
      for (let n = 0; n < LIMITS.pair; n += 1) await signIn({ ...right, password: 'wrong password' }).expect(401);
    }, 60_000);

    it('closes for an address that tries many accounts', async () => {
      now += 2 * WINDOW;
      const statuses: number[] = [];
      for (let n = 0; n <= LIMITS.address; n += 1)
        statuses.push((await signIn({ library: 'LCC', username: `guess-${n}`, password: 'wrong password' })).status);
      expect(statuses.filter((status) => status === 401)).toHaveLength(LIMITS.address);
      expect(statuses.at(-1)).toBe(429);
      now += 2 * WINDOW;
    }, 60_000);

    it('counts a hundred at once as a hundred', async () => {
      const answers = await Promise.all(
        Array.from({ length: 30 }, () => signIn({ library: 'CPL', username: 'flood', password: 'wrong password' })),
      );
      expect(answers.filter(({ status }) => status === 401)).toHaveLength(LIMITS.pair);
      now += 2 * WINDOW;
    }, 60_000);

    it('keeps neither who tried nor from where', async () => {
      const { rows } = await database.owner.query<{ key: string }>('select key from directory.sign_in_try');
      expect(rows.length).toBeGreaterThan(0);
      for (const { key } of rows) expect(key).toMatch(/^k_[\w-]{43}$/);
    });
  });

  describe('a password', () => {
    it('is changed by who knows the current one', async () => {
      const { password } = first('consortium', 'operator');
      const who = await operator();
      const change = (body: object) => ask('put', 'me/password', who, body);
      expect((await change({ current: 'wrong password', next: 'heron walks at dawn' }).expect(422)).body.field).toBe('current');
      expect((await change({ current: password, next: 'short' }).expect(422)).body).toMatchObject({
        field: 'next',
        code: 'weak-password',
      });
      await change({ current: password, next: 'heron walks at dawn' }).expect(204);
      await signIn({ library: 'consortium', username: 'operator', password }).expect(401);
      await signIn({ library: 'consortium', username: 'operator', password: 'heron walks at dawn' }).expect(200);
    });

    it('is set anew by somebody who may', async () => {
      const { body } = await ask('get', 'patrons?q=Brandt', await desk()).expect(200);
      const { accountId } = body.patrons[0];
      const issued = await ask('post', `accounts/${accountId}/password`, await desk()).expect(201);
      await signIn({ library: 'LCC', username: 'jbrandt', password: issued.body.firstPassword }).expect(200);
      // staff do not do so for staff, nor for another library
      const accounts = (await ask('get', 'accounts', await head()).expect(200)).body.accounts as {
        id: string;
        username: string;
      }[];
      const manager = accounts.find(({ username }) => username === 'head')!;
      for (const [who, status] of [
        [await desk(), 403],
        [await as('TSU', 'desk'), 404],
      ] as const)
        expect((await ask('post', `accounts/${manager.id}/password`, who)).status).toBe(status);
    });
  });

  describe('accounts', () => {
    it('are made by a library’s administrators, for their own library, never for operators', async () => {
      const made = await ask('post', 'accounts', await head(), {
        username: 'new.desk',
        displayName: 'New Desk',
        roles: ['staff'],
      }).expect(201);
      await signIn({ library: 'LCC', username: 'new.desk', password: made.body.firstPassword }).expect(200);
      const again = await ask('post', 'accounts', await head(), {
        username: 'NEW.desk',
        displayName: 'Again',
        roles: ['staff'],
      }).expect(409);
      expect(again.body).toMatchObject({ code: 'already-taken', field: 'username' });
      const statuses: number[] = [];
      for (const roles of [['operator'], ['patron'], []] as Role[][])
        statuses.push((await ask('post', 'accounts', await head(), { username: 'x', displayName: 'X', roles })).status);
      expect(statuses).toEqual([403, 422, 400]);
      expect(
        (await ask('get', 'accounts', await head())).body.accounts.map(({ username }: { username: string }) => username),
      ).toEqual(['desk', 'head', 'new.desk']);
    });

    it('are closed, and the session with them', async () => {
      const made = await ask('post', 'accounts', await head(), {
        username: 'leaver',
        displayName: 'Leaver',
        roles: ['staff'],
      }).expect(201);
      const { body: leaver } = await signIn({ library: 'LCC', username: 'leaver', password: made.body.firstPassword }).expect(
        200,
      );
      const who = { authorization: `Bearer ${await service.get(Sessions).issue(leaver.user)}` };
      expect((await ask('get', 'me', who)).body.displayName).toBe('Leaver');
      await ask('put', `accounts/${made.body.id}`, await head(), { roles: ['staff'], active: false }).expect(204);
      await ask('get', 'me', who).expect(401);
      await signIn({ library: 'LCC', username: 'leaver', password: made.body.firstPassword }).expect(401);
    });
  });
});
