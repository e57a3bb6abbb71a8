import { addWorkingDays } from '#lib/kernel';
import type { Command } from '../commands.ts';
import type { LentEvent } from '../events.ts';
import { BEFORE } from '../machine.ts';
import type { Lent } from '../state.ts';
import { deadlineFor, remindersOf } from '../waits.ts';
import { cancelYes, declareLost, grantRenewal, settled, unfilled } from './desk.ts';
import { moved, say } from './step.ts';

/** The day it was due has passed: the borrower is told, and told again while it waits. */
const overdue = (lent: Lent, c: Command): LentEvent =>
  say(
    lent,
    c,
    'StatusChange',
    lent.status === 'recalled' ? 'Recalled' : 'Overdue',
    lent.dueDate ? { dueDate: lent.dueDate } : {},
  );

/** The wait is over and nobody acted: what happens now, so that nothing stays open for ever. */
function over(lent: Lent, c: Command<'time-out'>): LentEvent[] {
  switch (lent.status) {
    case 'asked':
      return unfilled(lent, c, 'NotAvailableForILL', 'Nobody could answer in time.');
    case 'conditional':
      return unfilled(lent, c, 'PolicyProblem', 'The condition was not answered in time.');
    case 'try-later':
      return unfilled(lent, c, 'NotAvailableForILL', 'It was not asked for again.');
    case 'promised':
    case 'pulled':
      return unfilled(lent, c, 'NotOnShelf', 'It could not be sent in time.');
    case 'cancel-asked':
      return cancelYes(lent, c);
    case 'shipped':
    case 'with-borrower':
      return [moved(lent, c, 'overdue'), overdue(lent, c)];
    case 'renewal-asked':
      return grantRenewal(lent, c);
    case 'overdue':
    case 'recalled':
      return declareLost(lent, c);
    case 'on-its-way-back':
      return declareLost(lent, c, 'It was sent back and never arrived.');
    case 'lost':
      return settled(lent, c, { note: 'Nobody billed it.' });
    case 'supplied':
      return [moved(lent, c, 'completed')];
    default:
      throw new Error(`lent: "${lent.status}" has no deadline`);
  }
}

export function timeOut(lent: Lent, c: Command<'time-out'>): LentEvent[] {
  const { status, reminders } = lent;
  const capped = BEFORE.includes(status) && c.at >= lent.cap;
  if (capped || reminders >= remindersOf(status)) return over(lent, c);
  const deadline =
    status === 'asked' && lent.expected && !reminders
      ? addWorkingDays(new Date(c.at), 5, c.calendar).toISOString()
      : deadlineFor(lent, status, c);
  const again: LentEvent = { type: 'reminded', reminders: reminders + 1, deadline, at: c.at };
  return status === 'overdue' || status === 'recalled' ? [again, overdue(lent, c)] : [again];
}
