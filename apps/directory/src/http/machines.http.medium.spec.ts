import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { testDatabase, testService } from '#lib/testing';
import { signedIn } from '../__fixtures__/signed-in.ts';
import { directory } from '../directory.module.ts';

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('programs that ask', () => {
  const database = testDatabase('directory');
  const service = testService(directory, { database, start: false, env: { TRILLIUM_KEY_REQUESTS_PER_MINUTE: '40' } });
  const { as, ask } = signedIn(service);
  const admin = () => as('LCC', 'head');
  const operator = () => as('consortium', 'operator');
  const makeKey = async (body: object, who?: Record<string, string>) => ask('post', 'keys', who ?? (await admin()), body);

  describe('by an API key', () => {
    it('do what the key’s scopes say, at its own library, and nothing else', async () => {
      const { body: made } = await makeKey({ name: 'Discovery layer', scopes: ['patrons.read', 'partners.read'] }).then(
        (answer) => {
          expect(answer.status).toBe(201);
          return answer;
        },
      );
      expect(made.key).toMatch(/^trl_LCC_[0-9a-f]{48}$/);
      expect(made.key.startsWith(made.prefix)).toBe(true);
      const { body } = await ask('get', 'patrons?q=Brandt', bearer(made.key)).expect(200);
      expect(body.patrons).toHaveLength(1);
      expect((await ask('get', 'patrons?q=Fairweather', bearer(made.key)).expect(200)).body.patrons).toEqual([]);
      const refused = await ask('get', 'accounts', bearer(made.key)).expect(403);
      expect(refused.body).toMatchObject({ code: 'forbidden', remedy: expect.stringContaining('accounts.read') });
      await ask('get', 'me', bearer(made.key)).expect(403);
      await ask('get', 'patrons', { ...bearer(made.key), 'x-library': 'TSU' }).expect(403);
      const { body: listed } = await ask('get', 'programs', await admin()).expect(200);
      expect(listed.programs).toEqual([
        expect.objectContaining({
          id: made.id,
          name: 'Discovery layer',
          prefix: made.prefix,
          lastUsedAt: expect.any(String),
          active: true,
        }),
      ]);
    });

    it('is kept nowhere but as a hash', async () => {
      const { body: made } = await makeKey({ name: 'Hashed', scopes: ['partners.read'] });
      const { rows } = await database.owner.query<{ row: string }>(
        `select m::text as row from identity.machine m union all select m::text from directory.machine m
         union all select data::text from directory.event`,
      );
      expect(rows.length).toBeGreaterThan(1);
      expect(rows.map(({ row }) => row).join('\n')).not.toContain(made.key.slice(-40));
    });

    it('ends at once when revoked, and when it expires', async () => {
      const { body: made } = await makeKey({ name: 'Short-lived', scopes: ['partners.read'] });
      await ask('get', 'partners', bearer(made.key)).expect(200);
      await ask('delete', `programs/${made.id}`, await as('TSU', 'desk')).expect(403);
      await ask('delete', `programs/${made.id}`, await admin()).expect(204);
      expect((await ask('get', 'partners', bearer(made.key)).expect(401)).body.code).toBe('unknown-key');
      await ask('delete', `programs/${made.id}`, await admin()).expect(204);
      // the name is free again
      const again = await makeKey({ name: 'Short-lived', scopes: ['partners.read'], expiresAt: '2020-01-01T00:00:00Z' });
      await ask('get', 'partners', bearer(again.body.key)).expect(401);
    });

    it.each([
      ['a guess', `trl_LCC_${'0'.repeat(48)}`],
      ['another library’s', `trl_TSU_${'0'.repeat(48)}`],
      ['no key at all', 'trl_'],
      ['SQL', `trl_LCC_'; drop table x`.replaceAll(' ', '')],
    ])('is refused where it is %s', async (_, key) => {
      expect((await ask('get', 'partners', bearer(key)).expect(401)).body.code).toBe('unknown-key');
    });

    it.each([
      [{ name: 'X', scopes: ['no.such'] }, 422, 'unknown-scope'],
      [{ name: 'X', scopes: ['keys.manage'] }, 403, 'forbidden-scope'],
      [{ name: 'X', scopes: ['agreements.manage'] }, 403, 'forbidden-scope'],
      [{ name: 'X', scopes: [] }, 400, undefined],
      [{ name: ' ', scopes: ['partners.read'] }, 400, undefined],
      [{ name: 'Discovery layer', scopes: ['partners.read'] }, 409, 'already-taken'],
      [{ name: 'X', scopes: ['partners.read'], expiresAt: 'tomorrow' }, 400, undefined],
    ])('is not made of %j', async (body, status, code) => {
      const answer = await makeKey(body);
      expect([answer.status, ...(code ? [answer.body.code] : [])]).toEqual([status, ...(code ? [code] : [])]);
    });

    it('knows bundles of scopes', async () => {
      const { body: made } = await makeKey({ name: 'Requests', scopes: ['requests:write'] });
      const { body: listed } = await ask('get', 'programs', await admin());
      const scopes = listed.programs.find(({ id }: { id: string }) => id === made.id).scopes;
      expect(scopes).toContain('requests.ask');
      expect(scopes).not.toContain('requests.decide');
    });

    it('of the consortium does what is done for all, and nothing that is one library’s', async () => {
      const { body: made } = await makeKey({ name: 'All', scopes: ['agreements.read'] }, await operator());
      expect(made.key).toMatch(/^trl_consortium_/);
      await ask('get', 'agreements', bearer(made.key)).expect(200);
      await makeKey({ name: 'Patrons', scopes: ['patrons.read'] }, await operator()).then(({ status }) =>
        expect(status).toBe(403),
      );
    });

    it('is slowed down', async () => {
      const { body: made } = await makeKey({ name: 'Greedy', scopes: ['partners.read'] });
      const statuses: number[] = [];
      for (let n = 0; n < 42; n += 1) statuses.push((await ask('get', 'partners', bearer(made.key))).status);
      expect(statuses.filter((status) => status === 200)).toHaveLength(40);
      const last = await ask('get', 'partners', bearer(made.key)).expect(429);
      expect(last.body).toMatchObject({ code: 'too-many-requests', remedy: expect.stringMatching(/Wait \d+ seconds/) });
    });
  });

  describe('by tokens they sign themselves', () => {
    let pair: { privateKey: CryptoKey; publicKey: CryptoKey };
    let other: { privateKey: CryptoKey; publicKey: CryptoKey };
    let jwk: JWK;
    let client: string;
    let server: Server;
    let published: JWK[] = [];
    let fetched = 0;
    let n = 0;
    const token = (claims: Record<string, unknown> = {}, key = pair.privateKey, header: Record<string, unknown> = {}) => {
      n += 1;
      const now = Math.floor(Date.now() / 1000);
      const all = { iss: client, sub: client, aud: 'trillium', iat: now, exp: now + 60, jti: `token number ${n}`, ...claims };
      return new SignJWT(all).setProtectedHeader({ alg: 'ES256', kid: 'k1', ...header }).sign(key);
    };
    const use = async (made: string) => ask('get', 'partners', bearer(made));

    beforeAll(async () => {
      [pair, other] = [await generateKeyPair('ES256'), await generateKeyPair('ES256')];
      jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
      const terms = { name: 'Acquisitions', scopes: ['partners.read'], jwks: { keys: [jwk] } };
      const { body } = await ask('post', 'clients', await admin(), terms).expect(201);
      client = body.client;
      server = createServer((_, response) => {
        fetched += 1;
        response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: published }));
      });
      await new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', resolve);
      });
    }, 60_000);
    afterAll(() => void server?.close());

    it('are let in, once with each', async () => {
      const good = await token();
      await use(good).then(({ status }) => expect(status).toBe(200));
      const again = await use(good);
      expect([again.status, again.body.code]).toEqual([401, 'token-replayed']);
      await ask('get', 'accounts', bearer(await token())).expect(403);
    });

    const now = (): number => Math.floor(Date.now() / 1000);
    it.each<[string, () => Promise<string>, string]>([
      ['expired', () => token({ iat: now() - 120, exp: now() - 60 }), 'token-expired'],
      ['for somebody else', () => token({ aud: 'https://elsewhere.example' }), 'token-not-for-us'],
      ['not valid yet', () => token({ nbf: now() + 300 }), 'token-too-early'],
      ['from the future', () => token({ iat: now() + 300, exp: now() + 360 }), 'token-from-the-future'],
      ['good for a day', () => token({ exp: now() + 86_400 }), 'token-too-long'],
      ['without an id', () => token({ jti: undefined }), 'token-claims'],
      ['with a short id', () => token({ jti: 'x' }), 'token-without-id'],
      ['without an end', () => token({ exp: undefined }), 'token-claims'],
      ['about another subject', () => token({ sub: 'LCC.somebody' }), 'token-claims'],
      ['signed by somebody else', () => token({}, other.privateKey), 'token-forged'],
      ['signed with an unknown key', () => token({}, other.privateKey, { kid: 'k9' }), 'token-unknown-key'],
      ['of an unknown client', () => token({ iss: 'LCC.00000000-0000-4000-8000-000000000000' }), 'unknown-client'],
      ['of the same client at another library', () => token({ iss: client.replace('LCC', 'TSU') }), 'unknown-client'],
      ['signed with nothing', async () => `${btoa('{"alg":"none"}')}.${(await token()).split('.')[1]}.`, 'token-algorithm'],
      [
        'signed with the public key as if it were a secret',
        () => {
          const at = now();
          const claims = { iss: client, sub: client, aud: 'trillium', iat: at, exp: at + 60, jti: 'a confused token' };
          return new SignJWT(claims)
            .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
            .sign(new TextEncoder().encode(JSON.stringify(jwk)));
        },
        'token-algorithm',
      ],
    ])('are refused with one %s', async (_, make, code) => {
      const answer = await use(await make());
      expect([answer.status, answer.body.code]).toEqual([401, code]);
      expect(answer.body.remedy).toMatch(/\.$/);
    });

    it('may keep their keys at an address, and change them', async () => {
      const { port } = server.address() as AddressInfo;
      published = [jwk];
      const terms = { name: 'By address', scopes: ['partners.read'], jwksUrl: `http://127.0.0.1:${port}/jwks` };
      const { body } = await ask('post', 'clients', await admin(), terms).expect(201);
      const mine = { iss: body.client, sub: body.client };
      expect((await use(await token(mine))).status).toBe(200);
      expect((await use(await token(mine))).status).toBe(200);
      expect(fetched).toBe(1);
      // keys nobody knows do not make us ask again and again
      for (let i = 0; i < 5; i += 1)
        expect((await use(await token(mine, other.privateKey, { kid: 'k7' }))).body.code).toBe('token-unknown-key');
      expect(fetched).toBe(1);
      await ask('delete', `programs/${body.id}`, await admin()).expect(204);
      expect((await use(await token(mine))).body.code).toBe('unknown-client');
    });

    it('are told when their keys cannot be had', async () => {
      const terms = { name: 'Gone', scopes: ['partners.read'], jwksUrl: 'http://127.0.0.1:1/jwks' };
      const { body } = await ask('post', 'clients', await admin(), terms).expect(201);
      const answer = await use(await token({ iss: body.client, sub: body.client }));
      expect([answer.status, answer.body.code]).toEqual([401, 'token-keys-unreachable']);
      const changed = { ...terms, jwksUrl: undefined, jwks: { keys: [jwk] } };
      await ask('put', `clients/${body.id}`, await admin(), changed).expect(204);
      expect((await use(await token({ iss: body.client, sub: body.client }))).status).toBe(200);
    });

    it.each([
      [{ jwks: undefined }, 'jwks'],
      [{ jwks: { keys: [] } }, 'jwks.keys'],
      [{ jwks: { keys: [{ kty: 'oct', k: 'c2VjcmV0', kid: 'a' }] } }, 'jwks.keys[0].kty'],
      [{ jwks: { keys: [{ kty: 'EC', d: 'private', kid: 'a' }] } }, 'jwks.keys[0]'],
      [{ jwks: undefined, jwksUrl: 'http://keys.example/jwks' }, 'jwksUrl'],
      [{ jwks: undefined, jwksUrl: 'file:///etc/passwd' }, 'jwksUrl'],
    ])('are not set up with %j', async (change, field) => {
      const right: object = { name: 'Wrong', scopes: ['partners.read'], jwks: { keys: [jwk] } };
      const terms = { ...right, ...change };
      const answer = await ask('post', 'clients', await admin(), terms).expect(400);
      expect(answer.body.errors.map((error: { field: string }) => error.field)).toContain(field);
    });
  });
});
