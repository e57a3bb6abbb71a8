import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';

/** A calendar month, `2025-10`. */
export type Month = string;

export const monthOf = (at: Date): Month => at.toISOString().slice(0, 7);
/** The month after. */
export function nextMonth(month: Month): Month {
  const [year, nth] = month.split('-').map(Number) as [number, number];
  return nth === 12 ? `${year + 1}-01` : `${year}-${String(nth + 1).padStart(2, '0')}`;
}
/** Its first moment, UTC. */
export const startOf = (month: Month): Date => new Date(`${month}-01T00:00:00.000Z`);

/** The months a library has closed, the last one named; its books go on from `through`. */
export interface Closed {
  readonly month: Month;
  /** What was posted up to this moment counts for it or an earlier one. */
  readonly through: string;
}

/**
 * Whether a month may be closed now: it has ended, and all before it are closed. What is posted later counts for a later month, whatever it is
 * about: a statement that was handed out never changes.
 * @param first the month of the library's first entry; undefined where it has none
 */
export function mayClose(month: Month, last: Closed | undefined, first: Month | undefined, now: Date): Result<null, Rejection> {
  const refuse = (text: string, remedy: string) => err(reject('conflict', text, { field: 'month', remedy }));
  if (last && month <= last.month)
    return refuse(`${month} is closed already.`, 'What belongs to it is stated anew with the running month.');
  if (startOf(nextMonth(month)) > now) return refuse(`${month} has not ended.`, `Close it from ${nextMonth(month)}-01 on.`);
  const due = last ? nextMonth(last.month) : (first ?? month);
  if (month > due) return refuse(`${due} is still open.`, `Close ${due} first.`);
  return ok(null);
}

/** Every month that has to be closed so that `month` is, in their order. */
export function monthsToClose(month: Month, last: Closed | undefined, first: Month | undefined): readonly Month[] {
  const months: Month[] = [];
  for (let due = last ? nextMonth(last.month) : (first ?? month); due <= month; due = nextMonth(due)) months.push(due);
  return months;
}
