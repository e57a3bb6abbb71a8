import { partnerContext, type Credential, type PartnerProtocol, type ProtocolDirection } from '#lib/contracts';
import { err, reject, type Rejection, type Result } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import type { Seals } from '#lib/service';
import type { PartnerProfile } from '../domain/partner/partner.ts';
import { apply } from './set-partner.ts';
import { partners } from './stores.ts';

/** Who one is, as a person gives it: a secret left out stays as it is. */
export type GivenCredential = Omit<Credential, 'secret'> & { readonly secret?: string | undefined };
export interface GivenProtocol {
  readonly version: PartnerProtocol['version'];
  readonly outgoing?: GivenCredential | undefined;
  readonly incoming?: GivenCredential | undefined;
}

/** Sets how ISO 18626 is spoken with a partner of the transaction's library; who speaks it hears it, the secrets still sealed. */
export async function setProtocol(
  tx: Tx,
  seals: Seals,
  id: string,
  { version, ...given }: GivenProtocol,
): Promise<Result<PartnerProfile, Rejection>> {
  const { profile, protocol } = (await partners.load(tx, id)).state;
  const sealed: { -readonly [D in ProtocolDirection]?: Credential } = {};
  for (const direction of ['outgoing', 'incoming'] as const) {
    const one = given[direction];
    if (!one) continue;
    const { secret, ...shown } = one;
    const before = protocol?.[direction];
    // what was kept is shown for the user or in the header it was given for
    const keeps = before && before.by === shown.by && before.name === shown.name ? before.secret : undefined;
    const seal = secret ? seals.seal(tx.tenant, secret, partnerContext(profile?.symbol ?? '', direction)) : keeps;
    if (!seal)
      return err(
        reject('missing-secret', 'No secret is given, and none is kept for this.', {
          field: `${direction}.secret`,
          remedy: 'Give the password, the key or the header’s value.',
        }),
      );
    sealed[direction] = { ...shown, secret: seal };
  }
  return apply(tx, id, { type: 'speak', protocol: { version, ...sealed } });
}
