import { err, ok, reject, unwrap, type Rejection, type Result } from '#lib/kernel';
import { statement, type Tx } from '#lib/messaging';
import { agreementDecider, partnersBy, type AgreementProfile } from '../domain/agreement/agreement.ts';
import type { PartnerProfile } from '../domain/partner/partner.ts';
import { findListed } from './set-library.ts';
import { apply } from './set-partner.ts';
import { agreements, partnerId } from './stores.ts';

/**
 * Sets terms between members and makes each party a partner of each other, in one transaction of the consortium. Terms that a library has
 * set itself stay.
 */
export async function setAgreement(tx: Tx, id: string, profile: AgreementProfile): Promise<Result<AgreementProfile, Rejection>> {
  const before = await agreements.load(tx, id);
  const earlier = before.state.profile?.parties ?? [];
  const known = await findListed(
    tx,
    [...profile.parties, ...earlier].map(({ library }) => library),
  );
  const stranger = profile.parties.findIndex(({ library }) => !known.some(({ symbol }) => symbol === library));
  if (stranger >= 0)
    return err(
      reject('unknown-library', `${profile.parties[stranger]!.library} is no library of this consortium.`, {
        field: `parties[${stranger}].library`,
        remedy: 'Let an operator add the library first.',
      }),
    );
  const stepped = await agreements.step(tx, id, (state) => agreementDecider.decide(state, { type: 'set', profile }));
  if (!stepped.ok) return stepped;
  const agreed = Map.groupBy(partnersBy(profile, known, earlier), ([library]) => library);
  for (const library of [...agreed.keys()].toSorted())
    await tx.asTenant(library, async (side) => {
      for (const [, partner] of agreed.get(library)!) await agree(side, id, partner);
    });
  return ok(stepped.value.state.profile!);
}

const BY_SYMBOL = statement('select id from partner where symbol = $1');

async function agree(side: Tx, agreement: string, profile: PartnerProfile): Promise<void> {
  const [known] = await side.query<{ id: string }>(BY_SYMBOL, [profile.symbol]);
  const id = known?.id ?? partnerId(side.tenant, profile.symbol);
  unwrap(await apply(side, id, { type: 'agree', library: side.tenant, profile, agreement }));
}
