import { PartnerChanged } from '#lib/contracts';
import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';
import { message, statement, type Tx } from '#lib/messaging';
import { partnerDecider, type PartnerCommand, type PartnerProfile } from '../domain/partner/partner.ts';
import { findListed } from './set-library.ts';
import { partners } from './stores.ts';

const OTHER = statement('select id from partner where symbol = $1 and id <> $2');

/** Adds a partner of the transaction's library or changes its terms; they are the library's own from now on. */
export async function setPartner(tx: Tx, id: string, profile: PartnerProfile): Promise<Result<PartnerProfile, Rejection>> {
  const [other] = await tx.query<{ id: string }>(OTHER, [profile.symbol.trim(), id]);
  if (other)
    return err(
      reject('already-partner', `${profile.symbol} is a partner already.`, {
        field: 'symbol',
        remedy: `Change that one: /api/directory/partners/${other.id}`,
      }),
    );
  const [member] = profile.member ? await findListed(tx, [profile.symbol.trim()]) : [];
  if (profile.member && !member)
    return err(
      reject('unknown-library', `${profile.symbol} is no library of this consortium.`, {
        field: 'member',
        remedy: 'Give member: false, or let an operator add the library first.',
      }),
    );
  return apply(tx, id, { type: 'set', library: tx.tenant, profile });
}

/** Saves and tells what the partner is now. */
export async function apply(tx: Tx, id: string, command: PartnerCommand): Promise<Result<PartnerProfile, Rejection>> {
  const stepped = await partners.step(
    tx,
    id,
    (state) => partnerDecider.decide(state, command),
    (_, { profile, protocol }) => [message(PartnerChanged, { ...profile!, ...(protocol && { iso18626: protocol }) })],
  );
  return stepped.ok ? ok(stepped.value.state.profile!) : stepped;
}
