import { randomBytes } from 'node:crypto';
import { err, fold, ok, reject, RejectionError, type Rejection, type Result } from '#lib/kernel';
import { statement, type Tx } from '#lib/messaging';
import type { Identity } from '../domain/identity/identity.ts';
import { patronDecider, type PersonalField, type Standing } from '../domain/patron/patron.ts';
import { identityOf, indexPatron, patronSafe, type IdentityRow } from './names/identities.ts';
import type { NameSafe } from './names/name-safe.ts';
import { patrons } from './stores.ts';
import { setMembership } from './tell-account.ts';
import { keysOf, patronChanged } from './tell-patron.ts';

export type { Identity };

export interface Registered {
  readonly id: string;
  readonly patronRef: string;
}

const ADD = statement(`insert into patron_identity (patron_id, tenant, sealed, card_key) values ($1, $2, $3, $4)
  on conflict (tenant, card_key) do nothing`);

// one patron's username may be no other's card number: an uploaded line would be somebody else's
const TAKEN = statement(`select from patron_identity where card_key = any($1) and patron_id is distinct from $2::uuid
  union all select from credential c join account a on a.id = c.account_id
  where c.username_key = any($1) and a.patron_id is not null and a.patron_id is distinct from $2::uuid`);

/** Whether any of these keys means another patron of the library already. */
const isTaken = async (tx: Tx, keys: readonly string[], patronId?: string): Promise<boolean> =>
  (await tx.query(TAKEN, [keys, patronId ?? null])).length > 0;

/** Registers a patron of the transaction's library under a new, opaque reference. @throws RejectionError for a card number in use */
export async function registerPatron(
  tx: Tx,
  keys: NameSafe,
  identity: Identity,
  standing: Standing,
  username?: string,
): Promise<Result<Registered, Rejection>> {
  const id = tx.newId();
  const patronRef = `p_${randomBytes(12).toString('base64url')}`;
  const known = [identity.cardNumber, ...(username === undefined ? [] : [username])].map((name) => keys.of(tx.tenant, name));
  if (await isTaken(tx, known)) return err(cardTaken);
  const stepped = await patrons.step(
    tx,
    id,
    (state) => patronDecider.decide(state, { type: 'register', patronRef, ...standing }),
    (_, state) => [patronChanged(state, known)],
  );
  if (!stepped.ok) return stepped;
  const safe = await patronSafe(tx, keys, id);
  if (!(await tx.execute(ADD, [id, tx.tenant, safe.sealIdentity(identity), known[0]]))) throw new RejectionError(cardTaken);
  await indexPatron(tx, keys, id, identity);
  return ok({ id, patronRef });
}

const cardTaken = reject('already-registered', 'Another patron of this library is known by that card number or username.', {
  field: 'cardNumber',
  remedy: 'Look for the patron by it, or give the number on the new card.',
});

const FIND = statement(`select p.id, i.sealed, i.given_name, i.family_name, i.email, i.card_number from patron p
  join patron_identity i on i.patron_id = p.id where p.patron_ref = $1`);
const CHANGE =
  statement(`update patron_identity set sealed = $2, card_key = $3, given_name = null, family_name = null, email = null,
  card_number = null where patron_id = $1`);

/** Changes who a patron is and how they stand; others hear of it where it is their business. */
export async function changePatron(
  tx: Tx,
  keys: NameSafe,
  patronRef: string,
  identity: Identity,
  standing: Standing,
): Promise<Result<void, Rejection>> {
  const [row] = await tx.query<IdentityRow & { readonly id: string }>(FIND, [patronRef]);
  if (!row) return err(reject('not-found', 'There is no such patron at this library.'));
  const safe = await patronSafe(tx, keys, row.id);
  const personal = changed(identityOf(row, safe), identity);
  if (personal.includes('cardNumber')) {
    if (await isTaken(tx, [keys.of(tx.tenant, identity.cardNumber)], row.id)) return err(cardTaken);
  }
  if (personal.length) {
    await tx.execute(CHANGE, [row.id, safe.sealIdentity(identity), keys.of(tx.tenant, identity.cardNumber)]);
    await indexPatron(tx, keys, row.id, identity);
  }
  return saveChange(tx, row.id, standing, personal);
}

const FIELDS = ['givenName', 'familyName', 'email', 'cardNumber'] as const;
const changed = (before: Identity, after: Identity): PersonalField[] =>
  FIELDS.filter((field) => (before[field] ?? null) !== (after[field] ?? null));

/** Tells anew by what a patron is recognized, after their sign-in got another username. */
export async function usernameChanged(tx: Tx, id: string): Promise<void> {
  const { state } = await patrons.load(tx, id);
  const saved = await saveChange(tx, id, state, ['username']);
  if (!saved.ok) throw new RejectionError(saved.error);
}

/** Saves how a patron stands now, and tells others where it is their business. */
export async function saveChange(
  tx: Tx,
  id: string,
  standing: Standing,
  personal: readonly PersonalField[],
): Promise<Result<void, Rejection>> {
  const patron = await patrons.load(tx, id);
  const decided = patronDecider.decide(patron.state, { type: 'change', personal, ...standing });
  if (!decided.ok) return decided;
  if (!decided.value.length) return ok(undefined);
  // a new e-mail address is nobody else's business, and makes no message
  const audible =
    decided.value.some(({ type }) => type === 'changed') || personal.includes('cardNumber') || personal.includes('username');
  const state = fold(patronDecider, decided.value, patron.state);
  if (state.active !== patron.state.active) await setMembership(tx, id, state.active);
  await patrons.save(tx, patron, decided.value, audible ? [patronChanged(state, await keysOf(tx, id))] : []);
  return ok(undefined);
}
