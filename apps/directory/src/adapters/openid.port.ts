import type { Rejection } from '#lib/kernel';
import type { Claims } from '../domain/sign-in/oidc.ts';

/** A provider and what it knows Trillium as. */
export interface OpenIdClient {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}
/** What a sign-in begun at the provider is recognized by when the browser comes back. */
export interface Begun {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}
export interface Vouched {
  readonly subject: string;
  /** Of the ID token, and of the provider's userinfo where it has some. */
  readonly claims: Claims;
}

/** A sign-in by the provider came to nothing. */
export class OpenIdFailure extends Error {
  override name = 'OpenIdFailure';
  readonly rejection: Rejection;

  constructor(rejection: Rejection, options?: ErrorOptions) {
    super(rejection.message, options);
    this.rejection = rejection;
  }
}

/** Where people sign in who are known elsewhere. */
export abstract class OpenIdProviders {
  /** @throws OpenIdFailure */
  abstract begin(
    provider: OpenIdClient,
    redirectUri: string,
    scopes: readonly string[],
    state: string,
  ): Promise<Begun & { readonly url: URL }>;
  /** @param answer the address the browser came back to, with the provider's answer in it @throws OpenIdFailure */
  abstract finish(provider: OpenIdClient, answer: URL, begun: Begun): Promise<Vouched>;
  /** Where the browser goes to end the provider's session too; undefined where the provider has no such place. */
  abstract signOutUrl(provider: OpenIdClient, returnTo: string): Promise<URL | undefined>;
}
