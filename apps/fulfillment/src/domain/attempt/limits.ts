import type { Borrowing } from '#lib/contracts';
import { addWorkingDays, DAY, isWorkingDay, localDate, type Calendar } from '#lib/kernel';
import type { When } from './commands.ts';

/** How long borrowing may take, in the library's working days, and whether copies are looked at; each library sets its own in directory. */
export type Limits = { readonly [Name in keyof Borrowing]-?: NonNullable<Borrowing[Name]> };

/** What holds where a library has set nothing. Before anything is on its way SHAREit waits 20 calendar days for lenders alone (FIELD.md §2). */
export const LIMITS: Limits = {
  graceDays: 2,
  holdShelfDays: 7,
  renewals: 3,
  copyDays: 20,
  checkCopies: false,
  chargedOnReceipt: false,
  askingCap: 40,
  cap: 180,
};

export const limitsOf = ({ limits }: Pick<When, 'limits'>): Limits => ({
  ...LIMITS,
  ...(Object.fromEntries(Object.entries(limits ?? {}).filter(([, days]) => days !== undefined)) as Partial<Limits>),
});

/** The day so many working days before another; at most a year back. @param date `YYYY-MM-DD` */
function workingDaysBefore(date: string, days: number, calendar: Calendar): string {
  let day = date;
  for (let left = days, steps = 0; left > 0 && steps < 366; steps += 1) {
    day = new Date(Date.parse(`${day}T00:00:00Z`) - DAY).toISOString().slice(0, 10);
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return day;
}

/** Both due dates of a loan: the lender's, and the patron's some working days before it, yet never before today. */
export function dueDates(dueDate: string, when: When): { readonly dueDate: string; readonly patronDueDate: string } {
  const earlier = workingDaysBefore(dueDate, limitsOf(when).graceDays, when.calendar);
  const today = localDate(new Date(when.at), when.calendar.timeZone);
  const patronDueDate = earlier >= today ? earlier : today < dueDate ? today : dueDate;
  return { dueDate, patronDueDate };
}

/** The last day on which the link to a copy is shown to its patron. */
export const availableUntil = (when: When): string =>
  localDate(addWorkingDays(new Date(when.at), limitsOf(when).copyDays, when.calendar), when.calendar.timeZone);
