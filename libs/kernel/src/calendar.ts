/** When a library works. Days off count for nobody: neither the patron's deadlines nor a partner's. */
export interface Calendar {
  /** IANA name, e.g. `America/New_York`. */
  readonly timeZone: string;
  /** 1 = Monday … 7 = Sunday (ISO 8601). */
  readonly workingDays: readonly number[];
  /** `YYYY-MM-DD`, in the library's own time zone. */
  readonly holidays: readonly string[];
  /** When it is closed besides, first and last day included. */
  readonly closures?: readonly Closure[] | undefined;
}

/** The one closure switch: from the first to the last day nothing falls due, whatever channel it came by. */
export interface Closure {
  /** `YYYY-MM-DD`, in the library's own time zone. */
  readonly from: string;
  readonly to: string;
}

export const DAY = 86_400_000;
export const HOUR = 3_600_000;

const formats = new Map<string, Intl.DateTimeFormat>();
const format = (timeZone: string): Intl.DateTimeFormat => {
  let known = formats.get(timeZone);
  // sv-SE writes dates as ISO 8601 does
  if (!known) formats.set(timeZone, (known = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })));
  return known;
};

/** The library's own date at a moment: `YYYY-MM-DD`. */
export const localDate = (moment: Date, timeZone: string): string => format(timeZone).format(moment);

/** The first moment after a day of the library's, on the quarter of an hour (all time zones of today are). @param date `YYYY-MM-DD` */
export function endOfDay(date: string, timeZone: string): Date {
  const key = `${date} ${timeZone}`;
  let known = ends.get(key);
  if (known === undefined) {
    if (ends.size >= MOST_ENDS) ends.clear();
    ends.set(key, (known = findEnd(date, timeZone)));
  }
  return new Date(known);
}

// found by trying: forty looks at a time zone's rules, and hardly ever for a day not asked for before
const ends = new Map<string, number>();
const MOST_ENDS = 2000;

function findEnd(date: string, timeZone: string): number {
  let moment = Date.parse(`${date}T00:00:00Z`) + 9 * HOUR;
  while (localDate(new Date(moment), timeZone) <= date) moment += HOUR / 4;
  return moment;
}

/** Days since 1 January 1970. */
const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY;

/** Whether a day, by its number, is a holiday or within a closure: counted in numbers, since every step of a request counts days. */
function daysOff({ holidays, closures = [] }: Calendar): (day: number) => boolean {
  const off = new Set(holidays.map(dayNumber));
  const closed = closures.map(({ from, to }) => [dayNumber(from), dayNumber(to)] as const);
  return (day) => off.has(day) || closed.some(([from, to]) => from <= day && day <= to);
}

const weekday = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
const nextDate = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** Whether the library is closed on a day by its closure switch. */
export const isClosed = (date: string, { closures = [] }: Pick<Calendar, 'closures'>): boolean =>
  closures.some(({ from, to }) => from <= date && date <= to);

export const isWorkingDay = (date: string, calendar: Calendar): boolean =>
  calendar.workingDays.includes(weekday(date)) && !calendar.holidays.includes(date) && !isClosed(date, calendar);

/**
 * The moment `days` working days after `from`, at the same time of day (moved by whole days, so a change of summer time shifts the
 * wall clock by its hour).
 * @throws RangeError when the calendar has no working day within ten years: it would never end.
 */
export function addWorkingDays(from: Date, days: number, calendar: Calendar): Date {
  const first = dayNumber(localDate(from, calendar.timeZone));
  const off = daysOff(calendar);
  let moved = 0;
  for (let left = days; left > 0;) {
    moved += 1;
    if (moved > 3660) throw new RangeError('calendar: no working day within ten years');
    const day = first + moved;
    if (calendar.workingDays.includes(((day + 3) % 7) + 1) && !off(day)) left -= 1;
  }
  return new Date(from.getTime() + moved * DAY);
}

/** Working days after `from` up to and including the date of `to`; 0 when `to` is the same day or before. */
export function workingDaysBetween(from: Date | string, to: Date | string, calendar: Calendar): number {
  const last = typeof to === 'string' ? to : localDate(to, calendar.timeZone);
  let date = typeof from === 'string' ? from : localDate(from, calendar.timeZone);
  let count = 0;
  for (let steps = 0; date < last && steps < 36_600; steps += 1) {
    date = nextDate(date, 1);
    if (isWorkingDay(date, calendar)) count += 1;
  }
  return count;
}
