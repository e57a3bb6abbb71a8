import request from 'supertest';
import { Database, statement } from '#lib/messaging';
import {
  faultServer,
  closedPort,
  signInAt,
  startOpenIdProvider,
  testDatabase,
  testService,
  type OpenIdProvider,
} from '#lib/testing';
import { signedIn } from '../__fixtures__/signed-in.ts';
import { destroyPatron } from '../app/erasing/destroy.ts';
import { REAL_TIME } from '../app/sign-in-tries.ts';
import { testOidc } from '../adapters/connections/sign-in.ts';
import { directory } from '../directory.module.ts';

const HOST = 'trillium.test:3000';
const ORIGIN = `http://${HOST}`;
const CLIENT = { clientId: 'trillium', clientSecret: 'a secret between the two of us' };
const PEOPLE = {
  ann: {
    preferred_username: 'ann',
    given_name: 'Ann',
    family_name: 'Adams',
    email: 'ann@lcc.example',
    affiliation: ['member', 'faculty'],
    card: '22100000000099',
  },
  jonas: { preferred_username: 'jb', name: 'Jonas Brandt', affiliation: 'faculty', card: '22100000000012' },
  pat: { preferred_username: 'desk', name: 'Pat Desk', affiliation: 'employee', groups: ['ill-staff'] },
  nobody: { preferred_username: 'nobody', affiliation: 'alum', card: '1' },
  cardless: { preferred_username: 'cardless', affiliation: 'student' },
  mute: { affiliation: 'student', card: '2' },
};

describe('signing in at an OpenID provider', () => {
  const database = testDatabase('directory');
  let now = Date.now();
  const service = testService(directory, {
    database,
    start: false,
    override: (builder) => builder.overrideProvider(REAL_TIME).useValue(() => now),
  });
  const { as, ask } = signedIn(service);
  const head = () => as('LCC', 'head');
  let provider: OpenIdProvider;
  const settings = () => ({
    name: 'Campus login',
    issuer: provider.issuer,
    clientId: CLIENT.clientId,
    claims: { username: 'preferred_username', card: 'card' },
    rules: [
      { claim: 'groups', test: 'equals', value: 'ill-staff', roles: ['staff'] },
      { claim: 'affiliation', test: 'contains', value: 'faculty', group: 'faculty' },
      { claim: 'affiliation', test: 'contains', value: 'student', group: 'student' },
    ],
  });

  beforeAll(async () => {
    provider = await startOpenIdProvider({ ...CLIENT, people: PEOPLE, redirectUris: [`${ORIGIN}/api/directory/oidc/callback`] });
    await ask('put', 'sign-in/oidc', await head(), { ...settings(), clientSecret: CLIENT.clientSecret }).expect(200);
  }, 60_000);
  afterAll(() => provider?.close());
  afterEach(() => void (provider.tamper = undefined));

  const start = (to = '/requests', library = 'LCC') =>
    request(service.http).get(`/api/directory/oidc/${library}/start`).query({ to }).set('host', HOST).set('accept', 'text/html');
  const comeBack = (url: string, cookie: string | undefined, accept = 'application/json') => {
    const { pathname, search } = new URL(url);
    return request(service.http)
      .get(pathname + search)
      .set('host', HOST)
      .set('accept', accept)
      .set('cookie', cookie ?? '');
  };
  const cookieOf = (answer: request.Response, name: string): string | undefined =>
    (answer.get('Set-Cookie') ?? []).find((one) => one.startsWith(`${name}=`))?.split(';')[0];
  /** There, in, and on the way back. */
  const there = async (name: string): Promise<{ url: string; cookie: string | undefined }> => {
    const begun = await start().expect(302);
    return { url: await signInAt(begun.get('location')!, name), cookie: cookieOf(begun, 'trillium_sign_in') };
  };
  const enter = async (name: string) => {
    const { url, cookie } = await there(name);
    return comeBack(url, cookie);
  };
  const whoIs = async (answer: request.Response) =>
    (
      await request(service.http)
        .get('/api/directory/me')
        .set('cookie', cookieOf(answer, 'trillium_session') ?? '')
    ).body;

  it('is offered at the library that has one', async () => {
    const ways = async (library: string) =>
      (await request(service.http).get(`/api/directory/libraries/${library}/sign-in`).expect(200)).body;
    expect(await ways('LCC')).toEqual({
      provider: { name: 'Campus login', start: '/api/directory/oidc/LCC/start' },
      card: false,
    });
    expect(await ways('TSU')).toEqual({ card: false });
    await start('/', 'TSU').expect(302).expect('location', '/sign-in?failed=no-such-provider');
  });

  it('asks with PKCE, state and nonce, and remembers the browser', async () => {
    const begun = await start().expect(302);
    const asked = Object.fromEntries(new URL(begun.get('location')!).searchParams);
    expect(asked).toMatchObject({
      client_id: 'trillium',
      response_type: 'code',
      redirect_uri: `${ORIGIN}/api/directory/oidc/callback`,
      scope: 'openid profile email',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{40,}$/),
      state: expect.stringMatching(/^LCC\.[\w-]{32}$/),
    });
    expect(begun.get('Set-Cookie')![0]).toMatch(
      /^trillium_sign_in=[^;]+; .*Path=\/api\/directory\/oidc; .*HttpOnly; SameSite=Lax/i,
    );
    expect(JSON.stringify(asked)).not.toContain(CLIENT.clientSecret);
  });

  it('makes a patron at the first sign-in, by the card number, and brings them back to where they were', async () => {
    const answer = await enter('ann');
    expect([answer.status, answer.get('location')]).toEqual([302, '/requests']);
    const me = await whoIs(answer);
    expect(me).toMatchObject({
      displayName: 'Ann Adams',
      user: { roles: ['patron'], tenant: 'LCC' },
      signOutAt: '/api/directory/oidc/LCC/sign-out',
    });
    const { body } = await ask('get', 'patrons?q=22100000000099', await head()).expect(200);
    expect(body.patrons).toEqual([
      expect.objectContaining({ patronRef: me.user.patronRef, group: 'faculty', email: 'ann@lcc.example', familyName: 'Adams' }),
    ]);
    // the second time it is the same account, brought up to date
    provider.people['ann'] = { ...PEOPLE.ann, affiliation: ['student'], email: 'adams@lcc.example' };
    expect((await whoIs(await enter('ann'))).user.sub).toBe(me.user.sub);
    const again = await ask('get', 'patrons?q=22100000000099', await head());
    expect(again.body.patrons[0]).toMatchObject({ group: 'student', email: 'adams@lcc.example' });
  });

  it('knows the patron and the account that were there before', async () => {
    const me = await whoIs(await enter('jonas'));
    const { body } = await ask('get', 'patrons?q=22100000000012', await head());
    expect(body.patrons).toHaveLength(1);
    expect(me.user).toMatchObject({ patronRef: body.patrons[0].patronRef, sub: body.patrons[0].accountId });
  });

  it('gives staff the roles the rules say, from the next sign-in on others', async () => {
    const me = await whoIs(await enter('pat'));
    expect(me.user.roles).toEqual(['staff']);
    const { body } = await ask('get', 'accounts', await head());
    expect(body.accounts.find(({ username }: { username: string }) => username === 'desk').id).toBe(me.user.sub);
    const roles = [...settings().rules, { claim: 'groups', test: 'equals', value: 'ill-heads', roles: ['supervisor'] }];
    await ask('put', 'sign-in/oidc', await head(), { ...settings(), rules: roles }).expect(200);
    provider.people['pat'] = { ...PEOPLE.pat, groups: ['ill-staff', 'ill-heads'] };
    expect((await whoIs(await enter('pat'))).user.roles).toEqual(['staff', 'supervisor']);
    provider.people['pat'] = { ...PEOPLE.pat, groups: [], affiliation: 'alum' };
    expect((await enter('pat')).body.code).toBe('oidc-no-role');
    provider.people['pat'] = PEOPLE.pat;
  });

  it.each([
    ['nobody', 'oidc-no-role', /lets you in/],
    ['cardless', 'oidc-no-card', /card number/],
    ['mute', 'oidc-no-username', /preferred_username/],
    ['a stranger', 'oidc-refused', /did not let you in/],
  ])('refuses %s in words', async (name, code, words) => {
    const answer = await enter(name);
    expect([answer.status, answer.body.code]).toEqual([401, code]);
    expect(answer.body.detail).toMatch(words);
    expect(answer.body.remedy).toMatch(/\.$/);
    expect(cookieOf(answer, 'trillium_session')).toBeUndefined();
  });

  it('refuses accounts and memberships that were closed here', async () => {
    const { body: account } = await ask('post', 'accounts', await head(), {
      username: 'leaver',
      displayName: 'L',
      roles: ['staff'],
    });
    provider.people['leaver'] = { preferred_username: 'leaver', groups: ['ill-staff'] };
    expect((await enter('leaver')).status).toBe(302);
    await ask('put', `accounts/${account.id}`, await head(), { roles: ['staff'], active: false }).expect(204);
    const closed = await enter('leaver');
    expect([closed.status, closed.body.code]).toEqual([403, 'forbidden-closed']);
    const { body } = await ask('get', 'patrons?q=22100000000099', await head());
    await ask('delete', `patrons/${body.patrons[0].patronRef}`, await head()).expect(204);
    expect((await enter('ann')).body.code).toBe('forbidden-closed');
  });

  describe('refuses an answer', () => {
    const second = (): number => Math.floor(Date.now() / 1000);
    it.each<[string, NonNullable<OpenIdProvider['tamper']>, string]>([
      ['signed by somebody else', (claims) => ({ claims, forged: true }), 'oidc-forged'],
      ['of another issuer', (claims) => ({ claims: { ...claims, iss: 'https://elsewhere.example' } }), 'oidc-issuer'],
      ['that has expired', (claims) => ({ claims: { ...claims, iat: second() - 900, exp: second() - 300 } }), 'oidc-expired'],
      ['for another client', (claims) => ({ claims: { ...claims, aud: 'another' } }), 'oidc-audience'],
      ['with another nonce', (claims) => ({ claims: { ...claims, nonce: 'another' } }), 'oidc-nonce'],
      ['without a nonce', (claims) => ({ claims: { ...claims, nonce: undefined } }), 'oidc-nonce'],
      ['from a clock that is wrong', (claims) => ({ claims: { ...claims, nbf: second() + 600 } }), 'oidc-expired'],
    ])('%s', async (_, tamper, code) => {
      provider.tamper = tamper;
      const answer = await enter('jonas');
      expect([answer.status, answer.body.code]).toEqual([401, code]);
    });

    it('but not one of a clock that is half a minute off', async () => {
      provider.tamper = (claims) => ({ claims: { ...claims, iat: second() - 90, exp: second() - 30 } });
      expect((await enter('jonas')).status).toBe(302);
    });

    it('that comes twice, in another browser, too late, or to nobody’s question', async () => {
      const { url, cookie } = await there('jonas');
      expect((await comeBack(url, 'trillium_sign_in=another')).body.code).toBe('oidc-state');
      // whoever tried has used it up
      expect((await comeBack(url, cookie)).body.code).toBe('oidc-state');
      const good = await there('jonas');
      await comeBack(good.url, good.cookie).expect(302);
      expect((await comeBack(good.url, good.cookie)).body.code).toBe('oidc-state');
      const late = await there('jonas');
      now += 11 * 60_000;
      expect((await comeBack(late.url, late.cookie)).body.code).toBe('oidc-state');
      for (const state of ['', 'LCC.guess', `LCC.${'x'.repeat(32)}`, `'; drop table x`])
        expect(
          (await comeBack(`${ORIGIN}/api/directory/oidc/callback?code=x&state=${encodeURIComponent(state)}`, cookie)).body.code,
        ).toBe('oidc-state');
    });

    it('and tells a browser so on the sign-in page', async () => {
      const { url } = await there('jonas');
      const answer = await comeBack(url, undefined, 'text/html,*/*').expect(302);
      expect(answer.get('location')).toBe('/sign-in?failed=oidc-state');
    });
  });

  it.each(['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)', ''])(
    'never leads elsewhere afterwards: %j',
    async (to) => {
      const begun = await start(to).expect(302);
      const url = await signInAt(begun.get('location')!, 'jonas');
      await comeBack(url, cookieOf(begun, 'trillium_sign_in')).expect(302).expect('location', '/');
    },
  );

  it('forgets whom it linked, their second factor and their sessions, with an erased patron', async () => {
    provider.people['erin'] = { ...PEOPLE.ann, preferred_username: 'erin', card: '22100000000077' };
    const entered = await enter('erin');
    const { sub, patronRef } = (await whoIs(entered)).user;
    await database.owner.query(`insert into directory.second_factor (account_id, tenant, secret) values ($1, 'LCC', 'x')`, [sub]);
    await database.owner.query(`insert into directory.recovery_code (account_id, tenant, hash) values ($1, 'LCC', 'x')`, [sub]);
    const left = async () =>
      Promise.all(
        ['credential', 'second_factor', 'recovery_code', 'identity_link'].map(
          async (table) => (await database.owner.query(`select 1 from directory.${table} where account_id = $1`, [sub])).rowCount,
        ),
      );
    expect(await left()).toEqual([1, 1, 1, 1]);
    await service.get(Database).transaction({ tenant: 'LCC', actor: 'test' }, async (tx) => {
      const [patron] = await tx.query<{ id: string }>(statement('select id from patron where patron_ref = $1'), [patronRef]);
      await destroyPatron(tx, patron!.id);
    });
    expect(await left()).toEqual([0, 0, 0, 0]);
    expect((await whoIs(entered)).code).toBe('sign-in-needed');
    // who comes back is somebody new
    expect((await whoIs(await enter('erin'))).user.patronRef).not.toBe(patronRef);
  });

  it('ends the provider’s session too', async () => {
    const answer = await request(service.http).get('/api/directory/oidc/LCC/sign-out').set('host', HOST).expect(302);
    const url = new URL(answer.get('location')!);
    expect(url.origin).toBe(provider.issuer);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: 'trillium',
      post_logout_redirect_uri: `${ORIGIN}/sign-in`,
    });
    await request(service.http).get('/api/directory/oidc/TSU/sign-out').expect(302).expect('location', '/sign-in');
  });

  it('keeps the client’s secret sealed, shows it to nobody, and leaves it where none is given', async () => {
    const shown = await ask('get', 'sign-in', await head()).expect(200);
    expect(shown.body).toMatchObject({ oidc: { issuer: provider.issuer } });
    const { rows } = await database.owner.query<{ row: string }>(
      'select s::text as row from directory.sign_in_secret s union all select data::text from directory.event',
    );
    for (const text of [JSON.stringify(shown.body), ...rows.map(({ row }) => row)])
      expect(text).not.toContain(CLIENT.clientSecret);
    await ask('put', 'sign-in/oidc', await head(), settings()).expect(200);
    expect((await enter('jonas')).status).toBe(302);
  });

  it.each([
    [{ issuer: 'http://login.example' }, 'issuer'],
    [{ issuer: 'no address' }, 'issuer'],
    [{ clientId: '' }, 'clientId'],
    [{ rules: [{ claim: 'a', test: 'like', value: 'b' }] }, 'rules[0].test'],
    [{ rules: [{ claim: 'a', test: 'equals', value: 'b', roles: ['root'] }] }, 'rules[0].roles[0]'],
    [{ claims: { card: '' } }, 'claims.card'],
  ])('is not set up with %j', async (change, field) => {
    const answer = await ask('put', 'sign-in/oidc', await head(), { ...settings(), ...change }).expect(400);
    expect(answer.body.errors.map((error: { field: string }) => error.field)).toContain(field);
  });

  describe('tested before it is used', () => {
    const test = (issuer: string, more: object = {}) => testOidc({ issuer, ...CLIENT, ...more }, 1500);

    it('says that it works', async () => {
      expect(await test(provider.issuer)).toMatchObject({ ok: true, seen: provider.issuer });
      const over = await ask('post', 'sign-in/oidc/test', await head(), settings()).expect(200);
      expect(over.body).toMatchObject({ ok: true });
    });

    it('says in six different ways why it does not', async () => {
      const [web, silent, untrusted] = [
        await faultServer('web-page'),
        await faultServer('silent'),
        await faultServer('self-signed'),
      ];
      const said = [
        await test('https://no-such-provider.invalid'),
        await test(`http://127.0.0.1:${await closedPort()}`),
        await test(untrusted.url),
        await test(provider.issuer, { clientSecret: 'guessed' }),
        await test(web.url),
        await test(silent.url),
      ];
      expect(said.map((one) => !one.ok && one.fault)).toEqual([
        'unknown-name',
        'unreachable',
        'untrusted',
        'credentials-refused',
        'another-service',
        'too-slow',
      ]);
      expect(new Set(said.map(({ words }) => words)).size).toBe(6);
      await Promise.all([web, silent, untrusted].map((server) => server.close()));
    });
  });
});

describe('one provider for all libraries, from the environment', () => {
  const database = testDatabase('directory');
  let provider: OpenIdProvider;
  beforeAll(async () => {
    provider = await startOpenIdProvider({
      ...CLIENT,
      people: {
        ann: { preferred_username: 'ann', name: 'Ann', member_of: 'LCC', affiliation: 'student' },
        desk: { preferred_username: 'desk', name: 'D', member_of: 'TSU', groups: 'ill-staff' },
      },
      redirectUris: [`${ORIGIN}/api/directory/oidc/callback`],
    });
  }, 60_000);
  afterAll(() => provider?.close());
  const service = testService(directory, {
    database,
    start: false,
    env: () => ({
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: CLIENT.clientId,
      OIDC_CLIENT_SECRET: CLIENT.clientSecret,
      OIDC_LIBRARY_CLAIM: 'member_of',
      OIDC_RULES: '[{"claim":"groups","test":"equals","value":"ill-staff","roles":["staff"]}]',
      OIDC_DEFAULT_GROUP: 'member',
    }),
  });
  signedIn(service);
  const enter = async (library: string, name: string) => {
    const begun = await request(service.http).get(`/api/directory/oidc/${library}/start`).set('host', HOST).expect(302);
    const { pathname, search } = new URL(await signInAt(begun.get('location')!, name));
    return request(service.http)
      .get(pathname + search)
      .set('accept', 'application/json')
      .set('cookie', begun.get('Set-Cookie')![0]!.split(';')[0]!);
  };

  it('lets people into their own library, and into no other', async () => {
    expect((await enter('LCC', 'ann')).status).toBe(302);
    expect((await enter('TSU', 'desk')).status).toBe(302);
    for (const [library, name] of [
      ['TSU', 'ann'],
      ['LCC', 'desk'],
    ] as const)
      expect((await enter(library, name)).body.code).toBe('oidc-another-library');
  });
});
