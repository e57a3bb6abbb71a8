import type { NotObtainedReason } from '#lib/contracts';
import { transitionFor } from '#lib/kernel';
import type { On } from './commands.ts';
import { field, type Field } from '../field.ts';
import { MACHINES } from './machines/index.ts';
import type { MachineName } from './plan.ts';
import type { Attempt } from './state.ts';

export type { Field } from '../field.ts';
/** Something a person may do with an attempt now. */
export interface Action {
  readonly name: StaffAction;
  readonly fields: readonly Field[];
}

/** What staff may do, in the order in which it is offered: the first is what usually comes next. */
export const STAFF_ACTIONS = [
  'bought',
  'deliver',
  'hold-placed',
  'order-confirmed',
  'accept-condition',
  'asked-by-hand',
  'receive',
  'notify',
  'check-out',
  'picked-up',
  'return',
  'lender-renewed',
  'settle-loss',
  'ship-back',
  'catalog',
  'not-on-shelf',
  'hold-refused',
  'cannot-buy',
  'order-refused',
  'order-cancelled',
  'order-again',
  'decline-condition',
  'no-show',
  'return-unused',
  'not-received',
  'lender-shipped',
  'lender-said-no',
  'more-came',
  'renew',
  'lender-refused-renewal',
  'lost',
  'ask-status',
  'write-lender',
  'ask-refund',
  'refund-granted',
  'not-obtained',
  'give-up',
  'bad-copy',
  'discard',
  'undo',
] as const satisfies readonly On[];
export type StaffAction = (typeof STAFF_ACTIONS)[number];

const reason = (required: boolean): Field => field('reason', 'text', required);

/** How many pieces are still to come; at least one, should more come than were asked for. */
const missing = ({ pieces = 0, wanted }: Attempt): number => Math.max(1, wanted.wishes.pieces - pieces);

const BOOK: readonly NotObtainedReason[] = ['wrong-item', 'missing'];
const FILE: readonly NotObtainedReason[] = ['dead-link', 'bad-copy', 'wrong-item'];
/** Why a patron may not get at it, by what it is. */
const REASONS: Readonly<Record<MachineName, readonly NotObtainedReason[]>> = {
  deliver: FILE,
  link: FILE,
  hold: ['missing', 'out', 'on-reserve', 'wrong-item'],
  scan: ['bad-copy', 'dead-link', 'wrong-item'],
  'buy-copy': FILE,
  'buy-e-book': FILE,
  'buy-print': BOOK,
  'buy-by-hand': FILE,
  'borrow-copy': ['bad-copy', 'dead-link', 'wrong-item'],
  'borrow-loan': BOOK,
};
const SAID: Readonly<Record<NotObtainedReason, string>> = {
  missing: 'Not where it should be',
  out: 'Checked out',
  'on-reserve': 'On reserve',
  'dead-link': 'The link does not work',
  'bad-copy': 'The copy cannot be used',
  'wrong-item': 'Not what was asked for',
};
const choice = (name: string, reasons: readonly NotObtainedReason[]): Field => ({
  name,
  kind: 'choice',
  required: true,
  options: reasons.map((value) => ({ value, label: SAID[value] })),
});

/** Where nobody but the desk has the file: the patron gets it by a link alone. */
const MUST_LINK: readonly MachineName[] = ['scan', 'buy-by-hand'];

/** What a person fills in for it, with what to start from. */
export function fieldsOf(name: StaffAction, attempt: Attempt): readonly Field[] {
  switch (name) {
    case 'deliver':
      return [field('url', 'url', MUST_LINK.includes(attempt.plan.machine), attempt.url), field('note', 'text', false)];
    case 'bought':
      // the price is the one paid, never the limit taken over by accident
      return [
        { ...field('price', 'money', true), ...('price' in attempt.plan && { currency: attempt.plan.price.currency }) },
        field('url', 'url', false),
        field('orderNumber', 'text', false),
        field('reason', 'text', false),
      ];
    case 'bad-copy':
      return [field('note', 'text', true)];
    case 'receive':
      return [
        field('pieces', 'number', false, attempt.wanted.wishes.pieces),
        field('restrictions', 'text', false),
        field('damaged', 'yes-no', false),
        field('customs', 'text', false),
        field('note', 'text', false),
      ];
    case 'more-came':
      return [field('pieces', 'number', true, missing(attempt))];
    case 'return':
      return [field('damaged', 'yes-no', false), field('note', 'text', false)];
    case 'lender-renewed':
      return [field('dueDate', 'date', true)];
    case 'settle-loss':
    case 'write-lender':
      return [field('note', 'text', true)];
    case 'not-obtained':
      return [choice('reason', REASONS[attempt.plan.machine]), field('note', 'text', false)];
    case 'order-confirmed':
      return [
        field('orderNumber', 'text', true),
        field('price', 'money', true, 'price' in attempt.plan ? attempt.plan.price : undefined),
      ];
    case 'accept-condition':
      return attempt.offered ? [field('maxCost', 'money', true, attempt.offered)] : [];
    case 'ship-back':
      return [
        field('carrier', 'text', false, attempt.carrier),
        field('tracking', 'text', false),
        field('insuredFor', 'money', false),
        field('customs', 'text', false, attempt.customs),
        field('pieces', 'number', false, attempt.pieces ?? attempt.wanted.wishes.pieces),
      ];
    case 'lender-shipped':
      return [field('dueDate', 'date', false), field('cost', 'money', false), field('note', 'text', false)];
    case 'hold-refused':
    case 'cannot-buy':
    case 'order-refused':
    case 'order-cancelled':
    case 'return-unused':
    case 'lender-said-no':
    case 'ask-refund':
      return [reason(true)];
    case 'not-on-shelf':
    case 'not-received':
    case 'give-up':
    case 'lost':
    case 'lender-refused-renewal':
      return [reason(false)];
    default:
      return [];
  }
}

/** Steps the table has for jobs too, but which staff take only while nobody knows how things stand. */
const ONLY_WHEN_UNSURE: readonly StaffAction[] = ['hold-placed', 'order-confirmed'];

/** What is still possible once it has ended. */
const AFTERWARDS: readonly StaffAction[] = ['receive', 'write-lender', 'bought', 'ask-refund', 'refund-granted', 'not-obtained'];

function offered(name: StaffAction, attempt: Attempt): boolean {
  const machine = MACHINES[attempt.plan.machine];
  if (!transitionFor(machine, attempt.status, name)) return false;
  if (machine.statuses[attempt.status].final && !AFTERWARDS.includes(name)) return false;
  switch (name) {
    case 'undo':
      return attempt.undo !== undefined || attempt.plan.machine === 'hold';
    case 'bad-copy':
      return !attempt.withdrawn;
    case 'discard':
      return attempt.withdrawn !== undefined && attempt.withdrawn !== null;
    case 'receive':
      return !attempt.succeededBy;
    case 'more-came':
      return (attempt.pieces ?? attempt.wanted.wishes.pieces) < attempt.wanted.wishes.pieces;
    case 'renew':
      return !attempt.recalled && !attempt.withdrawn && attempt.renewal !== 'asked';
    case 'lender-renewed':
    case 'lender-refused-renewal':
      return attempt.renewal === 'asked';
    case 'bought':
      return attempt.charged === undefined;
    case 'ask-refund':
      return attempt.charged !== undefined && !attempt.refunded && attempt.refund === undefined;
    case 'refund-granted':
      return attempt.refund === 'asked' && !attempt.refunded;
    case 'not-obtained':
      return attempt.status !== 'closed' || (attempt.finished && attempt.notObtained === undefined);
    default:
  }
  if (name === 'order-again') return !attempt.withdrawn;
  if (name === 'asked-by-hand') return 'lender' in attempt.plan && !attempt.plan.lender.address;
  if (name === 'hold-refused') return attempt.status === 'unsure' || attempt.status === 'hold-placed';
  if (name === 'order-refused') return attempt.status === 'unsure';
  return !ONLY_WHEN_UNSURE.includes(name) || attempt.status === 'unsure';
}

/** Everything staff may do with it as it stands. */
export const actionsOf = (attempt: Attempt): readonly Action[] =>
  STAFF_ACTIONS.filter((name) => offered(name, attempt)).map((name) => ({ name, fields: fieldsOf(name, attempt) }));
