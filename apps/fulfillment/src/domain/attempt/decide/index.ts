import { err, ok, reject, transitionFor, type Decider, type Rejection, type Result } from '#lib/kernel';
import { actionsOf } from '../actions.ts';
import type { Command, On, Opening } from '../commands.ts';
import type { AttemptEvent } from '../events.ts';
import { MACHINES } from '../machines/index.ts';
import { evolve, type Attempt } from '../state.ts';
import { deadlineFor } from '../waits.ts';
import * as desk from './desk.ts';
import { feeSteps } from './fee.ts';
import * as lender from './lender.ts';
import { badCopy, notObtained } from './not-obtained.ts';
import * as order from './order.ts';
import * as own from './own.ts';
import * as renewal from './renewal.ts';
import { errand, givenBack, moved, tell } from './step.ts';
import { timeOut } from './time-out.ts';
import { notUndoable, undo } from './undo.ts';

type Decided = readonly AttemptEvent[] | Result<readonly AttemptEvent[], Rejection>;

function open(command: Command<'open'>): readonly AttemptEvent[] {
  const { id, data, at } = command;
  const { machine } = data.plan;
  const status = MACHINES[machine].initial;
  const first: AttemptEvent = { type: 'opened', id, status, at, opening: data, deadline: deadlineFor(data, status, command) };
  const attempt = evolve(null, first);
  switch (data.plan.machine) {
    case 'deliver':
    case 'link':
      return [first, ...own.handOver(attempt, { ...command, on: 'deliver' }, { url: data.plan.url })];
    case 'hold':
      return [first, errand(command, 'place-hold')];
    case 'scan':
      return [first];
    case 'buy-copy':
    case 'buy-e-book':
    case 'buy-print':
      return [first, errand(command, 'place-order')];
    case 'buy-by-hand':
      return [first];
    case 'borrow-copy':
    case 'borrow-loan':
      // what follows a late supply asks nobody; a lender without address is asked by a person
      return data.follows || !data.plan.lender.address ? [first] : [first, ...tell(attempt, command, 'Request', askFor(data))];
  }
}
/** What goes along with a request: the most it may cost, and why the lender is asked once more. */
function askFor({ plan, again }: Opening) {
  const maxCost = 'lender' in plan ? plan.lender.maxCost : undefined;
  return {
    ...(maxCost ? { maxCost } : {}),
    ...(again?.why === 'retry' ? { previousRequestId: again.previousRequestId } : {}),
    ...(again?.why === 'bad-copy' ? { note: again.note } : {}),
  };
}

function cancel(attempt: Attempt, command: Command<'cancel'>): readonly AttemptEvent[] {
  if ('lender' in attempt.plan) return lender.cancelBorrowing(attempt, command);
  return 'reservation' in attempt.plan ? order.cancelPurchase(attempt, command) : own.cancelOwn(attempt, command);
}

function dispatch(attempt: Attempt, c: Command): Decided {
  switch (c.on) {
    case 'open':
      return [];
    case 'bad-copy':
      return badCopy(attempt, c);
    case 'deliver':
      return desk.deliver(attempt, c);
    case 'close':
      return own.closeDelivered(attempt, c);
    case 'time-out':
      return timeOut(attempt, c);
    case 'cancel':
      return cancel(attempt, c);
    case 'sent':
      return [moved(attempt, c, 'asked')];
    case 'unreachable':
      return lender.unreachable(attempt, c);
    case 'message-refused':
      return lender.messageRefused(attempt, c);
    case 'hold-placed':
      return own.holdPlaced(attempt, c);
    case 'hold-refused':
      return own.holdRefused(attempt, c);
    case 'hold-removed':
      return own.holdRemoved(attempt, c);
    case 'hold-kept':
      return own.holdKept(attempt, c);
    case 'circulation-failed':
      return [own.circulationFailed(c)];
    case 'doubt':
      return own.doubt(attempt, c);
    case 'order-confirmed':
      return order.orderConfirmed(attempt, c);
    case 'order-refused':
    case 'order-cancelled':
    case 'cannot-buy':
      return order.orderRefused(attempt, c);
    case 'bought':
      return order.bought(attempt, c);
    case 'order-progress':
      return order.orderProgress(attempt, c);
    case 'order-shipped':
      return order.orderShipped(attempt, c);
    case 'order-again':
      return order.orderAgain(attempt, c);
    case 'supplied':
      return order.supplied(attempt, c);
    case 'receive':
      return desk.receive(attempt, c);
    case 'notify':
      return desk.notify(attempt, c);
    case 'check-out':
      return desk.checkOut(attempt, c);
    case 'more-came':
      return desk.moreCame(attempt, c);
    case 'renew':
      return renewal.renew(attempt, c);
    case 'lender-renewed':
      return renewal.renewed(attempt, c, c, {});
    case 'lender-refused-renewal':
      return renewal.renewalRefused(attempt, c, c.reason, {});
    case 'lost':
      return desk.lost(attempt, c);
    case 'settle-loss':
      return desk.lossSettled(attempt, c);
    case 'ask-status':
      return desk.askStatus(attempt, c);
    case 'write-lender':
      return desk.writeLender(attempt, c);
    case 'ask-refund':
      return desk.askRefund(attempt, c);
    case 'refund-granted':
      return desk.refundGranted(attempt, c);
    case 'not-obtained':
      return notObtained(attempt, c);
    case 'no-show':
      return desk.noShow(attempt, c);
    case 'return':
      return desk.returned(attempt, c);
    case 'return-unused':
      return desk.returnUnused(attempt, c);
    case 'ship-back':
      return desk.shipBack(attempt, c);
    case 'catalog':
    case 'discard':
      return desk.close(attempt, c);
    case 'undo':
      return undo(attempt, c);
    case 'not-on-shelf':
      return own.notOnShelf(attempt, c);
    case 'picked-up':
      return own.pickedUp(attempt, c);
    case 'accept-condition':
      return lender.acceptCondition(attempt, c);
    case 'decline-condition':
      return lender.declineCondition(attempt, c);
    case 'give-up':
      return desk.stopWaiting(attempt, c);
    case 'not-received':
      return desk.notReceived(attempt, c);
    case 'settle':
      return own.settle(attempt, c);
    case 'asked-by-hand':
      return desk.askedByHand(attempt, c);
    case 'lender-said-no':
      return desk.lenderSaidNo(attempt, c);
    case 'lender-shipped':
      return desk.lenderShipped(attempt, c);
    default:
      return lender.heard(attempt, c);
  }
}

/** Allowed whatever the table says: they change no status (and say themselves what they are about). */
const ANYTIME: readonly On[] = ['settle', 'unreachable', 'message-refused', 'circulation-failed'];
const isHeard = (on: On): boolean => on.startsWith('says-');
const isOfLenders = (on: On): boolean => isHeard(on) || on === 'unreachable' || on === 'message-refused';

const notNow = (attempt: Attempt, command: Command): Rejection => {
  const allowed = actionsOf(attempt).map(({ name }) => name);
  const stands = attempt.status.replaceAll('-', ' ');
  return reject('conflict', `"${command.on}" is not possible now: it stands at "${stands}".`, {
    remedy: allowed.length ? `Possible now: ${allowed.join(', ')}.` : 'Nothing is left to do here.',
  });
};

/**
 * Says what happens to an attempt. Staff who ask for what the table does not allow are refused with what is allowed; what a job or a
 * cancellation reports too late changes nothing.
 */
export function decide(attempt: Attempt | null, command: Command): Result<readonly AttemptEvent[], Rejection> {
  if (command.on === 'open') return attempt ? ok([]) : ok(open(command));
  if (!attempt) return err(reject('not-found', 'There is no such supply attempt.'));
  if (isOfLenders(command.on) && !('lender' in attempt.plan)) return ok([]);
  const listed = transitionFor(MACHINES[attempt.plan.machine], attempt.status, command.on);
  if (!listed && command.on === 'undo') return err(notUndoable(attempt));
  if (!listed && !ANYTIME.includes(command.on) && !isHeard(command.on))
    return command.by === 'staff' && command.on !== 'cancel' ? err(notNow(attempt, command)) : ok([]);
  const dispatched = dispatch(attempt, command);
  const decided = 'ok' in dispatched ? dispatched : ok(dispatched);
  if (!decided.ok) return decided;
  const events = decided.value;
  return ok([...events, ...feeSteps(attempt, command, events), ...vouchersBack(attempt, command, events)]);
}

/** Vouchers kept for a lender are free again once it comes to nothing with it, however that comes about. */
function vouchersBack(attempt: Attempt, command: Command, events: readonly AttemptEvent[]): readonly AttemptEvent[] {
  if (!('lender' in attempt.plan) || !attempt.plan.lender.vouchers) return [];
  const { statuses } = MACHINES[attempt.plan.machine];
  const after = events.reduce<Attempt>(evolve, attempt);
  if (statuses[attempt.status].final || !statuses[after.status].final) return [];
  return givenBack(after, command, after.reason ?? 'It came to nothing with this lender.');
}

export const attemptDecider: Decider<Attempt | null, Command, AttemptEvent> = { initial: null, decide, evolve };
