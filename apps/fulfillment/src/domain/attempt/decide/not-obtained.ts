import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';
import type { Command } from '../commands.ts';
import type { AttemptEvent, Facts } from '../events.ts';
import { supplierOf } from '../plan.ts';
import type { Attempt } from '../state.ts';
import { errand, moved, noted, questioned } from './step.ts';

type NotObtained = Command<'not-obtained'>;

const WORDS: Readonly<Record<NotObtained['reason'], string>> = {
  missing: 'It is not where it should be',
  out: 'It is checked out',
  'on-reserve': 'It is on reserve and cannot be taken away',
  'dead-link': 'The link does not work',
  'bad-copy': 'The copy cannot be used',
  'wrong-item': 'It is not what was asked for',
};
const told = ({ reason, note }: NotObtained): string => `${WORDS[reason]}${note ? `: ${note}` : '.'}`;
const NOT_HAVING: Facts = { supplied: false, finished: false };

/** A copy or a link: it has ended, and does so no longer as supplied. What was paid for is followed up by a person besides. */
function noGood(attempt: Attempt, command: NotObtained): AttemptEvent[] {
  const reason = told(command);
  const step = noted(command, { ...NOT_HAVING, notObtained: command.reason, reason }, reason);
  if (!('reservation' in attempt.plan)) return [step];
  const text = `${reason} Ask ${supplierOf(attempt.plan)} for another one, or for a refund.`;
  return [step, questioned(command, 'not-obtained', 'not-obtained', text)];
}

/** A copy that was looked at before its patron got it: the same lender is asked once more, then the next. */
export const badCopy = (attempt: Attempt, { note, ...command }: Command<'bad-copy'>): AttemptEvent[] => {
  const reason = told({ ...command, note, on: 'not-obtained', reason: 'bad-copy' });
  return [moved(attempt, { ...command, note }, 'unfilled', { facts: { notObtained: 'bad-copy' }, reason })];
};

/** A book in the house: the wrong one goes back and the next supplier is asked; one that is not on its shelf is looked for first. */
function atTheDesk(attempt: Attempt, command: NotObtained): AttemptEvent[] {
  const reason = told(command);
  if (command.reason === 'wrong-item')
    return [
      moved(attempt, command, 'returned-by-patron', {
        facts: { ...NOT_HAVING, withdrawn: attempt.withdrawn ?? 'staff', notObtained: command.reason },
        reason,
      }),
    ];
  const text = `${reason} Look for it; should it not be found, say that it is lost.`;
  return [noted(command, {}, reason), questioned(command, `not-obtained-${command.at}`, 'not-obtained', text)];
}

/** *I can't get it*: the request is opened again at the desk it belongs to. */
export function notObtained(attempt: Attempt, command: NotObtained): Result<AttemptEvent[], Rejection> {
  const { status, plan, finished } = attempt;
  if (plan.machine === 'hold' && status === 'hold-placed')
    return ok([
      moved(attempt, command, 'unfilled', { facts: { notObtained: command.reason }, reason: told(command) }),
      errand(command, 'remove-hold'),
    ]);
  if (status !== 'closed') return ok(atTheDesk(attempt, command));
  if (finished && plan.machine !== 'borrow-loan' && plan.machine !== 'buy-print') return ok(noGood(attempt, command));
  if (command.by !== 'staff') return ok([]);
  return err(
    reject('not-there', 'The patron does not have this one.', { remedy: 'Say it of the attempt by which they had it.' }),
  );
}
