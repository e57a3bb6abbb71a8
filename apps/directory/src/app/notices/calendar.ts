import { addWorkingDays, localDate } from '#lib/kernel';
import type { Tx } from '#lib/messaging';
import { libraries, libraryId } from '../stores.ts';

/** So many working days an item waits on the hold shelf where the library has said nothing else, as fulfillment counts. */
const HOLD_SHELF_DAYS = 7;

const profileOf = async (tx: Tx) => (await libraries.load(tx, libraryId(tx.tenant))).state.profile;

/** The time zone of the transaction's library. */
export const zoneOf = async (tx: Tx): Promise<string> => (await profileOf(tx))?.timeZone ?? 'UTC';

/** The last day on which what comes to the hold shelf today is there to be picked up. @returns `YYYY-MM-DD` of the library's calendar */
export async function lastDayOnShelf(tx: Tx): Promise<string | undefined> {
  const profile = await profileOf(tx);
  if (!profile) return undefined;
  const days = profile.borrowing?.holdShelfDays ?? HOLD_SHELF_DAYS;
  return localDate(addWorkingDays(tx.now(), days, profile), profile.timeZone);
}
