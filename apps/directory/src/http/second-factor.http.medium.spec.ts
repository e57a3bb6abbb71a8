import { Secret, TOTP } from 'otpauth';
import request from 'supertest';
import { testDatabase, testService } from '#lib/testing';
import { signedIn } from '../__fixtures__/signed-in.ts';
import { NodePasswords } from '../adapters/node-passwords.ts';
import { Passwords } from '../adapters/passwords.port.ts';
import { REAL_TIME } from '../app/sign-in-tries.ts';
import { directory } from '../directory.module.ts';
import { LIMITS, WINDOW } from '../domain/account/tries.ts';

describe('a second factor over HTTP', () => {
  const database = testDatabase('directory');
  let now = Date.parse('2026-01-01T00:00:00Z');
  const service = testService(directory, {
    database,
    start: false,
    override: (builder) =>
      builder
        .overrideProvider(REAL_TIME)
        .useValue(() => now)
        .overrideProvider(Passwords)
        .useValue(new NodePasswords({ memory: 64, passes: 1 })),
  });
  const { signIn, first, as, ask } = signedIn(service);
  /** What the app on the phone shows now. */
  const codeOf = (secret: string): string =>
    new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({ timestamp: now });
  const later = (): void => void (now += 30_000);
  const desk = () => ({ library: 'LCC', username: 'desk', password: first('LCC', 'desk').password });
  let secret: string;
  let recovery: string[];

  it.each([
    ['get', 'me/security', undefined],
    ['post', 'me/second-factor', { password: 'x' }],
    ['put', 'me/second-factor', { code: '123456' }],
    ['delete', 'me/sessions', undefined],
  ] as const)('is nothing for a session of no account: %s %s', async (method, path, body) => {
    const program = await service.as({ sub: 'a program', tenant: 'LCC', roles: ['staff'] });
    const answer = await ask(method, path, program, body);
    expect([answer.status, answer.body.code]).toEqual([403, 'forbidden-no-account']);
  });

  it('is set up with the password, and in force once a code of it was given', async () => {
    const who = await as('LCC', 'desk');
    expect((await ask('get', 'me/security', who).expect(200)).body).toEqual({
      signedInBy: 'password',
      secondFactor: { active: false, required: false, recoveryCodesLeft: 0 },
    });
    const wrong = await ask('post', 'me/second-factor', who, { password: 'guessed it' }).expect(422);
    expect(wrong.body).toMatchObject({ code: 'current-password', field: 'password' });
    const { body: setup } = await ask('post', 'me/second-factor', who, { password: desk().password }).expect(200);
    expect(setup).toMatchObject({
      uri: expect.stringContaining(`secret=${setup.secret}`),
      qr: expect.stringMatching(/^<svg .*<\/svg>$/s),
    });
    secret = setup.secret;
    // begun is not in force
    await signIn(desk()).expect(200);
    expect((await ask('put', 'me/second-factor', who, { code: '000000' }).expect(401)).body.code).toBe('wrong-code');
    const { body: confirmed } = await ask('put', 'me/second-factor', who, { code: codeOf(secret) }).expect(200);
    recovery = confirmed.recoveryCodes;
    expect(recovery).toHaveLength(10);
    expect((await ask('post', 'me/second-factor', who, { password: desk().password })).status).toBe(409);
  });

  it('keeps the secret sealed and recovery codes as hashes', async () => {
    const { rows } = await database.owner.query(
      `select f::text as row from directory.second_factor f union all select r::text from directory.recovery_code r
       union all select e.data::text from directory.event e`,
    );
    const kept = rows.map(({ row }: { row: string }) => row).join('\n');
    expect(kept).not.toContain(secret);
    for (const code of recovery) expect(kept).not.toContain(code.replaceAll('-', ''));
    expect(kept).toMatch(/s1\.[\w-]+\./);
  });

  it('is asked for after the right password only, and lets in with a code that was not used before', async () => {
    expect((await signIn({ ...desk(), password: 'wrong password' }).expect(401)).body.code).toBe('wrong-password');
    const asked = await signIn(desk()).expect(401);
    expect(asked.body).toMatchObject({ code: 'second-factor-needed', field: 'code' });
    expect(asked.get('Set-Cookie')).toBeUndefined();
    // the code that put it in force is used up
    expect((await signIn({ ...desk(), code: codeOf(secret) }).expect(401)).body.code).toBe('wrong-code');
    later();
    await signIn({ ...desk(), code: codeOf(secret) }).expect(200);
    await signIn({ ...desk(), code: codeOf(secret) }).expect(401);
  });

  it('takes one code once, however many come at the same time', async () => {
    later();
    const code = codeOf(secret);
    const answers = await Promise.all(Array.from({ length: 8 }, () => signIn({ ...desk(), code })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('has recovery codes for a lost phone, each good once', async () => {
    now += 2 * WINDOW;
    await signIn({ ...desk(), code: recovery[0]!.toUpperCase() }).expect(200);
    await signIn({ ...desk(), code: recovery[0] }).expect(401);
    const who = await as('LCC', 'desk');
    expect((await ask('get', 'me/security', who)).body.secondFactor.recoveryCodesLeft).toBe(9);
    const { body: renewed } = await ask('post', 'me/second-factor/recovery-codes', who, { code: recovery[1] }).expect(200);
    await signIn({ ...desk(), code: recovery[2] }).expect(401);
    await signIn({ ...desk(), code: renewed.recoveryCodes[0] }).expect(200);
    recovery = renewed.recoveryCodes;
  });

  it('is not guessed: wrong codes count as wrong passwords do', async () => {
    now += 2 * WINDOW;
    for (let n = 0; n < LIMITS.pair; n += 1) await signIn({ ...desk(), code: String(100_000 + n) }).expect(401);
    later();
    expect((await signIn({ ...desk(), code: codeOf(secret) }).expect(429)).body.code).toBe('too-many-tries');
    now += 2 * WINDOW;
  });

  it('is taken away by who may, for somebody who has lost everything', async () => {
    const { body } = await ask('get', 'accounts', await as('LCC', 'head')).expect(200);
    const { id } = body.accounts.find(({ username }: { username: string }) => username === 'desk');
    await ask('delete', `accounts/${id}/second-factor`, await as('TSU', 'desk')).expect(404);
    await ask('delete', `accounts/${id}/second-factor`, await as('LCC', 'desk')).expect(403);
    await signIn(desk()).expect(401);
    await ask('delete', `accounts/${id}/second-factor`, await as('LCC', 'head')).expect(204);
    await signIn(desk()).expect(200);
    const { rows } = await database.owner.query(
      `select data ->> 'how' as how, actor from directory.event where aggregate = $1 and type = 'second-factor-removed'`,
      [id],
    );
    const { body: head } = await ask('get', 'me', await as('LCC', 'head'));
    expect(rows).toEqual([{ how: 'reset', actor: head.user.sub }]);
    await ask('delete', `accounts/${id}/second-factor`, await as('LCC', 'head')).expect(404);
  });

  it('has to be set up before anything else where the library asks it of a role', async () => {
    await ask('put', 'sign-in/second-factor', await as('LCC', 'desk'), { roles: ['staff'] }).expect(403);
    const { body: set } = await ask('put', 'sign-in/second-factor', await as('LCC', 'head'), { roles: ['staff'] }).expect(200);
    expect(set.secondFactorRoles).toEqual(['staff']);
    // others are not asked
    await signIn({ library: 'LCC', username: 'jbrandt', password: first('LCC', 'jbrandt').password }).expect(200);
    await signIn({ library: 'TSU', username: 'desk', password: first('TSU', 'desk').password }).expect(200);
    expect((await signIn(desk()).expect(401)).body.code).toBe('second-factor-to-set-up');
    const setUp = (body: object) => request(service.http).post('/api/directory/session/second-factor').send(body);
    await setUp({ ...desk(), password: 'wrong password' }).expect(401);
    await setUp({ library: 'TSU', username: 'desk', password: first('TSU', 'desk').password }).expect(422);
    const { body: setup } = await setUp(desk()).expect(200);
    await signIn({ ...desk(), code: '123456' }).expect(401);
    const entered = await signIn({ ...desk(), code: codeOf(setup.secret) }).expect(200);
    expect(entered.body.recoveryCodes).toHaveLength(10);
    // nobody who has the password alone replaces what is in force
    await setUp(desk()).expect(409);
    secret = setup.secret;
  });

  it('is removed by its owner with a code', async () => {
    const who = await as('LCC', 'desk');
    later();
    await ask('delete', 'me/second-factor', who, { code: '000000' }).expect(401);
    await ask('delete', 'me/second-factor', who, { code: codeOf(secret) }).expect(204);
    expect((await signIn(desk()).expect(401)).body.code).toBe('second-factor-to-set-up');
    await ask('put', 'sign-in/second-factor', await as('LCC', 'head'), { roles: [] }).expect(200);
  });

  it('names what is wrong with the input', async () => {
    const who = await as('LCC', 'desk');
    for (const [path, body] of [
      ['me/second-factor', {}],
      ['me/second-factor', { code: '' }],
      ['me/second-factor', { code: '1'.repeat(41) }],
      ['sign-in/second-factor', { roles: ['root'] }],
    ] as const) {
      const admin = path.startsWith('sign-in') ? await as('LCC', 'head') : who;
      expect((await ask('put', path, admin, body).expect(400)).body.errors.length).toBeGreaterThan(0);
    }
  });
});

describe('sessions', () => {
  const database = testDatabase('directory');
  const service = testService(directory, { database, start: false });
  const { signIn, first, as, ask } = signedIn(service);
  const cookieOf = async (): Promise<Record<string, string>> => {
    const answer = await signIn({ library: 'LCC', username: 'desk', password: first('LCC', 'desk').password }).expect(200);
    return { cookie: answer.get('Set-Cookie')![0]!.split(';')[0]!, 'x-requested-with': 'trillium' };
  };

  it('end everywhere at once, and new ones are good', async () => {
    const [one, other] = [await cookieOf(), await cookieOf()];
    await ask('get', 'me', other).expect(200);
    const ended = await ask('delete', 'me/sessions', one).expect(204);
    expect(ended.get('Set-Cookie')![0]).toMatch(/^trillium_session=;/);
    for (const who of [one, other, await as('LCC', 'desk')]) await ask('get', 'me', who).expect(401);
    await ask('get', 'me', await cookieOf()).expect(200);
    // nobody else's
    await ask('get', 'me', await as('LCC', 'head')).expect(200);
  });

  it('end with a new password, but for the one it was changed in', async () => {
    const [one, other] = [await cookieOf(), await cookieOf()];
    const body = { current: first('LCC', 'desk').password, next: 'otters sleep afloat' };
    const changed = await ask('put', 'me/password', one, body).expect(204);
    for (const who of [one, other]) await ask('get', 'me', who).expect(401);
    await ask('get', 'me', { cookie: changed.get('Set-Cookie')![0]!.split(';')[0]! }).expect(200);
  });

  it('end when the account may do other things', async () => {
    const who = await as('TSU', 'desk');
    const { body } = await ask('get', 'me', who).expect(200);
    const operator = { ...(await as('consortium', 'operator')), 'x-library': 'TSU' };
    await ask('put', `accounts/${body.user.sub}`, operator, { roles: ['circulation'], active: true }).expect(204);
    await ask('get', 'me', who).expect(401);
  });
});
