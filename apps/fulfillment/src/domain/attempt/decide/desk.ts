import { err, formatMoney, ok, reject, type Rejection, type Result } from '#lib/kernel';
import type { Command } from '../commands.ts';
import type { AttemptEvent, Facts } from '../events.ts';
import { dueDates } from '../limits.ts';
import { supplierOf } from '../plan.ts';
import type { Attempt } from '../state.ts';
import { chargeAtReceipt, chargeAtShipping } from './lender.ts';
import { handOver } from './own.ts';
import { endOf, givenUp, giveUp, isFinal, moved, neverArrived, noted, questioned, tell } from './step.ts';

/** How many pieces there should be, and a task as long as they are not all here. */
function missing(attempt: Attempt, command: Command, came: number): AttemptEvent[] {
  const { pieces } = attempt.wanted.wishes;
  const text = `${came} of ${pieces} pieces came. Ask ${supplierOf(attempt.plan)} for the rest, and say when more has come.`;
  return came < pieces ? [questioned(command, 'pieces-missing', 'pieces-missing', text)] : [];
}

/**
 * The parcel is here, announced or not. One for a request at this lender that had ended is a second supply: another attempt follows it.
 * What was bought for a request that has ended goes on to cataloging at once.
 */
export function receive(attempt: Attempt, command: Command<'receive'>): AttemptEvent[] {
  if (isFinal(attempt, attempt.status))
    return attempt.succeededBy ? [] : [{ type: 'succeeded', by: command.spareId, at: command.at }];
  const { pieces, note, damaged, restrictions, customs } = command;
  const facts: Facts = {
    ...(pieces === undefined ? {} : { pieces }),
    ...(note ? { note } : {}),
    ...(damaged ? { damaged } : {}),
    ...(customs ? { customs } : {}),
    ...(restrictions ? { loanConditions: [...new Set([...(attempt.loanConditions ?? []), restrictions])] } : {}),
  };
  const expected = attempt.wanted.wishes.pieces;
  const reason = pieces !== undefined && pieces !== expected ? `${pieces} of ${expected} pieces came.` : undefined;
  const to = attempt.plan.machine === 'buy-print' && attempt.withdrawn ? 'returned-by-patron' : 'received';
  const arrived = `It arrived damaged${note ? `: ${note}` : '.'}`;
  return [
    moved(attempt, command, to, { facts, ...(reason ? { reason } : {}) }),
    ...tell(attempt, command, 'Received'),
    // the borrower is liable from shipment on, but not for what it can show
    ...(damaged ? tell(attempt, command, 'Notification', { note: arrived }) : []),
    ...(pieces === undefined || attempt.withdrawn ? [] : missing(attempt, command, pieces)),
    ...('lender' in attempt.plan ? chargeAtReceipt({ ...attempt, plan: attempt.plan }, command) : []),
  ];
}

/** Another parcel with more of the pieces. */
export function moreCame(attempt: Attempt, command: Command<'more-came'>): AttemptEvent[] {
  const pieces = (attempt.pieces ?? 0) + command.pieces;
  const expected = attempt.wanted.wishes.pieces;
  const text = `${pieces} of ${expected} pieces are here.`;
  const asked = attempt.questions.some(({ id }) => id === 'pieces-missing');
  const settled: AttemptEvent[] = asked ? [{ type: 'settled', questionId: 'pieces-missing', note: text, at: command.at }] : [];
  return [noted(command, { pieces }, text), ...settled, ...missing(attempt, command, pieces)];
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

/** Back from the patron; found again, where it had been given up for lost. */
export function returned(attempt: Attempt, command: Command<'return'>): AttemptEvent[] {
  const { damaged, note } = command;
  const facts: Facts = { ...(damaged ? { damaged } : {}), ...(note ? { note } : {}), lost: false };
  const found =
    attempt.status === 'lost' ? tell(attempt, command, 'Notification', { note: 'It has been found and comes back.' }) : [];
  const reason = damaged ? `Damaged${note ? `: ${note}` : '.'}` : undefined;
  return [moved(attempt, command, 'returned-by-patron', { facts, ...(reason ? { reason } : {}) }), ...found];
}

/** Not what was asked, damaged, or one too many: it goes back unused and the next supplier is asked. */
export const returnUnused = (attempt: Attempt, command: Command<'return-unused'>): AttemptEvent[] => [
  moved(attempt, command, 'returned-by-patron', { facts: { withdrawn: attempt.withdrawn ?? 'staff' }, reason: command.reason }),
];

export function shipBack(attempt: Attempt, command: Command<'ship-back'>): AttemptEvent[] {
  const { carrier, tracking, insuredFor, customs, pieces } = command;
  const parcel = [carrier, tracking, insuredFor && `insured for ${formatMoney(insuredFor)}`].filter(Boolean).join(' ');
  const came = attempt.pieces ?? attempt.wanted.wishes.pieces;
  const short = pieces !== undefined && pieces < came ? `${pieces} of ${came} pieces go back.` : undefined;
  const note = [parcel, short, attempt.damaged && `Damaged${attempt.note ? `: ${attempt.note}` : '.'}`]
    .filter(Boolean)
    .join('; ');
  const facts: Facts = {
    ...(carrier ? { carrier } : {}),
    ...(tracking ? { tracking } : {}),
    ...(insuredFor ? { insuredFor } : {}),
    ...(customs ? { customs } : {}),
    ...(pieces === undefined ? {} : { piecesBack: pieces }),
  };
  return [
    moved(attempt, command, 'shipped-back', { facts, ...(short ? { reason: short } : {}) }),
    ...tell(attempt, command, 'ShippedReturn', note ? { note } : {}),
    ...(short
      ? [questioned(command, 'pieces-back', 'pieces-missing', `${short} Send the rest after them, or settle it with the lender.`)]
      : []),
  ];
}

/** Given up for lost; it may still be found. */
export const lost = (attempt: Attempt, command: Command<'lost'>): AttemptEvent[] =>
  givenUp(attempt, command, command.reason ?? 'It is lost.');

export const lossSettled = (attempt: Attempt, command: Command<'settle-loss'>): AttemptEvent[] => [
  moved(attempt, command, 'closed', { reason: `Lost, and settled with the lender: ${command.note}` }),
];

export const askStatus = (attempt: Attempt, command: Command<'ask-status'>): AttemptEvent[] => [
  noted(command, {}, 'Asked how it stands.'),
  ...tell(attempt, command, 'StatusRequest'),
];

export const writeLender = (attempt: Attempt, command: Command<'write-lender'>): AttemptEvent[] => [
  noted(command, {}, command.note),
  ...tell(attempt, command, 'Notification', { note: command.note }),
];

/** What was charged is asked back. It stands as asked for until whoever has it agrees. */
export function askRefund(attempt: Attempt, command: Command<'ask-refund'>): Result<AttemptEvent[], Rejection> {
  if (!attempt.charged || attempt.refunded)
    return err(reject('nothing-charged', 'Nothing is charged for it.', { remedy: 'There is nothing to ask back.' }));
  if (attempt.refund)
    return err(
      reject('asked-already', 'The refund has been asked for.', { remedy: 'Say so once it is granted (refund-granted).' }),
    );
  const note = `Refund of ${formatMoney(attempt.charged)} asked: ${command.reason}`;
  const asked = noted(command, { refund: 'asked' }, note);
  return ok([
    asked,
    ...('lender' in attempt.plan
      ? tell(attempt, command, 'Notification', { note })
      : [questioned(command, 'refund', 'refund', `${note} Ask ${supplierOf(attempt.plan)} for it.`)]),
  ]);
}

export function refundGranted(attempt: Attempt, command: Command<'refund-granted'>): Result<AttemptEvent[], Rejection> {
  if (attempt.refund !== 'asked' || attempt.refunded)
    return err(reject('not-asked', 'No refund has been asked for.', { remedy: 'Ask for it first (ask-refund).' }));
  const settled = attempt.questions.filter(({ id }) => id === 'refund');
  return ok([
    noted(command, { refund: 'granted' }, `${supplierOf(attempt.plan)} gives it back.`),
    { type: 'refunded', reason: `${supplierOf(attempt.plan)} gives it back.`, at: command.at },
    ...settled.map(({ id }): AttemptEvent => ({ type: 'settled', questionId: id, note: 'Given back.', at: command.at })),
  ]);
}

export const close = (attempt: Attempt, command: Command<'catalog' | 'discard'>): AttemptEvent[] => [
  moved(attempt, command, 'closed', command.on === 'discard' ? { reason: 'Not handed out.' } : {}),
];

/** Staff have the copy in hand: scanned, or come by a way that no message tells of. */
export function deliver(attempt: Attempt, command: Command<'deliver'>): Result<AttemptEvent[], Rejection> {
  const { url, note } = command;
  if (attempt.plan.machine === 'buy-by-hand' && attempt.withdrawn)
    return ok([
      moved(attempt, command, 'closed', {
        facts: url ? { url } : {},
        reason: 'Supplied after the request had ended; paid for and not handed out.',
      }),
    ]);
  if (!url && (attempt.plan.machine === 'scan' || attempt.plan.machine === 'buy-by-hand'))
    return err(
      reject('missing-url', 'Where the file is, is missing.', { field: 'url', remedy: 'Give the link the patron can open.' }),
    );
  if (!url && !note && !attempt.url)
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

export const notReceived = (attempt: Attempt, command: Command<'not-received'>): AttemptEvent[] =>
  neverArrived(attempt, command, command.reason);

export const askedByHand = (attempt: Attempt, command: Command<'asked-by-hand'>): AttemptEvent[] => [
  moved(attempt, command, 'asked'),
];

/** What a lender answered on another way, as staff took it down. */
export function lenderSaidNo(attempt: Attempt, command: Command<'lender-said-no'>): AttemptEvent[] {
  const to = attempt.status === 'cancelling' ? endOf(attempt.withdrawn) : 'unfilled';
  return [moved(attempt, command, to, { reason: command.reason })];
}

export function lenderShipped(attempt: Attempt, command: Command<'lender-shipped'>): AttemptEvent[] {
  const { cost, facts: billed } =
    'lender' in attempt.plan
      ? chargeAtShipping({ ...attempt, plan: attempt.plan }, command, command, 'cost')
      : { cost: [], facts: {} };
  const facts = {
    ...billed,
    ...(command.dueDate ? dueDates(command.dueDate, command) : {}),
    ...(command.note ? { note: command.note } : {}),
  };
  return [moved(attempt, command, 'shipped', { facts }), ...cost];
}
