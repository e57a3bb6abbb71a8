import { err, formatMoney, ok, reject, type Rejection, type Result } from '#lib/kernel';
import type { Command, On } from '../commands.ts';
import type { AttemptEvent } from '../events.ts';
import { supplierOf } from '../plan.ts';
import type { Attempt } from '../state.ts';
import { errand, moved, tell } from './step.ts';

const CANCEL_GOES = 'Give up on it: the lender is sent Cancel. Should it have been sent by then, it comes as a second supply.';
/** What can be done instead, where the outside cannot forget. */
const INSTEAD: Readonly<Partial<Record<On, string>>> = {
  sent: CANCEL_GOES,
  'accept-condition': CANCEL_GOES,
  'give-up':
    'Cancel is with the lender. What it sends all the same comes as a second supply; to have it after all, decide again in sourcing.',
  'order-confirmed': 'Ask the provider to cancel the order; when it has, say so (order-cancelled): the charge is then reversed.',
  'order-again': 'Ask the provider to cancel the order; when it has, say so (order-cancelled): the charge is then reversed.',
  bought:
    'It is paid for. Ask the publisher for the money back (ask-refund); when it takes it back, say so (order-cancelled): the charge is then reversed.',
  'ship-back': 'The parcel is on its way: write to the lender what is wrong with it (write-lender).',
  deliver: 'The patron has been given it. Where it is no good, say so (not-obtained): it is asked for again.',
  'bad-copy':
    'The lender is asked once more: cancel the new attempt, or let the patron have the copy that comes. This one is with the request’s history.',
  'decline-condition': 'The lender has been told nothing and counts as asked: decide again in sourcing to ask it once more.',
};
const SHIPPED: readonly On[] = ['says-loaned', 'says-copy-completed', 'lender-shipped', 'order-shipped'];

/** Why the last step stands, and what can be done instead. */
export function notUndoable(attempt: Attempt): Rejection {
  const { last, charged, plan } = attempt;
  const supplier = supplierOf(plan);
  if (last && SHIPPED.includes(last)) {
    const cost = charged ? ` ${formatMoney(charged)} stays charged until ${supplier} gives it back.` : '';
    const remedy = charged
      ? 'Ask for a refund (ask-refund); it then stands as asked for, not as given.'
      : 'Have it sent back once it is here (return-unused).';
    return reject('not-undoable', `${supplier} has sent it: that cannot be taken back.${cost}`, { remedy });
  }
  return reject('not-undoable', 'The last step cannot be taken back.', {
    remedy:
      (last && INSTEAD[last]) ??
      'A lender, a provider or a patron already knows of it: carry on with the steps that are offered.',
  });
}

/**
 * Takes the last step back, honestly. Free where nobody outside knows of it. Where somebody does, what makes up for it goes with it: the
 * patron is told otherwise (by the step itself), the lender that it was found, a hold is taken away. Else it is refused with what can
 * be done instead.
 */
export function undo(attempt: Attempt, command: Command<'undo'>): Result<AttemptEvent[], Rejection> {
  if (attempt.plan.machine === 'hold' && attempt.status === 'hold-placed')
    return ok([
      moved(attempt, command, 'cancelling', { facts: { withdrawn: 'staff' }, reason: 'The hold is taken away again.' }),
      errand(command, 'remove-hold'),
    ]);
  if (!attempt.undo) return err(notUndoable(attempt));
  const { to, facts, on } = attempt.undo;
  const reason = on === 'notify' ? 'It is not ready yet after all: the patron is told.' : 'The last step was taken back.';
  const back = moved(attempt, command, to, { facts, reason });
  return ok(on === 'lost' ? [back, ...tell(attempt, command, 'Notification', { note: 'It has been found.' })] : [back]);
}
