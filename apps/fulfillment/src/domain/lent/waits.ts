import type { LentStatus, ServiceType } from '#lib/contracts';
import { addWorkingDays, DAY, endOfDay, localDate } from '#lib/kernel';
import type { AskedFor, Terms, When } from './commands.ts';

interface Wait {
  /** Working days of the lender. */
  readonly days: number;
  /** How often it goes on waiting. */
  readonly reminders: number;
}
const wait = (days: number, reminders: number): Wait => ({ days, reminders });

// Settings of ours, near what the systems in use have: conditional 4 working days, 14 on the way back (FIELD.md §2). A renewal nobody
// answers counts as granted (RUSA Interlibrary Loan Code, supplying library, renewals).
export const WAITS: Readonly<Partial<Record<LentStatus, Wait>>> = {
  asked: wait(2, 1),
  conditional: wait(4, 0),
  'try-later': wait(4, 0),
  promised: wait(2, 2),
  pulled: wait(2, 2),
  'cancel-asked': wait(2, 1),
  'renewal-asked': wait(2, 1),
  overdue: wait(5, 4),
  recalled: wait(5, 4),
  'on-its-way-back': wait(14, 1),
  lost: wait(10, 2),
  supplied: wait(10, 0),
};

/** Calendar days from the request on after which what was not sent ends unfilled, whatever was said meanwhile. */
export const CAP_DAYS = 60;
/** How often the borrower may come back with a Retry. */
export const MOST_RETRIES = 5;

/** The wait as the tables and their drawings name it. */
export function waitText(_service: ServiceType, status: LentStatus): string {
  if (status === 'shipped' || status === 'with-borrower') return 'the day it is due';
  const { days, reminders } = WAITS[status]!;
  const from = status === 'try-later' ? ' from the day named on' : '';
  const reminded = reminders ? `, ${reminders === 1 ? 'one reminder' : `${reminders} reminders`}` : '';
  return `${days} working days${from}${reminded}`;
}

export const remindersOf = (status: LentStatus): number => WAITS[status]?.reminders ?? 0;

/** The day so many days from now, as the lender counts its days. */
const dayIn = (days: number, { at, calendar }: When): string =>
  new Date(Date.parse(`${localDate(new Date(at), calendar.timeZone)}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** When a loan sent today is due: the days on the way there, with the borrower and on the way back. */
export const dueDateFor = (terms: Terms, loanDays: number | undefined, when: When): string =>
  dayIn(terms.shipDays + (loanDays ?? terms.loanDays) + terms.returnDays, when);

/** The day until which a renewal reaches: as long again, from the due date or from today, whichever is later. */
export function renewedUntil(terms: Terms, loanDays: number | undefined, dueDate: string | undefined, when: When): string {
  const today = dayIn(0, when);
  const from = dueDate && dueDate > today ? dueDate : today;
  return new Date(Date.parse(`${from}T00:00:00Z`) + (loanDays ?? terms.loanDays) * DAY).toISOString().slice(0, 10);
}

const later = (one: Date, other: Date): Date => (one > other ? one : other);
const earlier = (one: Date, other: Date): Date => (one < other ? one : other);

/** What of it makes a difference to how long it may wait. */
export interface Waiting {
  readonly asked: AskedFor;
  readonly cap: string;
  readonly dueDate?: string | undefined;
  readonly retryAfter?: string | null | undefined;
}

/** When the wait in this status ends, counted from now. */
export function deadlineFor(lent: Waiting, status: LentStatus, when: When): string {
  const { at, calendar } = when;
  const now = new Date(at);
  const soonest = addWorkingDays(now, 1, calendar);
  if (status === 'shipped' || status === 'with-borrower') {
    const due = lent.dueDate ? endOfDay(lent.dueDate, calendar.timeZone) : addWorkingDays(now, 30, calendar);
    return later(due, soonest).toISOString();
  }
  const days = lent.asked.rush && CAPPED.includes(status) ? Math.min(WAITS[status]!.days, 1) : WAITS[status]!.days;
  const from = status === 'try-later' && lent.retryAfter ? later(endOfDay(lent.retryAfter, calendar.timeZone), now) : now;
  const until = addWorkingDays(from, days, calendar);
  const capped = CAPPED.includes(status) ? later(earlier(until, new Date(lent.cap)), soonest) : until;
  return capped.toISOString();
}
const CAPPED: readonly LentStatus[] = ['asked', 'conditional', 'try-later', 'promised', 'pulled', 'cancel-asked'];
