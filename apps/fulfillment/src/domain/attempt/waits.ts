import type { AttemptStatus } from '#lib/contracts';
import { addWorkingDays, endOfDay, HOUR } from '#lib/kernel';
import type { When } from './commands.ts';
import { LIMITS, limitsOf } from './limits.ts';
import type { MachineName } from './plan.ts';
import type { Attempt } from './state.ts';

/** How long a status may last: working days of the library, and how often staff are reminded before the wait ends by itself. */
export interface Wait {
  readonly days: number;
  readonly reminders: number;
}
const wait = (days: number, reminders: number): Wait => ({ days, reminders });

// Conditional 4, shipped 7 (copy) and 14 (loan), overdue 14 past due: as WorldShare's aging counts them (FIELD.md §2). The others
// are settings of ours, until a library can set its own.
const LENDING = {
  planned: wait(2, 0),
  'expect-to-supply': wait(5, 1),
  'will-supply': wait(10, 1),
  conditional: wait(4, 0),
  cancelling: wait(4, 0),
} as const;
const DESK = {
  received: wait(2, 3),
  'patron-notified': wait(LIMITS.holdShelfDays, 0),
  'returned-by-patron': wait(3, 3),
} as const;
const BUYING = { planned: wait(1, 0), cancelling: wait(1, 0), unsure: wait(2, 3) } as const;

export const WAITS: Readonly<Record<MachineName, Partial<Record<AttemptStatus, Wait>>>> = {
  deliver: { planned: wait(0, 0), delivered: wait(0, 0) },
  link: { planned: wait(0, 0), delivered: wait(0, 0) },
  hold: { asked: wait(1, 0), 'hold-placed': wait(10, 0), cancelling: wait(1, 0), unsure: wait(2, 3) },
  scan: { planned: wait(2, 3), delivered: wait(0, 0) },
  'buy-copy': { ...BUYING, ordered: wait(5, 1), delivered: wait(0, 0) },
  'buy-e-book': { ...BUYING, ordered: wait(5, 1), delivered: wait(0, 0) },
  'buy-print': { ...BUYING, ...DESK, ordered: wait(20, 1), shipped: wait(14, 1), 'checked-out': wait(10, 2) },
  'buy-by-hand': { planned: wait(2, 3), ordered: wait(5, 2), delivered: wait(0, 0) },
  'borrow-copy': { ...LENDING, shipped: wait(7, 1), received: wait(2, 1), delivered: wait(0, 0) },
  'borrow-loan': {
    ...LENDING,
    ...DESK,
    shipped: wait(14, 1),
    'checked-out': wait(5, 5),
    'shipped-back': wait(14, 1),
    lost: wait(20, 2),
  },
};

/** The wait as the tables and their drawings name it. */
export function waitText(machine: MachineName, status: AttemptStatus): string {
  if (status === 'patron-notified') return 'the days of the hold shelf';
  if (status === 'asked' && machine.startsWith('borrow-')) return "the partner's days to respond";
  const known = WAITS[machine][status];
  if (!known) return 'no wait';
  if (!known.days) return 'at once';
  const reminded = known.reminders ? `, ${known.reminders === 1 ? 'one reminder' : `${known.reminders} reminders`}` : '';
  const from = machine === 'borrow-loan' && status === 'checked-out' ? ' past the patron’s due date' : '';
  return `${known.days} working ${known.days === 1 ? 'day' : 'days'}${from}${reminded}`;
}

/** How long the lender, or this status, may take. */
export function waitOf({ plan }: Pick<Attempt, 'plan'>, status: AttemptStatus): Wait {
  if (status === 'asked' && 'lender' in plan) return wait(plan.lender.daysToRespond, 0);
  const known = WAITS[plan.machine][status];
  if (!known) throw new Error(`${plan.machine}: "${status}" has no wait`);
  return known;
}

const FIRST_POLL = HOUR / 2;
const LONGEST_POLL = 12 * HOUR;
/** When an order's state is asked for again: after half an hour, then ever later, at most twelve hours apart. */
export const nextPoll = (polls: number, at: string): string =>
  new Date(Date.parse(at) + Math.min(FIRST_POLL * 2 ** Math.min(polls, 10), LONGEST_POLL)).toISOString();

/** When the wait in this status ends, counted from now. A loan in the patron's hands: with the day it is due from the patron. */
export function deadlineFor(
  attempt: Pick<Attempt, 'plan' | 'dueDate' | 'patronDueDate'>,
  status: AttemptStatus,
  when: When,
): string {
  const { at, calendar } = when;
  // by hand nobody can be asked how it stands
  if (status === 'ordered' && attempt.plan.machine !== 'buy-by-hand') return nextPoll(0, at);
  const now = new Date(at);
  if (status === 'checked-out' && attempt.plan.machine === 'borrow-loan') {
    const day = attempt.patronDueDate ?? attempt.dueDate;
    const due = day ? endOfDay(day, calendar.timeZone) : addWorkingDays(now, 20, calendar);
    return (due > now ? due : addWorkingDays(now, 1, calendar)).toISOString();
  }
  const days = status === 'patron-notified' ? limitsOf(when).holdShelfDays : waitOf(attempt, status).days;
  return addWorkingDays(now, days, calendar).toISOString();
}
