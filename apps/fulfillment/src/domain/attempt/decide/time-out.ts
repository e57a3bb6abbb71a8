import { addWorkingDays, formatMoney } from '#lib/kernel';
import type { Command } from '../commands.ts';
import type { AttemptEvent } from '../events.ts';
import { supplierOf } from '../plan.ts';
import type { Attempt } from '../state.ts';
import { deadlineFor, nextPoll, waitOf } from '../waits.ts';
import { closeDelivered, handOver, left } from './own.ts';
import { endOf, errand, givenUp, giveUp, givenBack, moved, neverArrived, noted, tell } from './step.ts';

type TimeOut = Command<'time-out'>;

/** An order: its state is asked for again and again; what takes too long is shown to staff, and ends in the end. */
function order(attempt: Attempt, command: TimeOut): AttemptEvent[] {
  const { at, calendar } = command;
  const wait = waitOf(attempt, 'ordered');
  const since = new Date(attempt.order?.orderedAt ?? attempt.since);
  const limit = addWorkingDays(since, wait.days * (attempt.reminders + 1), calendar).toISOString();
  const deadline = nextPoll(attempt.order?.polls ?? 0, at);
  if (at < limit) return [{ type: 'polled', deadline, at }, errand(command, 'check-order')];
  if (attempt.reminders < wait.reminders)
    return [{ type: 'reminded', reminders: attempt.reminders + 1, deadline, at }, errand(command, 'check-order')];
  return neverSupplied(attempt, command);
}

function neverSupplied(attempt: Attempt, command: TimeOut): AttemptEvent[] {
  const owed = attempt.charged ? ` ${formatMoney(attempt.charged)} stays posted until it is refunded.` : '';
  const reason = `${supplierOf(attempt.plan)} never supplied order ${attempt.order?.orderNumber ?? ''}.${owed}`;
  return [moved(attempt, command, 'no-answer', { reason })];
}

const supplierSilent = (attempt: Attempt): string => `No answer from ${supplierOf(attempt.plan)} in time.`;

function planned(attempt: Attempt, command: TimeOut): AttemptEvent[] {
  switch (attempt.plan.machine) {
    case 'deliver':
    case 'link':
      return handOver(attempt, command, { url: attempt.plan.url });
    case 'scan':
      return [moved(attempt, command, 'unfilled', { reason: 'Nobody scanned it in time.' })];
    case 'borrow-copy':
    case 'borrow-loan':
      return attempt.plan.lender.address
        ? giveUp(attempt, command, 'silent', 'The request could not be brought to the lender in time.')
        : [
            moved(attempt, command, 'no-answer', {
              facts: { withdrawn: 'silent' },
              reason: 'Nobody passed the request on by hand in time.',
            }),
          ];
    case 'buy-by-hand': {
      const reason = 'Nobody bought it by hand in time.';
      return [moved(attempt, command, 'no-answer', { reason }), ...givenBack(attempt, command, reason)];
    }
    default:
      return [moved(attempt, command, 'unsure', { reason: `No answer from ${supplierOf(attempt.plan)}.` })];
  }
}

function cancelling(attempt: Attempt, command: TimeOut): AttemptEvent[] {
  if ('lender' in attempt.plan) return [moved(attempt, command, endOf(attempt.withdrawn), { reason: supplierSilent(attempt) })];
  if (attempt.plan.machine === 'hold')
    return [
      moved(attempt, command, 'cancelled'),
      left(attempt, command, 'Look whether a hold stands in the library system, and take it away.'),
    ];
  return [moved(attempt, command, 'unsure', { reason: `No answer from ${supplierOf(attempt.plan)}.` })];
}

/** The wait is over and nobody acted: what happens now, so that nothing stays open for ever. */
function over(attempt: Attempt, command: TimeOut): AttemptEvent[] {
  const isLoan = attempt.plan.machine === 'borrow-loan';
  switch (attempt.status) {
    case 'planned':
      return planned(attempt, command);
    case 'asked':
      if (attempt.plan.machine === 'hold')
        return [moved(attempt, command, 'unsure', { reason: 'No answer from the library system.' })];
      return giveUp(attempt, command, 'silent', supplierSilent(attempt));
    case 'expect-to-supply':
    case 'will-supply':
      return giveUp(attempt, command, 'silent', `${supplierOf(attempt.plan)} said yes and sent nothing in time.`);
    case 'conditional':
      return [moved(attempt, command, 'unfilled', { reason: 'Nobody answered the condition in time.' })];
    case 'cancelling':
      return cancelling(attempt, command);
    case 'unsure':
      return [
        moved(attempt, command, 'no-answer', { reason: 'Nobody found out whether it had been taken.' }),
        ...givenBack(attempt, command, 'Nobody found out whether the order had been taken.'),
      ];
    case 'hold-placed':
      // circulation has the hold, tells the patron and lends the book: nothing is left for interlibrary loan
      return [moved(attempt, command, 'closed', { facts: { supplied: true, finished: true } })];
    case 'shipped':
      return neverArrived(attempt, command);
    case 'received':
      // better unseen than not at all: the patron can say that it is no good
      if (attempt.plan.machine === 'borrow-copy' && !attempt.withdrawn) return handOver(attempt, command, {});
      return attempt.plan.machine === 'borrow-copy'
        ? [moved(attempt, command, 'closed', { reason: 'Not handed out.' })]
        : [moved(attempt, command, 'returned-by-patron', { facts: { supplied: true }, reason: 'Nobody gave it out.' })];
    case 'patron-notified':
      return [moved(attempt, command, 'returned-by-patron', { facts: { supplied: true }, reason: 'Not picked up in time.' })];
    case 'checked-out':
      return isLoan
        ? givenUp(attempt, command, 'It never came back from the patron: settle it with the lender.')
        : [moved(attempt, command, 'closed', { reason: 'Never cataloged.' })];
    case 'returned-by-patron':
      return isLoan
        ? givenUp(attempt, command, 'Nobody sent it back: settle it with the lender.')
        : [moved(attempt, command, 'closed', { reason: 'Never cataloged.' })];
    case 'shipped-back':
      return [moved(attempt, command, 'closed', { reason: 'The lender never said that it had come back.' })];
    case 'lost':
      return [moved(attempt, command, 'closed', { reason: 'Lost; nothing was heard of it since.' })];
    case 'ordered':
      return neverSupplied(attempt, command);
    case 'delivered':
      return closeDelivered(attempt, command);
    default:
      return [];
  }
}

/** Whoever is silent is asked how it stands, where a message can do that. */
const ASKED_AGAIN: readonly Attempt['status'][] = ['expect-to-supply', 'will-supply', 'shipped-back'];
const hasAddress = ({ plan }: Attempt): boolean => 'lender' in plan && plan.lender.address !== undefined;

/** A deadline has passed: first reminders, as many as the status has, then the end of the wait. */
export function timeOut(attempt: Attempt, command: TimeOut): AttemptEvent[] {
  const { status, plan } = attempt;
  if (command.force) return status === 'ordered' ? neverSupplied(attempt, command) : over(attempt, command);
  if (status === 'ordered' && plan.machine !== 'buy-by-hand') return order(attempt, command);
  const { reminders } = waitOf(attempt, status);
  if (attempt.reminders >= reminders) return over(attempt, command);
  const { at } = command;
  const lent = status === 'checked-out' && plan.machine === 'borrow-loan';
  // a loan past due is looked at again after some days, not on a due date that is over
  const deadline =
    status === 'checked-out'
      ? addWorkingDays(new Date(at), waitOf(attempt, 'checked-out').days, command.calendar).toISOString()
      : deadlineFor(attempt, status, command);
  return [
    { type: 'reminded', reminders: attempt.reminders + 1, deadline, at },
    // the patron hears of it once
    ...(lent && !attempt.overdue ? [noted(command, { overdue: true }, 'Past the patron’s due date.')] : []),
    ...(attempt.reminders === 0 && ASKED_AGAIN.includes(status) && hasAddress(attempt)
      ? tell(attempt, command, 'StatusRequest')
      : []),
  ];
}
