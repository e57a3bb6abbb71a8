import { compare, err, formatMoney, ok, reject, type Money, type Rejection, type Result } from '#lib/kernel';
import type { Command } from '../commands.ts';
import type { AttemptEvent } from '../events.ts';
import { supplierOf } from '../plan.ts';
import { evolve, type Attempt } from '../state.ts';
import { handOver, left } from './own.ts';
import { errand, givenBack, moved, noted } from './step.ts';

const refunded = (attempt: Attempt, command: Command, reason: string): AttemptEvent[] =>
  attempt.charged && !attempt.refunded ? [{ type: 'refunded', reason, at: command.at }] : [];

/** The provider took the order: from now on it costs what the provider says, once. */
export function orderConfirmed(attempt: Attempt, command: Command<'order-confirmed'>): AttemptEvent[] {
  const { orderNumber, price, expectedBy, at } = command;
  const charged: AttemptEvent[] = attempt.charged ? [] : [{ type: 'charged', amount: price, at }];
  if (attempt.status !== 'planned' && attempt.status !== 'unsure' && attempt.status !== 'cancelling')
    return [
      ...charged,
      left(
        attempt,
        command,
        `${supplierOf(attempt.plan)} took the order after all (${orderNumber}, ${formatMoney(price)}): cancel it there or make use of it.`,
      ),
    ];
  const order = { orderNumber, price, orderedAt: at, polls: 0, ...(expectedBy ? { expectedBy } : {}) };
  const reason = attempt.withdrawn ? `Ordered before it could be stopped: ${formatMoney(price)} is owed.` : undefined;
  return [moved(attempt, command, 'ordered', { facts: { order }, ...(reason ? { reason } : {}) }), ...charged];
}

/** No, or not at that price. The money held for it goes back; what was already charged is to be reversed. */
export function orderRefused(
  attempt: Attempt,
  command: Command<'order-refused' | 'order-cancelled' | 'cannot-buy'>,
): AttemptEvent[] {
  const { reason } = command;
  const to = attempt.withdrawn ? 'cancelled' : 'unfilled';
  return [moved(attempt, command, to, { reason }), ...givenBack(attempt, command, reason), ...refunded(attempt, command, reason)];
}

/** Why such a price is not taken down, or undefined where it may be: up to the limit, or with a reason. */
function priceFault({ price, reason }: Command<'bought'>, limit: Money): Rejection | undefined {
  if (price.currency !== limit.currency)
    return reject('other-currency', `The fund pays in ${limit.currency}.`, {
      field: 'price',
      remedy: `Give what was paid in ${limit.currency}, as it stands on the card’s statement.`,
    });
  if (price.minor <= 0)
    return reject('no-price', 'What was paid is more than nothing.', {
      field: 'price',
      remedy: 'Where it was free, say that it is not for sale (cannot-buy) and decide to deliver the link.',
    });
  if (compare(price, limit) <= 0 || reason) return undefined;
  return reject('over-limit', `${formatMoney(limit)} was the most it might cost.`, {
    field: 'reason',
    remedy: 'Say why it was bought all the same, and who agreed to it.',
  });
}

/**
 * Staff have bought it at the seller's own site: it costs what they paid, once, and the rest of what was held goes back. With the link at hand the
 * patron has it in the same breath.
 */
export function bought(attempt: Attempt, command: Command<'bought'>): Result<AttemptEvent[], Rejection> {
  const { price, orderNumber = '', url, at } = command;
  if (attempt.plan.machine !== 'buy-by-hand') return ok([]);
  const limit = attempt.plan.price;
  const fault = priceFault(command, limit);
  if (fault) return err(fault);
  if (attempt.charged)
    return err(
      reject('charged-already', 'It is bought and charged already.', { remedy: 'Ask for a refund where it was bought twice.' }),
    );
  const charged: AttemptEvent = { type: 'charged', amount: price, at };
  if (attempt.status !== 'planned')
    return ok([
      charged,
      left(
        attempt,
        command,
        `Bought for ${formatMoney(price)} after it had ended: make use of it, or have the money given back.`,
      ),
    ]);
  const order = { orderNumber, price, orderedAt: at, polls: 0 };
  const over =
    compare(price, limit) > 0
      ? { reason: `Bought at ${formatMoney(price)}, over the limit of ${formatMoney(limit)}: ${command.reason}` }
      : {};
  const events = [moved(attempt, command, 'ordered', { facts: { order }, ...over }), charged];
  if (!url) return ok(events);
  return ok([...events, ...handOver(events.reduce<Attempt>(evolve, attempt), { ...command, on: 'deliver' }, { url })]);
}

/** Staff found out that the provider never had the order: it is placed once more, unless nobody wants it any more. */
export function orderAgain(attempt: Attempt, command: Command<'order-again'>): Result<AttemptEvent[], Rejection> {
  if (attempt.withdrawn)
    return err(
      reject('conflict', 'The request has ended: nothing is ordered for it any more.', {
        remedy: 'Say that it was not ordered (order-refused).',
      }),
    );
  return ok([moved(attempt, command, 'planned'), errand(command, 'place-order')]);
}

export const orderProgress = ({ order }: Attempt, command: Command<'order-progress'>): AttemptEvent[] =>
  order && command.expectedBy && command.expectedBy !== order.expectedBy
    ? [noted(command, { order: { ...order, expectedBy: command.expectedBy } })]
    : [];

export const orderShipped = (attempt: Attempt, command: Command<'order-shipped'>): AttemptEvent[] => [
  moved(attempt, command, 'shipped', { facts: command.tracking ? { tracking: command.tracking } : {} }),
];

/** The link is there. One that was cancelled in vain is kept by the library and not handed out. */
export const supplied = (attempt: Attempt, command: Command<'supplied'>): AttemptEvent[] =>
  attempt.withdrawn
    ? [
        moved(attempt, command, 'closed', {
          facts: { url: command.url },
          reason: 'Supplied after the request had ended; paid for and not handed out.',
        }),
      ]
    : handOver(attempt, command, { url: command.url });

export function cancelPurchase(attempt: Attempt, command: Command<'cancel'>): AttemptEvent[] {
  const { because, reason } = command;
  const facts = { withdrawn: because };
  const supplier = supplierOf(attempt.plan);
  switch (attempt.status) {
    case 'planned':
      return command.notSent || attempt.plan.machine === 'buy-by-hand'
        ? [moved(attempt, command, 'cancelled', { facts, reason }), ...givenBack(attempt, command, reason)]
        : [moved(attempt, command, 'cancelling', { facts, reason })];
    case 'received':
    case 'patron-notified':
      return [moved(attempt, command, 'returned-by-patron', { facts, reason })];
    case 'unsure':
    case 'cancelling':
      return [moved(attempt, command, attempt.status, { facts, reason })];
    default: {
      const told = `Already ordered from ${supplier}: it cannot be stopped from here, and is paid for. ${reason}`;
      return [moved(attempt, command, attempt.status, { facts, reason: told })];
    }
  }
}
