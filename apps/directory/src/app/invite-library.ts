import { err, reject, RejectionError, type Rejection, type Result } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import type { LibraryProfile } from '../domain/library/library.ts';
import { createAccount } from './accounts.ts';
import type { NameSafe } from './names/name-safe.ts';
import { setLibrary } from './set-library.ts';
import { libraries, libraryId } from './stores.ts';

export interface Invitation {
  readonly symbol: string;
  readonly name: string;
  readonly country: string;
  readonly timeZone: string;
  /** Who sets the library up. */
  readonly admin: { readonly username: string; readonly displayName: string; readonly email?: string | undefined };
}

/** What people pay with, where the starting list of countries has it; it can be changed in the profile. */
const CURRENCY: Readonly<Record<string, string>> = {
  US: 'USD',
  CA: 'CAD',
  GB: 'GBP',
  DE: 'EUR',
  MX: 'MXN',
  FR: 'EUR',
  ES: 'EUR',
};

/**
 * Makes a library that has nothing yet but a name, and the account of its administrator, in a transaction of the consortium.
 * @returns the account's id
 */
export async function inviteLibrary(
  tx: Tx,
  safe: NameSafe,
  { admin, ...invitation }: Invitation,
  passwordHash: string,
): Promise<Result<string, Rejection>> {
  return tx.asTenant(invitation.symbol, async (side) => {
    if (await libraries.find(side, libraryId(invitation.symbol)))
      return err(
        reject('already-library', `There is a library with the symbol ${invitation.symbol} already.`, {
          field: 'symbol',
          remedy: 'Give another symbol, or open that library.',
        }),
      );
    const profile: LibraryProfile = {
      ...invitation,
      currency: CURRENCY[invitation.country.toUpperCase()] ?? 'USD',
      workingDays: [1, 2, 3, 4, 5],
      holidays: [],
      branches: [],
      active: true,
      subjectsAtHigherLimit: [],
    };
    const kept = await setLibrary(side, profile);
    if (!kept.ok) return kept;
    return createAccount(side, safe, { ...admin, roles: ['library-admin'], passwordHash });
  });
}

export type SetUp = Pick<
  LibraryProfile,
  | 'name'
  | 'country'
  | 'currency'
  | 'timeZone'
  | 'workingDays'
  | 'holidays'
  | 'closures'
  | 'branches'
  | 'keep'
  | 'borrowing'
  | 'asking'
  | 'postalAddress'
  | 'lending'
  | 'costs'
  | 'settling'
  | 'patronFees'
> & { readonly unlinkAfterDays: number | null };

/** What a library's administrator sets of its profile; the rest stays as it is. */
export async function changedBy(tx: Tx, symbol: string, setUp: Partial<SetUp>): Promise<LibraryProfile> {
  const found = await tx.asTenant(symbol, (side) => libraries.find(side, libraryId(symbol)));
  if (!found?.state.profile) throw new RejectionError(reject('not-found', `There is no library "${symbol}".`));
  const { unlinkAfterDays, ...rest } = setUp;
  const { unlinkAfterDays: before, ...profile } = found.state.profile;
  const days = unlinkAfterDays === undefined ? before : unlinkAfterDays;
  return { ...profile, ...rest, ...(days != null && { unlinkAfterDays: days }) };
}
