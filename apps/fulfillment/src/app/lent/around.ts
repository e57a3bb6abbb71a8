import type { LendingTerms, LibraryChanged, PartnerChanged } from '#lib/contracts';
import type { Calendar } from '#lib/kernel';
import { statement, type Tx } from '#lib/messaging';
import type { Terms, When } from '../../domain/lent/index.ts';
import { libraryOf } from '../surroundings.ts';

const PARTNER = statement(`select profile from partner where symbol = $1 and (profile->>'active')::boolean`);

/** Until directory has told of the library: Monday to Friday, no holidays. */
const UNKNOWN: Calendar = { timeZone: 'UTC', workingDays: [1, 2, 3, 4, 5], holidays: [] };

/** How the library lends: as it has set it, else as Trillium has it. */
export const termsOf = ({ shipDays = 5, loanDays = 28, returnDays = 5, renewals = 1 }: LendingTerms = {}): Terms => ({
  shipDays,
  loanDays,
  returnDays,
  renewals,
});

/** Time, and the lender's calendar. @param library the lender's profile, where it is at hand */
export async function whenOf(tx: Tx, library?: LibraryChanged): Promise<When> {
  return { at: tx.now().toISOString(), calendar: library ?? (await libraryOf(tx, tx.tenant)) ?? UNKNOWN };
}

/** One of the library's active partners; undefined where it exchanges nothing with that one. */
export async function partnerOf(tx: Tx, symbol: string): Promise<PartnerChanged | undefined> {
  const [row] = await tx.query<{ profile: PartnerChanged }>(PARTNER, [symbol]);
  return row?.profile;
}
