import * as client from 'openid-client';
import { fetch } from 'undici';
import { reject, type Rejection } from '#lib/kernel';
import { guardedAgent } from '#lib/service';
import { OpenIdFailure, OpenIdProviders, type Begun, type OpenIdClient, type Vouched } from './openid.port.ts';

/** Seconds the provider's clock may differ. */
const SKEW = 60;
/** Seconds for one question to the provider, and bytes of one answer. */
const LIMITS = { time: 8, size: 262_144 } as const;
/** How long what a provider says of itself is believed, in milliseconds. */
const KEPT = 10 * 60_000;

/** Speaks with OpenID providers: code flow with PKCE (RFC 7636), state and nonce; ID tokens with their signature checked. */
export class OpenId extends OpenIdProviders {
  readonly #known = new Map<string, { readonly until: number; readonly config: Promise<client.Configuration> }>();

  /** @throws OpenIdFailure */
  async begin(
    provider: OpenIdClient,
    redirectUri: string,
    scopes: readonly string[],
    state: string,
  ): Promise<Begun & { readonly url: URL }> {
    const config = await this.#configuration(provider);
    const [nonce, verifier] = [client.randomNonce(), client.randomPKCECodeVerifier()];
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: [...new Set(['openid', ...scopes])].join(' '),
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    return { url, state, nonce, verifier };
  }

  /** @param answer the address the browser came back to, with the provider's answer in it @throws OpenIdFailure */
  async finish(provider: OpenIdClient, answer: URL, { state, nonce, verifier }: Begun): Promise<Vouched> {
    const config = await this.#configuration(provider);
    try {
      const tokens = await client.authorizationCodeGrant(config, answer, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims()!;
      const more = config.serverMetadata().userinfo_endpoint
        ? await client.fetchUserInfo(config, tokens.access_token, claims.sub)
        : {};
      return { subject: claims.sub, claims: { ...more, ...claims } };
    } catch (error) {
      throw inWords(error);
    }
  }

  /** Where the browser goes to end the provider's session too; undefined where the provider has no such place. */
  async signOutUrl(provider: OpenIdClient, returnTo: string): Promise<URL | undefined> {
    const config = await this.#configuration(provider);
    if (!config.serverMetadata().end_session_endpoint) return undefined;
    return client.buildEndSessionUrl(config, { post_logout_redirect_uri: returnTo });
  }

  /** Asks anew what the provider says of itself, and whether it takes the client's secret. @throws what fetch threw, as cause of an OpenIdFailure */
  async look(provider: OpenIdClient): Promise<client.ServerMetadata> {
    this.#known.delete(keyOf(provider));
    return (await this.#configuration(provider)).serverMetadata();
  }

  #configuration(provider: OpenIdClient): Promise<client.Configuration> {
    const key = keyOf(provider);
    const known = this.#known.get(key);
    if (known && known.until > Date.now()) return known.config;
    const config = discover(provider).catch((error: unknown) => {
      this.#known.delete(key);
      throw inWords(error);
    });
    if (this.#known.size >= 500) this.#known.clear();
    this.#known.set(key, { until: Date.now() + KEPT, config });
    return config;
  }
}

const keyOf = ({ issuer, clientId, clientSecret }: OpenIdClient): string => JSON.stringify([issuer, clientId, clientSecret]);

/** Plain http is for this machine only: everywhere else somebody could listen. */
export const isLocal = (issuer: string): boolean => /^(localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(issuer).hostname);

async function discover({ issuer, clientId, clientSecret }: OpenIdClient): Promise<client.Configuration> {
  const config = await client.discovery(
    new URL(issuer),
    clientId,
    { client_secret: clientSecret, [client.clockTolerance]: SKEW },
    client.ClientSecretBasic(clientSecret),
    {
      timeout: LIMITS.time,
      [client.customFetch]: limited,
      // oxlint-disable-next-line typescript/no-deprecated -- marked so that nobody takes it for granted
      execute: isLocal(issuer) ? [client.allowInsecureRequests] : [],
    },
  );
  // without it the ID token's signature would be left to TLS
  client.enableNonRepudiationChecks(config);
  return config;
}

/** No redirects, and no answer larger than a provider's can be. */
async function limited(url: string, options: client.CustomFetchOptions): Promise<Response> {
  const { method, headers, body: sent, signal } = options;
  const response = await fetch(url, {
    method,
    headers,
    redirect: 'manual',
    dispatcher: guardedAgent(),
    ...(sent && { body: sent as string | URLSearchParams }),
    ...(signal && { signal }),
  });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > LIMITS.size) throw new Error(`the provider's answer is larger than ${LIMITS.size} bytes`);
    chunks.push(chunk);
  }
  const body = [101, 204, 205, 304].includes(response.status) ? null : Buffer.concat(chunks);
  return new Response(body, { status: response.status, headers: [...response.headers] });
}

const words = (code: string, message: string, remedy: string): Rejection => reject(`oidc-${code}`, message, { remedy });
const AGAIN = 'Sign in again; tell your library if it stays so.';

/** What went wrong, for the person and their library. */
function inWords(error: unknown): OpenIdFailure {
  return new OpenIdFailure(rejectionOf(error), { cause: error });
}

function rejectionOf(error: unknown): Rejection {
  const { code, message, cause } = error as { readonly code?: string } & Error;
  // the library says what kind of fault it is, and its cause which claim or parameter
  const said = `${message} ${cause instanceof Error ? cause.message : ''}`;
  switch (code) {
    case 'OAUTH_AUTHORIZATION_RESPONSE_ERROR':
      return words('refused', 'The provider did not let you in.', 'Try again, and agree to what it asks.');
    case 'OAUTH_RESPONSE_BODY_ERROR':
    case 'OAUTH_WWW_AUTHENTICATE_CHALLENGE':
      return words('client-refused', 'The provider does not take Trillium’s credentials, or not this answer of its own.', AGAIN);
    case 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED':
      return words(
        'expired',
        'What the provider signed has expired, or is from a clock that is wrong.',
        'Sign in again; if it stays so, one of the two clocks is wrong.',
      );
    case 'OAUTH_JWT_CLAIM_COMPARISON_FAILED':
    case 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED':
      if (/nonce/.test(said)) return words('nonce', 'The provider’s answer belongs to another sign-in.', AGAIN);
      if (/"aud"/.test(said)) return words('audience', 'What the provider signed is for somebody else.', AGAIN);
      return words(
        'issuer',
        'The answer comes from another provider than the one set up.',
        'Tell your library: the issuer set up is not what the provider calls itself.',
      );
    case 'OAUTH_KEY_SELECTION_FAILED':
      return words('forged', 'What the provider sent is not signed by it.', AGAIN);
    case 'OAUTH_INVALID_RESPONSE':
      if (/nonce/.test(said)) return words('nonce', 'The provider’s answer belongs to another sign-in.', AGAIN);
      if (/signature/i.test(said)) return words('forged', 'What the provider sent is not signed by it.', AGAIN);
      if (/"state"/.test(said))
        return words('state', 'The provider’s answer belongs to another sign-in, or was used before.', AGAIN);
      if (/"iss"/.test(said)) return words('issuer', 'The answer comes from another provider than the one set up.', AGAIN);
      return words('answer', 'The provider’s answer makes no sense.', AGAIN);
    default:
      return words(
        'unreachable',
        'The provider does not answer as one.',
        'Try again in a few minutes; tell your library if it stays so.',
      );
  }
}
