import { PROFILES, SRU_VERSIONS, type ProfileName } from '#lib/catalog';
import type { Account } from '#lib/service';
import type { Access, SruCatalog } from './sru.ts';

/** By what a server knows who asks, where its connector says. */
export const accessOf = ({ settings: { user }, secrets: { password = '' } }: Account): Access | undefined =>
  user ? { user, password } : undefined;

/** Which library system's items a connector says it has; undefined where they are told by what they look like. */
export const profileSet = ({ settings: { profile } }: Account): ProfileName | undefined =>
  profile && profile in PROFILES ? (profile as ProfileName) : undefined;

/** A catalog as its SRU connector is set up. */
export function sruCatalog(account: Account): SruCatalog {
  const { address, settings } = account;
  const version = SRU_VERSIONS.find((one) => one === settings['version']);
  const [access, profile] = [accessOf(account), profileSet(account)];
  return {
    address,
    ...(access && { access }),
    ...(version && { version }),
    ...(settings['schema'] && { schema: settings['schema'] }),
    ...(settings['holdings'] && { holdings: settings['holdings'] }),
    ...(profile && { profile }),
  };
}
