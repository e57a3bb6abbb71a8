import { err, ok, reject, RejectionError, type Rejection, type Result } from '#lib/kernel';
import type { Role } from '#lib/contracts';
import { statement, type Tx } from '#lib/messaging';
import { endSessions } from '#lib/service';
import { accountDecider, type PasswordChange } from '../domain/account/account.ts';
import { patronSafe } from './names/identities.ts';
import type { NameSafe, Named } from './names/name-safe.ts';
import type { Registered } from './patrons.ts';
import { accounts } from './stores.ts';
import { accountChanged } from './tell-account.ts';

export interface NewAccount {
  readonly username: string;
  readonly roles: readonly Role[];
  /** The hash of a first password. */
  readonly passwordHash: string;
  /** How staff are called; a patron's name stands with the patron. */
  readonly displayName?: string | undefined;
  readonly email?: string | undefined;
  /** The only branch whose requests they work with. */
  readonly branch?: string | undefined;
  readonly patron?: Registered | undefined;
}

const ADD = statement(`insert into credential
  (account_id, tenant, sealed, username_key, password_hash, first_password, changed_at)
  values ($1, $2, $3, $4, $5, true, $6) on conflict (tenant, username_key) do nothing`);

/** Lets somebody sign in. @throws RejectionError for a username in use at this library */
export async function createAccount(tx: Tx, keys: NameSafe, account: NewAccount): Promise<Result<string, Rejection>> {
  const id = tx.newId();
  const { username, roles, passwordHash, displayName, email, branch, patron } = account;
  const stepped = await accounts.step(tx, id, (state) =>
    accountDecider.decide(state, { type: 'create', tenant: tx.tenant, roles, branch, patron }),
  );
  if (!stepped.ok) return stepped;
  const safe = patron ? await patronSafe(tx, keys, patron.id) : await keys.library(tx);
  const named: Named = { username: username.trim(), displayName, email };
  const values = [id, tx.tenant, safe.seal(`credential ${id}`, named), keys.of(tx.tenant, username), passwordHash];
  const added = await tx.execute(ADD, [...values, tx.now().toISOString()]);
  if (!added)
    throw new RejectionError(
      reject('already-taken', `The username "${username}" is taken at this library.`, {
        field: 'username',
        remedy: 'Choose another.',
      }),
    );
  return ok(id);
}

const SET = statement('update credential set password_hash = $2, first_password = $3, changed_at = $4 where account_id = $1');

/** Gives an account another password (its hash). */
export async function setPassword(
  tx: Tx,
  id: string,
  passwordHash: string,
  how: PasswordChange,
): Promise<Result<void, Rejection>> {
  const stepped = await accounts.step(tx, id, (state) => accountDecider.decide(state, { type: 'password-set', how }));
  if (!stepped.ok) return stepped;
  await tx.execute(SET, [id, passwordHash, how === 'reset', tx.now().toISOString()]);
  // whoever had the old one is out
  if (how !== 'rehash') await endSessions(tx, id);
  return ok(undefined);
}

/** Changes what an account may do, or closes it: sessions under way end with it. */
export async function setAccount(
  tx: Tx,
  id: string,
  { roles, active, branch }: { readonly roles: readonly Role[]; readonly active: boolean; readonly branch?: string | undefined },
): Promise<Result<void, Rejection>> {
  const stepped = await accounts.step(
    tx,
    id,
    (state) => accountDecider.decide(state, { type: 'set', tenant: tx.tenant, roles, active, branch }),
    (_, state) => [accountChanged(state)],
  );
  if (!stepped.ok) return stepped;
  if (stepped.value.events.length) await endSessions(tx, id);
  return ok(undefined);
}

/** Ends all sessions of an account, wherever they are. */
export async function endAllSessions(tx: Tx, id: string): Promise<Result<void, Rejection>> {
  const stepped = await accounts.step(tx, id, (state) => accountDecider.decide(state, { type: 'sessions-end' }));
  if (!stepped.ok) return stepped;
  await endSessions(tx, id);
  return ok(undefined);
}

const ROLES = statement('select roles from account where id = $1');

/** The roles an account has. */
export async function rolesOf(tx: Tx, id: string): Promise<Result<readonly Role[], Rejection>> {
  const [row] = await tx.query<{ roles: Role[] }>(ROLES, [id]);
  return row ? ok(row.roles) : err(reject('not-found', 'There is no such account at this library.'));
}
