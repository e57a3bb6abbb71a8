import { DAY } from '#lib/kernel';
import type { ManualState } from './manual-entry.ts';
import { debitedIn } from './manual-limit.ts';

/** So many days what one person posted alone counts towards the limit. */
export const WINDOW_DAYS = 30;
const WINDOW_MS = WINDOW_DAYS * DAY;

/** An entry by hand as it stands: when it was written (and, where nobody else was asked, posted), and when its last step was. */
export interface PastEntry {
  readonly id: string;
  readonly state: ManualState;
  readonly writtenAt: Date;
  readonly steppedAt: Date;
}

const currencyOf = ({ lines = [] }: ManualState): string | undefined => lines[0]?.amount.currency;
/** Before this was kept, a second person's name says that it was not alone. */
const postedAlone = ({ alone, approvedBy }: ManualState): boolean => alone ?? approvedBy === undefined;
const takenBackAlone = ({ reversal, approvedBy }: ManualState): boolean => reversal?.alone ?? approvedBy === undefined;

/** Whether somebody, at a moment, takes back what they had posted alone so lately that it still counts: it gives back, and counts for nothing. */
export const givesBack = ({ state, writtenAt }: PastEntry, by: string, now: Date): boolean =>
  state.by === by && postedAlone(state) && now.getTime() - writtenAt.getTime() < WINDOW_MS;

/**
 * What a person posted alone in the 30 days before, to whatever accounts, and it still stands; taking back what others posted is posting as well.
 * What a second person approved does not count, nor what was taken back since.
 * @param now the moment until which
 * @returns minor units of that currency
 */
export function postedAloneBy(past: readonly PastEntry[], by: string, currency: string, now: Date): number {
  const lately = (at: Date): boolean => now.getTime() - at.getTime() < WINDOW_MS;
  const counts = (one: PastEntry): boolean => {
    const { state, writtenAt, steppedAt } = one;
    switch (state.status) {
      case 'posted':
      case 'reversal-proposed':
        return state.by === by && postedAlone(state) && lately(writtenAt);
      case 'reversed':
        return state.reversal?.by === by && takenBackAlone(state) && lately(steppedAt) && !givesBack(one, by, steppedAt);
      default:
        return false;
    }
  };
  return past
    .filter((one) => currencyOf(one.state) === currency && counts(one))
    .reduce((sum, { state }) => sum + debitedIn(state.lines ?? []), 0);
}
