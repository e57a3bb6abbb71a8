import { signInAt, startOpenIdProvider, type OpenIdProvider } from '#lib/testing';
import { OpenId } from './openid.ts';

const CLIENT = { clientId: 'trillium', clientSecret: 'a secret between the two of us' };
const BACK = 'http://trillium.test:3000/api/directory/oidc/callback';

describe('an OpenID provider, really asked', () => {
  const openId = new OpenId();
  let provider: OpenIdProvider;
  beforeAll(async () => {
    provider = await startOpenIdProvider({
      ...CLIENT,
      people: { ann: { preferred_username: 'ann', card: '22' } },
      redirectUris: [BACK],
    });
  });
  afterAll(() => provider.close());
  afterEach(() => void (provider.tamper = undefined));
  const client = () => ({ issuer: provider.issuer, ...CLIENT });
  const enter = async () => {
    const begun = await openId.begin(client(), BACK, ['profile', 'email'], 'LCC.state');
    return openId.finish(client(), new URL(await signInAt(begun.url.href, 'ann')), begun);
  };
  const second = (): number => Math.floor(Date.now() / 1000);

  it('says who somebody is', async () => {
    expect(await enter()).toMatchObject({ subject: 'ann', claims: { preferred_username: 'ann', card: '22' } });
  });

  it.each<[string, NonNullable<OpenIdProvider['tamper']>, string]>([
    ['signed by somebody else', (claims) => ({ claims, forged: true }), 'oidc-forged'],
    ['of another issuer', (claims) => ({ claims: { ...claims, iss: 'https://elsewhere.example' } }), 'oidc-issuer'],
    ['that has expired', (claims) => ({ claims: { ...claims, iat: second() - 900, exp: second() - 300 } }), 'oidc-expired'],
    ['for another client', (claims) => ({ claims: { ...claims, aud: 'another' } }), 'oidc-audience'],
    ['with another nonce', (claims) => ({ claims: { ...claims, nonce: 'another' } }), 'oidc-nonce'],
    ['without a nonce', (claims) => ({ claims: { ...claims, nonce: undefined } }), 'oidc-nonce'],
    ['from a clock that is wrong', (claims) => ({ claims: { ...claims, nbf: second() + 600 } }), 'oidc-expired'],
  ])('is not believed with a token %s', async (_, tamper, code) => {
    provider.tamper = tamper;
    await expect(enter()).rejects.toMatchObject({ rejection: { code } });
  });

  it('is believed with a clock half a minute off', async () => {
    provider.tamper = (claims) => ({ claims: { ...claims, iat: second() - 90, exp: second() - 30 } });
    expect(await enter()).toMatchObject({ subject: 'ann' });
  });

  it('takes no state and no code twice', async () => {
    const begun = await openId.begin(client(), BACK, [], 'LCC.state');
    const answer = new URL(await signInAt(begun.url.href, 'ann'));
    await expect(openId.finish(client(), answer, { ...begun, state: 'LCC.other' })).rejects.toMatchObject({
      rejection: { code: 'oidc-state' },
    });
    await openId.finish(client(), answer, begun);
    await expect(openId.finish(client(), answer, begun)).rejects.toMatchObject({ rejection: { code: 'oidc-client-refused' } });
  });

  it('says that it let nobody in', async () => {
    const begun = await openId.begin(client(), BACK, [], 'LCC.state');
    const answer = new URL(await signInAt(begun.url.href, 'a stranger'));
    await expect(openId.finish(client(), answer, begun)).rejects.toMatchObject({ rejection: { code: 'oidc-refused' } });
  });
});
