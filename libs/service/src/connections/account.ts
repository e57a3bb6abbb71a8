import { connectorContext, type ConnectorChanged } from '#lib/contracts';
import type { Seals } from '../seal/seals.ts';

/** A connector as it goes with a job: its secrets sealed. */
export type SealedAccount = Pick<ConnectorChanged, 'kind' | 'address' | 'settings' | 'secrets'>;

/** A connector in the moment in which it is used. */
export interface Account {
  readonly address: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** What a job carries of a connector. */
export const accountOf = ({ kind, address, settings, secrets }: ConnectorChanged): SealedAccount => ({
  kind,
  address,
  settings,
  secrets,
});

/** Opens what a job carries. @throws SealError where a secret was sealed for another library, kind or field */
export const openAccount = (seals: Seals, tenant: string, { kind, address, settings, secrets }: SealedAccount): Account => ({
  address,
  settings,
  secrets: Object.fromEntries(
    Object.entries(secrets).map(([name, sealed]) => [name, seals.open(tenant, sealed, connectorContext(kind, name))]),
  ),
});

/** HTTP Basic (RFC 7617), where a user is named. */
export const basicHeaders = ({ settings, secrets }: Pick<Account, 'settings' | 'secrets'>): Readonly<Record<string, string>> =>
  settings['user']
    ? { authorization: `Basic ${Buffer.from(`${settings['user']}:${secrets['password'] ?? ''}`).toString('base64')}` }
    : {};

/**
 * Who orders or asks for a price, at those who sell: a key (RFC 6750) and, where a key serves several, the number of the account. None of them
 * publishes its interface; this is test/world's.
 */
export const sellerHeaders = ({
  settings,
  secrets,
}: Pick<Account, 'settings' | 'secrets'>): Readonly<Record<string, string>> => ({
  ...(secrets['key'] && { authorization: `Bearer ${secrets['key']}` }),
  ...(settings['account'] && { 'x-account': settings['account'] }),
});

/**
 * Who asks Crossref: an address puts one into the polite pool, a token of Metadata Plus into one's own (Crossref's REST API documentation, *Tips
 * for using the API*).
 */
export const crossrefHeaders = ({
  settings,
  secrets,
}: Pick<Account, 'settings' | 'secrets'>): Readonly<Record<string, string>> => ({
  'user-agent': settings['email'] ? `Trillium (mailto:${settings['email']})` : 'Trillium',
  ...(secrets['token'] && { 'crossref-plus-api-token': `Bearer ${secrets['token']}` }),
});

const OCLC_TOKENS = 'https://oauth.oclc.org/token';

/** Where OCLC gives tokens for a key: as the connector says; OCLC’s own for its own API; else `/token` on the host of another one. */
export const oclcTokenAddress = ({ address, settings: { token } }: Pick<Account, 'address' | 'settings'>): string =>
  token ?? (/\.oclc\.org$/i.test(new URL(address).hostname) ? OCLC_TOKENS : new URL('/oclc/token', address).href);
