import type { AttemptStatus } from '#lib/contracts';
import { row, stays, table, type Row } from './table.ts';

/** Asked, and nothing sent yet: the lender may still say anything. */
const OPEN: readonly AttemptStatus[] = ['planned', 'asked', 'expect-to-supply', 'will-supply', 'conditional'];
const ANSWERABLE: readonly AttemptStatus[] = [...OPEN, 'cancelling'];
const ENDED: readonly AttemptStatus[] = ['unfilled', 'no-answer', 'cancelled', 'not-received', 'closed'];
/** What had ended without supply: should the lender send something all the same, another attempt follows it. */
const ENDED_EMPTY: readonly AttemptStatus[] = ['unfilled', 'no-answer', 'cancelled', 'not-received'];

/** Asking a lender by ISO 18626, until it sends something or there is nothing to hope for: loans and copies alike. */
const asking: readonly Row[] = [
  row('planned', 'sent', 'asked'),
  row('planned', 'asked-by-hand', 'asked'),
  row('planned', 'unreachable', ['no-answer', 'cancelling']),
  row('cancelling', 'unreachable', ['cancelled', 'no-answer']),
  // a request the lender's system does not take is a no
  row(['planned', 'asked'], 'message-refused', 'unfilled'),

  row('planned', 'says-request-received', 'asked'),
  ...stays(['asked', 'expect-to-supply', 'will-supply', 'cancelling'], 'says-request-received'),
  row(['planned', 'asked', 'conditional'], 'says-expect-to-supply', 'expect-to-supply'),
  ...stays(['expect-to-supply'], 'says-expect-to-supply'),
  row(['planned', 'asked', 'expect-to-supply', 'conditional'], 'says-will-supply', 'will-supply'),
  ...stays(['will-supply'], 'says-will-supply'),
  // a yes that crossed our Cancel: it is the Cancel the lender still has to answer
  ...stays(['cancelling'], 'says-expect-to-supply'),
  ...stays(['cancelling'], 'says-will-supply'),
  row(OPEN, 'says-retry-possible', ['conditional', 'asked', 'unfilled']),
  row('cancelling', 'says-retry-possible', ['cancelled', 'no-answer']),
  row(OPEN, 'says-unfilled', 'unfilled'),
  row('cancelling', 'says-unfilled', ['cancelled', 'no-answer']),
  row(OPEN, 'says-cancelled', 'unfilled'),
  row('cancelling', 'says-cancelled', ['cancelled', 'no-answer']),
  row('cancelling', 'says-cancel-refused', 'will-supply'),
  // repeats of what ended it
  ...stays(['unfilled', 'no-answer', 'cancelled'], 'says-unfilled'),
  ...stays(['unfilled', 'no-answer', 'cancelled'], 'says-cancelled'),
  ...stays(['unfilled', 'no-answer', 'cancelled'], 'says-retry-possible'),

  // the date at which a reply was promised, what the lender knows, what it should know
  ...stays(['asked', 'expect-to-supply', 'will-supply', 'cancelling', 'shipped'], 'ask-status'),
  ...stays(
    ['asked', 'expect-to-supply', 'will-supply', 'conditional', 'cancelling', 'shipped', 'received', 'not-received', 'closed'],
    'write-lender',
  ),
  ...stays(['shipped', 'received', 'not-received', 'closed'], 'ask-refund'),
  ...stays(['shipped', 'received', 'not-received', 'closed'], 'refund-granted'),

  row('conditional', 'accept-condition', 'asked'),
  row('conditional', 'decline-condition', 'unfilled'),
  row(OPEN, 'lender-said-no', 'unfilled'),
  row('cancelling', 'lender-said-no', ['cancelled', 'no-answer']),
  row(['planned', 'asked', 'expect-to-supply', 'will-supply'], 'give-up', 'cancelling'),
  row(['planned', 'asked', 'expect-to-supply', 'will-supply'], 'cancel', 'cancelling'),
  row('conditional', 'cancel', 'cancelled'),
  row('planned', 'time-out', ['cancelling', 'no-answer']),
  row('asked', 'time-out', 'cancelling'),
  row('expect-to-supply', 'time-out', ['expect-to-supply', 'cancelling']),
  row('will-supply', 'time-out', ['will-supply', 'cancelling']),
  row('conditional', 'time-out', 'unfilled'),
  row('cancelling', 'time-out', ['cancelled', 'no-answer']),
];

const IN_HAND: readonly AttemptStatus[] = ['received', 'patron-notified', 'checked-out', 'returned-by-patron'];
const AFTER_RECEIPT: readonly AttemptStatus[] = [...IN_HAND, 'shipped-back'];
const ON_THE_MOVE: readonly AttemptStatus[] = ['shipped', ...AFTER_RECEIPT];
const WITH_PATRON: readonly AttemptStatus[] = ['patron-notified', 'checked-out'];
/** After receipt, as long as the lender is owed it. */
const OWED: readonly AttemptStatus[] = ['patron-notified', 'checked-out', 'returned-by-patron', 'shipped-back', 'lost'];

/** A yes that comes after what it was about. */
const lateYes = (statuses: readonly AttemptStatus[]): Row[] => [
  ...stays(statuses, 'says-request-received'),
  ...stays(statuses, 'says-expect-to-supply'),
  ...stays(statuses, 'says-will-supply'),
];

/** A loan from request to return. `Loaned` may come twice, late, or before WillSupply; a parcel may come before `Loaned`. */
export const borrowLoan = table(
  'borrow-loan',
  'planned',
  {
    planned: 'system',
    asked: 'lender',
    'expect-to-supply': 'lender',
    'will-supply': 'lender',
    conditional: 'staff',
    cancelling: 'lender',
    shipped: 'carrier',
    received: 'staff',
    'patron-notified': 'patron',
    'checked-out': 'patron',
    'returned-by-patron': 'staff',
    'shipped-back': 'lender',
    lost: 'lender',
  },
  ENDED,
  [
    ...asking,
    row(ANSWERABLE, 'says-loaned', 'shipped'),
    row(ANSWERABLE, 'lender-shipped', 'shipped'),
    ...stays([...ON_THE_MOVE, ...ENDED_EMPTY, 'closed', 'lost'], 'says-loaned'),
    // a parcel for what had ended long ago: another attempt follows it
    ...stays(ENDED_EMPTY, 'receive'),
    ...stays([...IN_HAND], 'more-came'),
    row(['planned', 'asked', 'expect-to-supply', 'will-supply', 'cancelling', 'shipped'], 'receive', 'received'),
    row('shipped', 'not-received', 'not-received'),
    row('shipped', 'time-out', ['shipped', 'not-received']),
    row('received', 'notify', 'patron-notified'),
    row(['received', 'patron-notified'], 'check-out', 'checked-out'),
    row('received', 'return-unused', 'returned-by-patron'),
    row('received', 'time-out', ['received', 'returned-by-patron']),
    row(['received', 'patron-notified'], 'cancel', 'returned-by-patron'),
    row('patron-notified', 'no-show', 'returned-by-patron'),
    row('patron-notified', 'time-out', 'returned-by-patron'),
    row('checked-out', 'return', 'returned-by-patron'),
    row('checked-out', 'time-out', ['checked-out', 'lost']),
    ...stays(WITH_PATRON, 'renew'),
    ...stays([...WITH_PATRON, 'returned-by-patron'], 'says-renewed'),
    ...stays([...WITH_PATRON, 'returned-by-patron'], 'says-renew-refused'),
    ...stays(WITH_PATRON, 'lender-renewed'),
    ...stays(WITH_PATRON, 'lender-refused-renewal'),
    row(IN_HAND, 'lost', 'lost'),
    // found after all
    row('lost', 'return', 'returned-by-patron'),
    row('lost', 'settle-loss', 'closed'),
    row('lost', 'says-completed-without-return', 'closed'),
    row('lost', 'says-loan-completed', 'closed'),
    row('lost', 'time-out', ['lost', 'closed']),
    ...(['received', ...WITH_PATRON] as const).map((at) => row(at, 'not-obtained', [at, 'returned-by-patron'])),
    ...stays(['shipped-back', 'lost'], 'ask-status'),
    ...stays(OWED, 'write-lender'),
    ...stays(OWED, 'ask-refund'),
    ...stays(OWED, 'refund-granted'),
    row('returned-by-patron', 'ship-back', 'shipped-back'),
    row('returned-by-patron', 'time-out', ['returned-by-patron', 'lost']),
    row(['returned-by-patron', 'shipped-back'], 'says-loan-completed', 'closed'),
    row(ON_THE_MOVE, 'says-completed-without-return', 'closed'),
    row('shipped-back', 'time-out', ['shipped-back', 'closed']),
    ...stays([...ON_THE_MOVE, 'lost'], 'says-overdue'),
    ...stays([...ON_THE_MOVE, 'lost'], 'says-recalled'),
    ...stays(ON_THE_MOVE, 'says-hold-return'),
    ...stays(ON_THE_MOVE, 'says-release-hold-return'),
    ...lateYes([...AFTER_RECEIPT, 'closed', 'not-received']),
    ...stays(['shipped'], 'cancel'),
    ...stays(ON_THE_MOVE, 'says-cancel-refused'),
    ...stays(['closed'], 'says-loan-completed'),
    ...stays(['closed', 'not-received'], 'says-completed-without-return'),
    // for its lender it is still out, while here it has gone back or never came
    ...stays(['closed', 'not-received'], 'says-overdue'),
    ...stays(['closed', 'not-received'], 'says-recalled'),
  ],
);

/** A copy: delivered as soon as a link is there; one that comes on paper or too late is for a person to handle. */
export const borrowCopy = table(
  'borrow-copy',
  'planned',
  {
    planned: 'system',
    asked: 'lender',
    'expect-to-supply': 'lender',
    'will-supply': 'lender',
    conditional: 'staff',
    cancelling: 'lender',
    shipped: 'carrier',
    received: 'staff',
    delivered: 'system',
  },
  ENDED,
  [
    ...asking,
    // received: a person looks at it first, as the library has it; or nobody counts on it any more, and a person decides
    ...(['says-loaned', 'says-copy-completed'] as const).flatMap((on) => [
      row(['planned', 'asked', 'expect-to-supply', 'will-supply'], on, ['shipped', 'delivered', 'received']),
      row('conditional', on, ['shipped', 'delivered', 'received']),
    ]),
    row('cancelling', 'says-loaned', ['shipped', 'received']),
    row('cancelling', 'says-copy-completed', ['shipped', 'received']),
    row('shipped', 'says-copy-completed', ['shipped', 'delivered', 'received']),
    row('shipped', 'says-loaned', ['shipped', 'delivered', 'received']),
    row(ANSWERABLE, 'lender-shipped', 'shipped'),
    ...stays(['received', ...ENDED], 'says-copy-completed'),
    ...stays(['received', ...ENDED], 'says-loaned'),
    row(['asked', 'expect-to-supply', 'will-supply', 'shipped', 'received'], 'deliver', 'delivered'),
    ...lateYes(['received', 'closed', 'not-received']),
    row('received', 'discard', 'closed'),
    row('received', 'bad-copy', 'unfilled'),
    row('received', 'time-out', ['received', 'closed', 'delivered']),
    row('shipped', 'not-received', 'not-received'),
    row('shipped', 'time-out', ['shipped', 'not-received']),
    row('delivered', 'close', 'closed'),
    row('delivered', 'time-out', 'closed'),
    row('received', 'cancel', 'closed'),
    ...stays(['shipped'], 'cancel'),
    // delivered, and no good: the same lender is asked once more, or the next
    ...stays(['closed'], 'not-obtained'),
  ],
);
