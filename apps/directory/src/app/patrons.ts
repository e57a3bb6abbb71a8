import { randomBytes } from 'node:crypto';
import { err, fold, ok, reject, RejectionError, type Rejection, type Result } from '#lib/kernel';
import { statement, type Tx } from '#lib/messaging';
import type { PatronKeys } from '#lib/service';
import { patronDecider, type PersonalField, type Standing } from '../domain/patron/patron.ts';
import { patrons } from './stores.ts';
import { keysOf, patronChanged } from './tell-patron.ts';

/** Who a patron is. Only this service knows. */
export interface Identity {
  readonly givenName?: string | undefined;
  readonly familyName: string;
  readonly email?: string | undefined;
  readonly cardNumber: string;
}

export interface Registered {
  readonly id: string;
  readonly patronRef: string;
}

const ADD = statement(`insert into patron_identity (patron_id, tenant, given_name, family_name, email, card_number, card_key)
  values ($1, $2, $3, $4, $5, $6, $7) on conflict (tenant, card_key) do nothing`);

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
  keys: PatronKeys,
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
  const { givenName, familyName, email, cardNumber } = identity;
  const added = await tx.execute(ADD, [id, tx.tenant, givenName ?? null, familyName, email ?? null, cardNumber, known[0]]);
  if (!added) throw new RejectionError(cardTaken);
  return ok({ id, patronRef });
}

const cardTaken = reject('already-registered', 'Another patron of this library is known by that card number or username.', {
  field: 'cardNumber',
  remedy: 'Look for the patron by it, or give the number on the new card.',
});

const FIND = statement(`select p.id, i.given_name, i.family_name, i.email, i.card_number from patron p
  join patron_identity i on i.patron_id = p.id where p.patron_ref = $1`);
const CHANGE = statement(
  'update patron_identity set given_name = $2, family_name = $3, email = $4, card_number = $5, card_key = $6 where patron_id = $1',
);

interface IdentityRow {
  readonly id: string;
  readonly given_name: string | null;
  readonly family_name: string;
  readonly email: string | null;
  readonly card_number: string;
}

/** Changes who a patron is and how they stand; others hear of it where it is their business. */
export async function changePatron(
  tx: Tx,
  keys: PatronKeys,
  patronRef: string,
  identity: Identity,
  standing: Standing,
): Promise<Result<void, Rejection>> {
  const [row] = await tx.query<IdentityRow>(FIND, [patronRef]);
  if (!row) return err(reject('not-found', 'There is no such patron at this library.'));
  const personal = changed(row, identity);
  if (personal.includes('cardNumber')) {
    if (await isTaken(tx, [keys.of(tx.tenant, identity.cardNumber)], row.id)) return err(cardTaken);
  }
  if (personal.length) {
    const { givenName, familyName, email, cardNumber } = identity;
    const values = [row.id, givenName ?? null, familyName, email ?? null, cardNumber, keys.of(tx.tenant, cardNumber)];
    await tx.execute(CHANGE, values);
  }
  return saveChange(tx, row.id, standing, personal);
}

function changed(row: IdentityRow, identity: Identity): PersonalField[] {
  const pairs: readonly (readonly [PersonalField, string | null, string | undefined])[] = [
    ['givenName', row.given_name, identity.givenName],
    ['familyName', row.family_name, identity.familyName],
    ['email', row.email, identity.email],
    ['cardNumber', row.card_number, identity.cardNumber],
  ];
  return pairs.filter(([, before, after]) => before !== (after ?? null)).map(([field]) => field);
}

/** Tells anew by what a patron is recognized, after their sign-in got another username. */
export async function usernameChanged(tx: Tx, id: string): Promise<void> {
  const { state } = await patrons.load(tx, id);
  const saved = await saveChange(tx, id, state, ['username']);
  if (!saved.ok) throw new RejectionError(saved.error);
}

async function saveChange(
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
  await patrons.save(tx, patron, decided.value, audible ? [patronChanged(state, await keysOf(tx, id))] : []);
  return ok(undefined);
}
