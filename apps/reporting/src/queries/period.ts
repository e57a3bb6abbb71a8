import type { Period } from '#lib/contracts';
import { err, localDate, ok, reject, type Rejection, type Result } from '#lib/kernel';

/** What was asked for, as it came. */
export interface AskedPeriod {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A day of the calendar: 2025-02-30 is none. */
const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

const checkDay = (field: string, text: string): Rejection | undefined =>
  isDay(text)
    ? undefined
    : reject('malformed-date', `"${text}" is no day of the calendar.`, {
        field,
        remedy: 'Write it as YYYY-MM-DD, e.g. 2025-10-06',
      });

/** Ten years and a day: a mistyped year is not worth a workbook of everything. */
const LONGEST_DAYS = 3_654;

/** The period asked for; this calendar year so far, where nothing is said. */
export function periodOf(asked: AskedPeriod, now: Date, timeZone: string): Result<Period, Rejection> {
  const to = asked.to ?? localDate(now, timeZone);
  const from = asked.from ?? `${to.slice(0, 4)}-01-01`;
  // what was asked first: a wrong last day makes a wrong first one
  const fault = (asked.from === undefined ? undefined : checkDay('from', from)) ?? checkDay('to', to) ?? checkDay('from', from);
  if (fault) return err(fault);
  if (from > to)
    return err(
      reject('malformed-period', `The period begins on ${from} and ends before that, on ${to}.`, {
        field: 'to',
        remedy: 'Exchange the two days',
      }),
    );
  if ((Date.parse(to) - Date.parse(from)) / 86_400_000 > LONGEST_DAYS)
    return err(
      reject('malformed-period', 'The period is longer than ten years.', {
        field: 'from',
        remedy: 'Ask for at most ten years at a time',
      }),
    );
  return ok({ from, to, timeZone });
}
