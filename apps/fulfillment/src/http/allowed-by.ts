import type { Action, TaskAction } from '#lib/contracts';
import type { StaffAction } from '../domain/attempt/index.ts';
import type { ParcelAction } from '../domain/parcel/index.ts';

/** What somebody must be let do, to carry out a step of an attempt. */
export const ALLOWED_BY = {
  deliver: 'copies.deliver',
  discard: 'copies.deliver',
  'bad-copy': 'copies.deliver',
  'hold-placed': 'holds.place',
  'hold-refused': 'holds.place',
  'not-on-shelf': 'holds.place',
  notify: 'items.hand-out',
  'check-out': 'items.hand-out',
  'picked-up': 'items.hand-out',
  return: 'items.hand-out',
  'no-show': 'items.hand-out',
  receive: 'parcels.receive',
  'not-received': 'parcels.receive',
  'ship-back': 'parcels.ship',
  'return-unused': 'parcels.ship',
  'asked-by-hand': 'lenders.deal',
  'lender-shipped': 'lenders.deal',
  'lender-said-no': 'lenders.deal',
  'accept-condition': 'lenders.deal',
  'decline-condition': 'lenders.deal',
  'give-up': 'lenders.deal',
  bought: 'purchases.order',
  'cannot-buy': 'purchases.order',
  'order-confirmed': 'purchases.order',
  'order-refused': 'purchases.order',
  'order-cancelled': 'purchases.order',
  'order-again': 'purchases.order',
  catalog: 'items.catalog',
  'more-came': 'parcels.receive',
  renew: 'lenders.deal',
  'lender-renewed': 'lenders.deal',
  'lender-refused-renewal': 'lenders.deal',
  lost: 'lenders.deal',
  'settle-loss': 'lenders.deal',
  'ask-status': 'lenders.deal',
  'write-lender': 'lenders.deal',
  'ask-refund': 'lenders.deal',
  'refund-granted': 'lenders.deal',
  'not-obtained': 'items.hand-out',
  undo: 'attempts.undo',
} as const satisfies Readonly<Record<StaffAction, Action>>;

/** What somebody must be let do with a parcel that nobody announced. */
export const PARCEL_ALLOWED_BY = {
  'match-parcel': 'parcels.receive',
  'send-parcel-back': 'parcels.ship',
  'keep-parcel': 'attempts.settle',
  undo: 'attempts.undo',
} as const satisfies Readonly<Record<ParcelAction, Action>>;

/** What somebody must be let do for a step that a task offers. */
export function allowedByTask({ name }: TaskAction): Action {
  if (name === 'settle') return 'attempts.settle';
  if (name === 'close') return 'requests.close-unfilled';
  return { ...PARCEL_ALLOWED_BY, ...ALLOWED_BY }[name as StaffAction | ParcelAction];
}
export const ANY_TASK: readonly Action[] = [...new Set(Object.values(ALLOWED_BY)), 'attempts.settle', 'requests.close-unfilled'];
