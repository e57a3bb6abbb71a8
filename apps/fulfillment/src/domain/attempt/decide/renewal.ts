import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';
import type { Command, LenderWord } from '../commands.ts';
import type { AttemptEvent, Facts } from '../events.ts';
import { dueDates, limitsOf } from '../limits.ts';
import { supplierOf } from '../plan.ts';
import type { Attempt } from '../state.ts';
import { moved, noted, passedOn, questioned, tell } from './step.ts';

/** Why it cannot be renewed now, in words for whoever asks; undefined where it can. */
function fault(attempt: Attempt, command: Command): string | undefined {
  const { renewals = 0, renewal, recalled, withdrawn, overdue } = attempt;
  const most = limitsOf(command).renewals;
  if (recalled) return 'The lender wants it back.';
  if (withdrawn) return 'It is on its way home.';
  if (renewal === 'asked') return 'The lender has been asked already.';
  if (renewals >= most) return `It has been renewed ${renewals} times, the most this library allows.`;
  return overdue && renewal === 'refused' ? 'The lender has refused to renew it.' : undefined;
}

/** More time is asked for. What cannot be had is said at once: to staff as a refusal, to the patron on the page. */
export function renew(attempt: Attempt, command: Command<'renew'>): Result<AttemptEvent[], Rejection> {
  const why = fault(attempt, command);
  if (!why) return ok([noted(command, { renewal: 'asked' }), ...tell(attempt, command, 'Renew')]);
  if (command.by === 'staff')
    return err(
      reject('not-renewable', why, { remedy: 'Have it back by its due date, or ask the lender in words (write-lender).' }),
    );
  return ok(attempt.renewal === 'asked' ? [] : [noted(command, { renewal: 'refused' }, why)]);
}

/** Due until another day: its deadline is counted anew. */
export const redue = (attempt: Attempt, command: Command, dueDate: string, facts: Facts, reason?: string): AttemptEvent =>
  moved(attempt, command, attempt.status, {
    facts: { ...facts, ...dueDates(dueDate, command) },
    anew: true,
    ...(reason ? { reason } : {}),
  });

/** The lender agrees, until a day it names. */
export function renewed(attempt: Attempt, command: Command, { dueDate, note }: LenderWord, facts: Facts): AttemptEvent[] {
  const granted: Facts = { ...facts, renewal: 'granted', renewals: (attempt.renewals ?? 0) + 1, overdue: false };
  const settled = passedOn(attempt, 'Renew', command, 'The lender has renewed it.');
  if (dueDate) return [redue(attempt, command, dueDate, granted, note), ...settled];
  const text = `${supplierOf(attempt.plan)} has renewed it and names no day: ask until when, and say so (lender-renewed).`;
  return [
    noted(command, { ...granted, renewals: attempt.renewals ?? 0 }, note),
    ...settled,
    questioned(command, 'renewed-until', 'by-hand', text),
  ];
}

/** It has to be back by the day it was due. */
export const renewalRefused = (attempt: Attempt, command: Command, reason: string | undefined, facts: Facts): AttemptEvent[] => [
  noted(command, { ...facts, renewal: 'refused' }, reason ?? 'The lender does not renew it.'),
  ...passedOn(attempt, 'Renew', command, 'The lender has refused to renew it.'),
];
