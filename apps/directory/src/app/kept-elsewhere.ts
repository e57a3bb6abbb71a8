import { reject, RejectionError, unwrap } from '#lib/kernel';
import { statement, type Tx } from '#lib/messaging';
import type { PatronAtSource } from '../domain/sign-in/sip2.ts';
import type { PatronState } from '../domain/patron/patron.ts';
import type { NameSafe } from './names/name-safe.ts';
import { changePatron, registerPatron, type Registered } from './patrons.ts';

const PATRON = statement(`select p.id, p.state from patron p join patron_identity i on i.patron_id = p.id where i.card_key = $1`);
const LINKED = statement('select account_id as id from identity_link where source = $1 and subject_key = $2');
const LINK = statement(`insert into identity_link (tenant, source, subject_key, account_id, linked_at) values ($1, $2, $3, $4, $5)
  on conflict (tenant, source, subject_key) do update set account_id = excluded.account_id, linked_at = excluded.linked_at`);
const ACCOUNT_OF = statement('select id from account where patron_id = $1');

export const closedHere = reject('forbidden-closed', 'Your membership here has ended.', { remedy: 'Ask your library.' });
const unknownHere = reject('forbidden-unknown', 'You are not registered here.', { remedy: 'Ask your library to register you.' });

/**
 * Brings a patron's record up to what another system says of them: name, e-mail, group, blocks. What they have agreed to here stays.
 * @param make whether one who is not here yet is registered
 * @throws RejectionError for a patron whose membership was ended here, or who is unknown and is not to be made
 */
export async function keepPatron(tx: Tx, keys: NameSafe, patron: PatronAtSource, make: boolean): Promise<Registered> {
  const { group, blocked, ...identity } = patron;
  const [row] = await tx.query<{ id: string; state: PatronState }>(PATRON, [keys.of(tx.tenant, patron.cardNumber)]);
  if (!row) {
    if (!make) throw new RejectionError(unknownHere);
    return unwrap(await registerPatron(tx, keys, identity, { group, blocked, active: true }));
  }
  const { patronRef, ...standing } = row.state;
  if (!standing.active) throw new RejectionError(closedHere);
  unwrap(await changePatron(tx, keys, patronRef, identity, { ...standing, group, blocked }));
  return { id: row.id, patronRef };
}

/** The account somebody has whom another system knows by this name. @param source `sip2`, or `oidc` and the issuer */
export async function linkedAccount(tx: Tx, keys: NameSafe, source: string, subject: string): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>(LINKED, [source, keys.of(tx.tenant, `${source} ${subject}`)]);
  return row?.id;
}

export async function linkAccount(tx: Tx, keys: NameSafe, source: string, subject: string, account: string): Promise<void> {
  await tx.execute(LINK, [tx.tenant, source, keys.of(tx.tenant, `${source} ${subject}`), account, tx.now().toISOString()]);
}

export const accountOfPatron = async (tx: Tx, patronId: string): Promise<string | undefined> =>
  (await tx.query<{ id: string }>(ACCOUNT_OF, [patronId]))[0]?.id;
