import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';

export interface OpenIdProviderOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Our own addresses people may be sent back to; set later by `allow`, where they are not known yet. */
  readonly redirectUris?: readonly string[];
  /** Who there is: what the provider says of them, by the name they type. Read at each sign-in. */
  readonly people: Record<string, Record<string, unknown>>;
}

export interface OpenIdProvider {
  readonly issuer: string;
  readonly people: Record<string, Record<string, unknown>>;
  /** Changes ID tokens on their way: claims of them, and by whom they are signed. Undefined: nothing is changed. */
  tamper: ((claims: JWTPayload) => { readonly claims: JWTPayload; readonly forged?: boolean }) | undefined;
  close(): Promise<void>;
}

/**
 * A real OpenID provider (oidc-provider of npm) on a free port, with a sign-in page of one field. What it signs can be changed on the way,
 * as no real provider would do it.
 */
export async function startOpenIdProvider(options: OpenIdProviderOptions): Promise<OpenIdProvider> {
  const { default: Provider } = await import('oidc-provider');
  const { people, clientId, clientSecret } = options;
  const [own, stranger] = await Promise.all([
    generateKeyPair('RS256', { extractable: true }),
    generateKeyPair('RS256', { extractable: true }),
  ]);
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const claims = [...new Set(Object.values(people).flatMap((person) => Object.keys(person)))];
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [...(options.redirectUris ?? [])],
        post_logout_redirect_uris: (options.redirectUris ?? []).map((uri) => new URL('/sign-in', uri).href),
        response_types: ['code'],
        grant_types: ['authorization_code'],
        application_type: 'web',
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(own.privateKey)), kid: 'provider', alg: 'RS256', use: 'sig' }] },
    cookies: { keys: ['only for tests'] },
    claims: { openid: ['sub'], profile: claims, email: ['email'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    interactions: { url: (_: unknown, { uid }: { readonly uid: string }) => `/login/${uid}` },
    findAccount: (_: unknown, id: string) => id in people && { accountId: id, claims: async () => ({ sub: id, ...people[id] }) },
    // everybody agrees to everything
    loadExistingGrant: async (context: { oidc: { session: { accountId: string }; client: { clientId: string } } }) => {
      const { session, client } = context.oidc;
      const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
    pkce: { required: () => true },
  });
  const state: OpenIdProvider = {
    issuer,
    people,
    tamper: undefined,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  const answer = provider.callback();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith('/login/')) void login(request, response);
    else {
      if (request.url?.startsWith('/token') && state.tamper)
        changeTokens(response, state.tamper, own.privateKey, stranger.privateKey);
      answer(request, response);
    }
  });

  const login = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method === 'GET')
      return void response
        .setHeader('content-type', 'text/html')
        .end(
          '<!doctype html><title>Provider</title><form method="post"><label>Name <input name="login"></label><button>Go on</button></form>',
        );
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const name = new URLSearchParams(Buffer.concat(chunks).toString()).get('login') ?? '';
    const result = name in people ? { login: { accountId: name } } : { error: 'access_denied', error_description: 'nobody' };
    await provider.interactionFinished(request, response, result);
  };
  return state;
}

/** Rewrites the ID token of an answer of the token endpoint. */
function changeTokens(
  response: ServerResponse,
  tamper: NonNullable<OpenIdProvider['tamper']>,
  own: CryptoKey,
  stranger: CryptoKey,
): void {
  const end = response.end.bind(response) as (body?: unknown) => ServerResponse;
  response.end = ((body: unknown) => {
    const answer = JSON.parse(String(body)) as { id_token?: string };
    if (!answer.id_token) return end(body);
    const { claims, forged } = tamper(decodeJwt(answer.id_token));
    const send = async (): Promise<void> => {
      const changed = await new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: 'provider' })
        .sign(forged ? stranger : own);
      const text = JSON.stringify({ ...answer, id_token: changed });
      response.setHeader('content-length', Buffer.byteLength(text));
      end(text);
    };
    void send();
    return response;
  }) as ServerResponse['end'];
}

/**
 * Signs somebody in at the provider as a browser would, from the address Trillium sent it to.
 * @returns the address of Trillium's to which the provider sends the browser back
 */
export async function signInAt(start: string, name: string): Promise<string> {
  const cookies = new Map<string, string>();
  let url = start;
  for (let step = 0; step < 12; step += 1) {
    const isLogin = new URL(url).pathname.startsWith('/login/');
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; ') },
      ...(isLogin && { method: 'POST', body: new URLSearchParams({ login: name }) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const next = response.headers.get('location');
    if (!next) throw new Error(`the provider answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
    url = new URL(next, url).href;
    if (new URL(url).origin !== new URL(start).origin) return url;
  }
  throw new Error('the provider sends the browser round in circles');
}
