import type { ClaimRule, OidcSettings } from './oidc.ts';

/** The settings of one provider for all libraries, as the environment has them. */
export interface ProviderEnvironment {
  readonly OIDC_ISSUER?: string | undefined;
  readonly OIDC_CLIENT_ID?: string | undefined;
  readonly OIDC_CLIENT_SECRET?: string | undefined;
  readonly OIDC_NAME: string;
  readonly OIDC_SCOPES: readonly string[];
  readonly OIDC_USERNAME_CLAIM: string;
  readonly OIDC_CARD_CLAIM?: string | undefined;
  readonly OIDC_LIBRARY_CLAIM?: string | undefined;
  readonly OIDC_RULES: readonly ClaimRule[];
  readonly OIDC_DEFAULT_GROUP?: string | undefined;
}

/**
 * The provider of every library without one of its own. It makes accounts only where a claim says to which library somebody belongs: without
 * one, anybody it knows could make themselves a patron of any library.
 */
export function defaultProvider(
  environment: ProviderEnvironment,
): { readonly settings: OidcSettings; readonly clientSecret: string } | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = environment;
  if (!issuer || !clientId) return undefined;
  const settings: OidcSettings = {
    name: environment.OIDC_NAME,
    issuer,
    clientId,
    scopes: environment.OIDC_SCOPES,
    claims: {
      username: environment.OIDC_USERNAME_CLAIM,
      ...(environment.OIDC_CARD_CLAIM && { card: environment.OIDC_CARD_CLAIM }),
      ...(environment.OIDC_LIBRARY_CLAIM && { library: environment.OIDC_LIBRARY_CLAIM }),
    },
    rules: environment.OIDC_RULES,
    ...(environment.OIDC_DEFAULT_GROUP && { defaultGroup: environment.OIDC_DEFAULT_GROUP }),
    makesAccounts: environment.OIDC_LIBRARY_CLAIM !== undefined,
  };
  return { settings, clientSecret: clientSecret ?? '' };
}
