import { Injectable } from '@nestjs/common';
import { fetch } from 'undici';
import { AnotherService, CredentialsRefused, guardedAgent, placeOf, testConnection, type ConnectionTest } from '#lib/service';
import { SignInSettings } from '../../app/sign-in-settings.ts';
import type { OidcSettings } from '../../domain/sign-in/oidc.ts';
import type { Sip2Settings } from '../../domain/sign-in/sip2.ts';
import { Sip2Failure, type Sip2System } from '../library-system.port.ts';
import { OpenIdFailure, type OpenIdClient } from '../openid.port.ts';
import { OpenId } from '../openid.ts';
import { LIMITS } from '../sip2/connection.ts';
import { Sip2 } from '../sip2/sip2.ts';

/**
 * Tries an OpenID provider: it says what it is, and takes the client's credentials (a code nobody gave is refused as a code, not as the
 * client: RFC 6749 §5.2).
 */
export function testOidc(provider: OpenIdClient, timeoutMs?: number): Promise<ConnectionTest> {
  const tested = {
    what: 'The provider',
    speaks: 'an OpenID provider',
    fields: { address: 'issuer', credentials: 'clientSecret' },
    ...placeOf(provider.issuer),
    ...(timeoutMs && { timeoutMs }),
  };
  return testConnection(tested, async (signal) => {
    const found = await new OpenId().look(provider).catch((error: unknown) => {
      throw causeOf(error);
    });
    await tryCredentials(provider, found.token_endpoint, signal);
    return { words: 'The provider answers and knows Trillium.', seen: found.issuer };
  });
}

/** What the network does, by code or name, wherever in the chain of causes it stands. */
const NETWORK =
  /^(E[A-Z]+|EAI_\w+|UND_ERR_\w+|HPE_\w+|ERR_(TLS|SSL)_\w+|CERT_\w+|DEPTH_\w+|SELF_\w+|UNABLE_\w+|\w+Timeout\w*|TimeoutError|AbortError|address-not-allowed)$/;

/** Of an error of ours, what the network or the provider did. */
function causeOf(error: unknown): unknown {
  if (!(error instanceof OpenIdFailure)) return error;
  for (let at: unknown = error.cause; typeof at === 'object' && at !== null; at = (at as Error).cause) {
    const { code, name } = at as { readonly code?: unknown; readonly name?: string };
    if ((typeof code === 'string' && NETWORK.test(code)) || NETWORK.test(name ?? '')) return at;
  }
  return new AnotherService(
    /issuer/.test(error.rejection.code) ? 'another issuer than the one given' : 'no metadata of a provider',
  );
}

async function tryCredentials(
  { clientId, clientSecret }: OpenIdClient,
  tokenEndpoint: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (!tokenEndpoint) throw new AnotherService('metadata without a token endpoint');
  const form = (text: string): string => encodeURIComponent(text).replaceAll('%20', '+');
  const response = await fetch(tokenEndpoint, {
    method: 'POST',
    redirect: 'manual',
    dispatcher: guardedAgent(),
    signal,
    headers: {
      authorization: `Basic ${Buffer.from(`${form(clientId)}:${form(clientSecret)}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: 'only-a-test',
      redirect_uri: 'https://localhost/only-a-test',
      code_verifier: 'only-a-test-of-the-credentials-nobody-signs-in',
    }),
  });
  const answer = (await response.json().catch(() => ({}))) as { error?: unknown };
  if (response.status === 401 || answer.error === 'invalid_client')
    throw new CredentialsRefused('it does not know this client id and secret');
  if (typeof answer.error !== 'string') throw new AnotherService(`status ${response.status} to a question for tokens`);
}

/** Tries a library system: the terminal is signed in, and the system says what it is. */
export function testSip2(system: Sip2System, timeoutMs: number = LIMITS.time): Promise<ConnectionTest> {
  const tested = {
    what: 'The library system',
    host: system.host,
    port: system.port,
    timeoutMs,
    speaks: 'a library system that speaks SIP2',
    fields: { address: 'host', credentials: 'terminalPassword' },
  };
  return testConnection(tested, async () => {
    const about = await new Sip2({ ...LIMITS, time: timeoutMs }).about(system).catch((error: unknown) => {
      throw asConnection(error, system);
    });
    if (!about.online) return { words: 'The library system answers, but says that it is off line.' };
    return { words: `The library system answers by SIP2 ${about.version}.`, ...(about.library && { seen: about.library }) };
  });
}

function asConnection(error: unknown, { terminal }: Sip2System): unknown {
  if (!(error instanceof Sip2Failure)) return error;
  switch (error.fault) {
    case 'refused-terminal':
      return new CredentialsRefused('the terminal is not let in');
    case 'too-slow':
      return new DOMException(error.message, 'TimeoutError');
    case 'unknown-name':
    case 'closed-port':
    case 'untrusted':
      return error.cause;
    case 'broken-off':
      // many a library system hangs up on a terminal that did not sign in
      return new AnotherService(
        terminal ? 'nothing and hung up' : 'nothing and hung up: it may want the terminal’s name and password',
      );
    case 'other-service':
    case 'damaged':
    case 'not-to-be-sent':
      return new AnotherService('something that is no SIP2');
  }
}

/** *Test connection* for what is typed in the settings; a secret left out is the one kept. */
@Injectable()
export class TestSignIn {
  constructor(private readonly settings: SignInSettings) {}

  async oidc(
    tenant: string,
    { issuer, clientId, clientSecret }: OidcSettings & { readonly clientSecret?: string | undefined },
  ): Promise<ConnectionTest> {
    const secret = clientSecret ?? (await this.settings.secret(tenant, 'oidc')) ?? '';
    return testOidc({ issuer, clientId, clientSecret: secret });
  }

  async sip2(tenant: string, typed: Sip2Settings & { readonly terminalPassword?: string | undefined }): Promise<ConnectionTest> {
    const { terminalUser, terminalPassword, ...system } = typed;
    const password = terminalPassword ?? (await this.settings.secret(tenant, 'sip2')) ?? '';
    return testSip2({ ...system, ...(terminalUser && { terminal: { user: terminalUser, password } }) });
  }
}
