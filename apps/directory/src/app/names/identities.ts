import { statement, type Tx } from '#lib/messaging';
import type { Identity } from '../../domain/identity/identity.ts';
import type { LibrarySafe, NameSafe, Named, PatronSafe } from './name-safe.ts';

/** Columns in clear are those of rows from before names were sealed. */
export interface IdentityRow {
  readonly sealed: string | null;
  readonly given_name: string | null;
  readonly family_name: string | null;
  readonly email: string | null;
  readonly card_number: string | null;
}
export interface CredentialRow {
  readonly sealed: string | null;
  readonly username: string | null;
  readonly display_name: string | null;
  readonly email: string | null;
}

/** Who a patron is, from a row. */
export function identityOf(row: IdentityRow, safe: PatronSafe | undefined): Identity {
  if (row.sealed && safe) return safe.openIdentity(row.sealed);
  return {
    givenName: row.given_name ?? undefined,
    familyName: row.family_name ?? '',
    email: row.email ?? undefined,
    cardNumber: row.card_number ?? '',
  };
}

/** What belongs to a sign-in, from a row. @param safe the patron's where the account is a patron's, else the library's */
export function namedOf(accountId: string, row: CredentialRow, safe: PatronSafe | LibrarySafe | undefined): Named {
  if (row.sealed && safe) return safe.open<Named>(`credential ${accountId}`, row.sealed);
  return { username: row.username ?? '', displayName: row.display_name ?? undefined, email: row.email ?? undefined };
}

const KEEP_KEY = statement(
  'insert into patron_key (patron_id, tenant, wrapped) values ($1, $2, $3) on conflict (patron_id) do nothing',
);
const KEY = statement('select wrapped from patron_key where patron_id = $1');
const FORGET_TERMS = statement('delete from patron_term where patron_id = $1');
const KEEP_TERMS = statement(
  'insert into patron_term (tenant, term, patron_id) select $1, term, $2 from unnest($3::text[]) term on conflict do nothing',
);

/** A patron's safe, with a key made at its first use. */
export async function patronSafe(tx: Tx, safe: NameSafe, patronId: string): Promise<PatronSafe> {
  const library = await safe.library(tx);
  const find = async (): Promise<string | undefined> => (await tx.query<{ wrapped: string }>(KEY, [patronId]))[0]?.wrapped;
  const kept = await find();
  if (kept) return library.patron(patronId, kept);
  await tx.execute(KEEP_KEY, [patronId, tx.tenant, library.newPatron(patronId).wrapped]);
  return library.patron(patronId, (await find())!);
}

/** What a patron is found by, as they are called now. */
export async function indexPatron(tx: Tx, safe: NameSafe, patronId: string, identity: Identity): Promise<void> {
  const library = await safe.library(tx);
  await tx.execute(FORGET_TERMS, [patronId]);
  await tx.execute(KEEP_TERMS, [tx.tenant, patronId, library.termsOf(identity)]);
}
