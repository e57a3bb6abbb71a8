import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { err, ok, reject, RejectionError, type Rejection, type Result } from '#lib/kernel';
import { Database, statement } from '#lib/messaging';
import { CONFIG, type ConfigOf } from '#lib/service';
import { OpenIdFailure, OpenIdProviders, type Begun, type OpenIdClient } from '../adapters/openid.port.ts';
import type { directoryConfig } from '../config.ts';
import { defaultProvider } from '../domain/sign-in/default-provider.ts';
import { personOf, type OidcSettings } from '../domain/sign-in/oidc.ts';
import { REAL_TIME } from './sign-in-tries.ts';
import { SignIn, type Entered } from './sign-in.ts';
import { SignInSettings } from './sign-in-settings.ts';
import { KeepProvided } from './keep-provided.ts';

/** How long somebody may take at the provider, in milliseconds. */
const PATIENCE = 10 * 60_000;
const KEEP = statement(`insert into provider_sign_in
  (state_hash, tenant, browser_hash, nonce, verifier, redirect_uri, return_to, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`);
const TAKE = statement(
  'delete from provider_sign_in where state_hash = $1 returning browser_hash, nonce, verifier, redirect_uri, return_to, expires_at',
);
const SWEEP = statement('delete from provider_sign_in where expires_at < $1');

interface Row {
  readonly browser_hash: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly redirect_uri: string;
  readonly return_to: string;
  readonly expires_at: Date;
}
export interface Provider {
  readonly settings: OidcSettings;
  readonly client: OpenIdClient;
  /** Whether it is the library's own, or says which library somebody belongs to. */
  readonly speaksForLibrary: boolean;
}
export interface Started {
  readonly url: URL;
  /** For a cookie: only the browser that began may end it. */
  readonly browser: string;
}
export interface Finished extends Entered {
  readonly returnTo: string;
}

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url');
const notSetUp = reject('no-such-provider', 'This library has no provider to sign in with.', {
  remedy: 'Sign in with a password.',
});
const strange = reject('oidc-state', 'This sign-in was begun in another browser, has been used before, or has taken too long.', {
  remedy: 'Sign in again.',
});
/** Only a path of ours: an address from outside must not lead elsewhere. */
export const ownPath = (to: string | undefined): string => (to && /^\/(?![/\\])[^\p{Cc}]*$/u.test(to) ? to : '/');

/** Signing in with a library's OpenID provider. */
@Injectable()
export class ProviderSignIn {
  private readonly log = new Logger(ProviderSignIn.name);
  readonly #default;

  constructor(
    private readonly database: Database,
    private readonly settings: SignInSettings,
    private readonly signIns: SignIn,
    private readonly keep: KeepProvided,
    private readonly openId: OpenIdProviders,
    @Inject(REAL_TIME) private readonly realTime: () => number,
    @Inject(CONFIG) config: ConfigOf<typeof directoryConfig>,
  ) {
    this.#default = defaultProvider(config);
  }

  /** A library's provider: its own, else the one the environment names for all. */
  async providerOf(library: string): Promise<Provider | undefined> {
    const { oidc } = await this.settings.of(library);
    const found = oidc ? { settings: oidc, clientSecret: (await this.settings.secret(library, 'oidc')) ?? '' } : this.#default;
    if (!found) return undefined;
    const { settings, clientSecret } = found;
    const speaksForLibrary = Boolean(oidc) || settings.claims.library !== undefined;
    return { settings, client: { issuer: settings.issuer, clientId: settings.clientId, clientSecret }, speaksForLibrary };
  }

  /** @param redirectUri our own address the provider sends the browser back to */
  async start(library: string, redirectUri: string, returnTo: string | undefined): Promise<Result<Started, Rejection>> {
    const provider = await this.providerOf(library);
    if (!provider) return err(notSetUp);
    const state = `${library}.${randomBytes(24).toString('base64url')}`;
    const browser = randomBytes(24).toString('base64url');
    try {
      const { url, nonce, verifier } = await this.openId.begin(provider.client, redirectUri, provider.settings.scopes, state);
      const now = this.realTime();
      const until = new Date(now + PATIENCE).toISOString();
      await this.database.transaction({ tenant: library }, async (tx) => {
        await tx.execute(SWEEP, [new Date(now).toISOString()]);
        await tx.execute(KEEP, [hash(state), library, hash(browser), nonce, verifier, redirectUri, ownPath(returnTo), until]);
      });
      return ok({ url, browser });
    } catch (error) {
      return this.#failed(library, error);
    }
  }

  /** @param query what the provider sent along @param browser the cookie of the browser that comes back */
  async finish(query: URLSearchParams, browser: string | undefined): Promise<Result<Finished, Rejection>> {
    const state = query.get('state') ?? '';
    const library = /^([A-Z][A-Z0-9-]{1,15}|consortium)\.[\w-]{32}$/.exec(state)?.[1];
    if (!library) return err(strange);
    const row = await this.#take(library, state, browser);
    const provider = await this.providerOf(library);
    if (!row || !provider) return err(row ? notSetUp : strange);
    try {
      const answer = new URL(`${row.redirect_uri}?${query}`);
      const begun: Begun = { state, nonce: row.nonce, verifier: row.verifier };
      const { subject, claims } = await this.openId.finish(provider.client, answer, begun);
      const person = personOf(claims, provider.settings, library);
      if (!person.ok) return person;
      const account = await this.keep.execute(library, provider.settings, subject, person.value, provider.speaksForLibrary);
      if (!account.ok) return account;
      const entered = await this.signIns.vouchedFor(library, account.value);
      return entered ? ok({ ...entered, returnTo: row.return_to }) : err(closed);
    } catch (error) {
      return this.#failed(library, error);
    }
  }

  /** Where the browser goes to end the provider's session too. */
  async signOutUrl(library: string, returnTo: string): Promise<URL | undefined> {
    const provider = await this.providerOf(library);
    try {
      return provider && (await this.openId.signOutUrl(provider.client, returnTo));
    } catch (error) {
      if (error instanceof OpenIdFailure) return undefined;
      throw error;
    }
  }

  // taken whatever comes of it: no state is looked at twice
  async #take(library: string, state: string, browser: string | undefined): Promise<Row | undefined> {
    const [row] = await this.database.transaction({ tenant: library }, (tx) => tx.query<Row>(TAKE, [hash(state)]));
    if (!row || !browser || row.browser_hash !== hash(browser)) return undefined;
    return row.expires_at.getTime() > this.realTime() ? row : undefined;
  }

  #failed(library: string, error: unknown): Result<never, Rejection> {
    if (error instanceof RejectionError) return err(error.rejection);
    if (!(error instanceof OpenIdFailure)) throw error;
    const { cause } = error;
    this.log.warn(
      `a sign-in by the provider of ${library} failed: ${error.message} (${cause instanceof Error ? cause.message : ''})`,
    );
    return err(error.rejection);
  }
}

const closed = reject('forbidden-closed', 'Your account here is closed.', { remedy: 'Ask your library.' });
