import type { AttemptStatus } from '#lib/contracts';
import { row, stays, table, type Row } from './table.ts';

const ENDED: readonly AttemptStatus[] = ['unfilled', 'no-answer', 'cancelled', 'closed'];

/** Placing the order, the same for everything that is bought. The job may answer late: after a cancel, after a person looked. */
const ordering: readonly Row[] = [
  row(['planned', 'unsure'], 'order-confirmed', 'ordered'),
  row('planned', 'order-refused', 'unfilled'),
  row('planned', 'doubt', 'unsure'),
  row('planned', 'time-out', 'unsure'),
  row('planned', 'cancel', ['cancelling', 'cancelled']),
  row('unsure', 'order-refused', ['unfilled', 'cancelled']),
  row('unsure', 'order-again', 'planned'),
  row('unsure', 'time-out', ['unsure', 'no-answer']),
  row('ordered', 'order-refused', ['unfilled', 'cancelled']),
  row('ordered', 'order-cancelled', ['unfilled', 'cancelled']),
  row('cancelling', 'order-confirmed', 'ordered'),
  row('cancelling', 'order-refused', 'cancelled'),
  row('cancelling', 'doubt', 'unsure'),
  row('cancelling', 'time-out', 'unsure'),
  ...stays(['ordered'], 'order-progress'),
  // what is ordered or may be ordered cannot be stopped by us: it goes on, and is no longer counted on
  ...stays(['unsure', 'ordered', 'cancelling'], 'cancel'),
  // an order that went through after a person had given it up: to be paid, and to be looked at
  ...stays(['unfilled', 'no-answer', 'cancelled'], 'order-confirmed'),
];

const REFUND: readonly Row[] = [
  ...stays(['ordered', 'no-answer', 'closed'], 'ask-refund'),
  ...stays(['ordered', 'no-answer', 'closed'], 'refund-granted'),
];

/** A copy or an e-book from a provider. */
const electronic = (name: 'buy-copy' | 'buy-e-book') =>
  table(
    name,
    'planned',
    { planned: 'provider', ordered: 'provider', unsure: 'staff', cancelling: 'provider', delivered: 'system' },
    ENDED,
    [
      ...ordering,
      row('ordered', 'supplied', ['delivered', 'closed']),
      row('ordered', 'time-out', ['ordered', 'no-answer']),
      row('delivered', 'close', 'closed'),
      row('delivered', 'time-out', 'closed'),
      ...stays(['closed'], 'not-obtained'),
      ...REFUND,
    ],
  );
export const buyCopy = electronic('buy-copy');
export const buyEbook = electronic('buy-e-book');

/** A copy that staff buy at the seller's own site. Nothing goes out by itself, so whatever is not bought yet ends at once. */
export const buyByHand = table('buy-by-hand', 'planned', { planned: 'staff', ordered: 'staff', delivered: 'system' }, ENDED, [
  row('planned', 'bought', 'ordered'),
  row('planned', 'cannot-buy', 'unfilled'),
  row('planned', 'cancel', 'cancelled'),
  row('planned', 'time-out', ['planned', 'no-answer']),
  // with the file itself, or with its link, where the seller sends it later
  row('ordered', 'deliver', ['delivered', 'closed']),
  row('ordered', 'order-cancelled', ['unfilled', 'cancelled']),
  row('ordered', 'time-out', ['ordered', 'no-answer']),
  row('delivered', 'close', 'closed'),
  row('delivered', 'time-out', 'closed'),
  // what is paid for cannot be stopped by us: it goes on, and is no longer counted on
  ...stays(['ordered'], 'cancel'),
  // somebody bought it while it was called off: to be paid, and to be looked at
  ...stays(['unfilled', 'no-answer', 'cancelled'], 'bought'),
  ...stays(['closed'], 'not-obtained'),
  ...REFUND,
]);

/** A printed book: bought, received, lent to the patron, cataloged. What nobody picked up is cataloged all the same. */
export const buyPrint = table(
  'buy-print',
  'planned',
  {
    planned: 'provider',
    ordered: 'provider',
    unsure: 'staff',
    cancelling: 'provider',
    shipped: 'carrier',
    received: 'staff',
    'patron-notified': 'patron',
    'checked-out': 'staff',
    'returned-by-patron': 'staff',
  },
  [...ENDED, 'not-received'],
  [
    ...ordering,
    row('ordered', 'order-shipped', 'shipped'),
    row('ordered', 'time-out', ['ordered', 'no-answer']),
    // a withdrawn one goes straight to cataloging
    row(['ordered', 'shipped'], 'receive', ['received', 'returned-by-patron']),
    row('shipped', 'not-received', 'not-received'),
    row('shipped', 'time-out', ['shipped', 'not-received']),
    row('received', 'notify', 'patron-notified'),
    row(['received', 'patron-notified'], 'check-out', ['checked-out', 'closed']),
    row('received', 'return-unused', 'returned-by-patron'),
    row('received', 'time-out', ['received', 'returned-by-patron']),
    row('received', 'cancel', 'returned-by-patron'),
    row('patron-notified', 'no-show', 'returned-by-patron'),
    row('patron-notified', 'time-out', 'returned-by-patron'),
    row('patron-notified', 'cancel', 'returned-by-patron'),
    ...(['received', 'patron-notified', 'checked-out'] as const).map((at) => row(at, 'not-obtained', [at, 'returned-by-patron'])),
    ...REFUND,
    ...stays(['not-received', 'returned-by-patron'], 'ask-refund'),
    ...stays(['not-received', 'returned-by-patron'], 'refund-granted'),
    row(['checked-out', 'returned-by-patron'], 'catalog', 'closed'),
    row('checked-out', 'time-out', ['checked-out', 'closed']),
    row('returned-by-patron', 'time-out', ['returned-by-patron', 'closed']),
    ...stays(['shipped'], 'cancel'),
  ],
);
