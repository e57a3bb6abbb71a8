import { err, ok, reject, type Rejection, type Result } from '#lib/kernel';
import type { Command } from '../commands.ts';
import type { AttemptEvent } from '../events.ts';
import type { Attempt } from '../state.ts';
import { charge } from './lender.ts';
import { handOver } from './own.ts';
import { endOf, giveUp, moved, tell } from './step.ts';

/** The parcel is here, announced or not. What was bought for a request that has ended goes on to cataloging at once. */
export function receive(attempt: Attempt, command: Command<'receive'>): AttemptEvent[] {
  const facts = {
    ...(command.pieces === undefined ? {} : { pieces: command.pieces }),
    ...(command.note ? { note: command.note } : {}),
  };
  const expected = attempt.wanted.wishes.pieces;
  const reason =
    command.pieces !== undefined && command.pieces !== expected ? `${command.pieces} of ${expected} pieces came.` : undefined;
  const to = attempt.plan.machine === 'buy-print' && attempt.withdrawn ? 'returned-by-patron' : 'received';
  return [moved(attempt, command, to, { facts, ...(reason ? { reason } : {}) }), ...tell(attempt, command, 'Received')];
}

/** The patron is told; a second supply is thereby the one they get. */
export const notify = (attempt: Attempt, command: Command<'notify'>): AttemptEvent[] => [
  moved(attempt, command, 'patron-notified', { facts: { withdrawn: null } }),
];

/** The patron has it. A bought book that is not for the collection is theirs to keep: nothing is left to do. */
export function checkOut(attempt: Attempt, command: Command<'check-out'>): AttemptEvent[] {
  const theirs = 'addToCollection' in attempt.plan && !attempt.plan.addToCollection;
  return [
    moved(attempt, command, theirs ? 'closed' : 'checked-out', { facts: { supplied: true, finished: true, withdrawn: null } }),
  ];
}

export const noShow = (attempt: Attempt, command: Command<'no-show'>): AttemptEvent[] => [
  moved(attempt, command, 'returned-by-patron', { facts: { supplied: true }, reason: 'Not picked up.' }),
];

export const returned = (attempt: Attempt, command: Command<'return'>): AttemptEvent[] => [
  moved(attempt, command, 'returned-by-patron'),
];

/** Not what was asked, damaged, or one too many: it goes back unused and the next supplier is asked. */
export const returnUnused = (attempt: Attempt, command: Command<'return-unused'>): AttemptEvent[] => [
  moved(attempt, command, 'returned-by-patron', { facts: { withdrawn: attempt.withdrawn ?? 'staff' }, reason: command.reason }),
];

export function shipBack(attempt: Attempt, command: Command<'ship-back'>): AttemptEvent[] {
  const { carrier, tracking } = command;
  const note = [carrier, tracking].filter(Boolean).join(' ');
  return [
    moved(attempt, command, 'shipped-back', { facts: { ...(carrier ? { carrier } : {}), ...(tracking ? { tracking } : {}) } }),
    ...tell(attempt, command, 'ShippedReturn', note ? { note } : {}),
  ];
}

export const close = (attempt: Attempt, command: Command<'catalog' | 'discard'>): AttemptEvent[] => [
  moved(attempt, command, 'closed', command.on === 'discard' ? { reason: 'Not handed out.' } : {}),
];

/** Takes the last step back, where nothing outside hangs on it. */
export function undo(attempt: Attempt, command: Command<'undo'>): Result<AttemptEvent[], Rejection> {
  if (!attempt.undo)
    return err(
      reject('not-undoable', 'The last step cannot be taken back.', {
        remedy: 'A lender, a provider or a patron already knows of it: carry on with the steps that are offered.',
      }),
    );
  return ok([moved(attempt, command, attempt.undo.to, { facts: attempt.undo.facts, reason: 'The last step was taken back.' })]);
}

/** Staff have the copy in hand: scanned, or come by a way that no message tells of. */
export function deliver(attempt: Attempt, command: Command<'deliver'>): Result<AttemptEvent[], Rejection> {
  const { url, note } = command;
  if (!url && attempt.plan.machine === 'scan')
    return err(
      reject('missing-url', 'Where the scan is, is missing.', { field: 'url', remedy: 'Give the link the patron can open.' }),
    );
  if (!url && !note)
    return err(
      reject('missing-url', 'How the patron gets it is missing.', {
        field: 'url',
        remedy: 'Give the link, or a note that says how.',
      }),
    );
  return ok(handOver(attempt, command, { ...(url ? { url } : {}), ...(note ? { note } : {}) }));
}

export const stopWaiting = (attempt: Attempt, command: Command<'give-up'>): AttemptEvent[] =>
  giveUp(attempt, command, 'staff', command.reason ?? 'Staff chose not to wait any longer.');

export const notReceived = (attempt: Attempt, command: Command<'not-received'>): AttemptEvent[] => [
  moved(attempt, command, 'not-received', { reason: command.reason ?? 'It was sent and never arrived.' }),
];

export const askedByHand = (attempt: Attempt, command: Command<'asked-by-hand'>): AttemptEvent[] => [
  moved(attempt, command, 'asked'),
];

/** What a lender answered on another way, as staff took it down. */
export function lenderSaidNo(attempt: Attempt, command: Command<'lender-said-no'>): AttemptEvent[] {
  const to = attempt.status === 'cancelling' ? endOf(attempt.withdrawn) : 'unfilled';
  return [moved(attempt, command, to, { reason: command.reason })];
}

export function lenderShipped(attempt: Attempt, command: Command<'lender-shipped'>): AttemptEvent[] {
  const facts = { ...(command.dueDate ? { dueDate: command.dueDate } : {}), ...(command.note ? { note: command.note } : {}) };
  const shipped = moved(attempt, command, 'shipped', { facts });
  if (!('lender' in attempt.plan)) return [shipped];
  return [shipped, ...charge({ ...attempt, plan: attempt.plan }, command, command, 'cost')];
}
