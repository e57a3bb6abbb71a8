import { DAY } from '#lib/kernel';
import { monthOf, nextMonth, startOf, type Month } from './month.ts';

/** On which day of the next month somebody is told that a month is not netted: what is charged late has come by then. */
export const NETTED_BY = 10;

/** The last month that should be netted by now. */
export const dueMonth = (now: Date): Month =>
  monthOf(new Date(startOf(monthOf(new Date(now.getTime() - (NETTED_BY - 1) * DAY))).getTime() - 1));

/** A netting, as far as it says that nobody has to draw one up. */
export interface Netted {
  readonly month: Month;
  readonly currency: string;
  readonly status: string;
}
/** Whether a month, and with it all before, has its netting in that currency, approved or not yet; one that was withdrawn is none. */
export const isNetted = (nettings: readonly Netted[], month: Month, currency: string): boolean =>
  nettings.some((one) => one.currency === currency && one.month >= month && one.status !== 'withdrawn');

/** Its last moment, exclusive. */
export const endOf = (month: Month): Date => startOf(nextMonth(month));
