/** What may follow from a step, as far as it can be told in words; the rest are inner matters of the services. */
export const FOLLOWS = [
  'intake.request-cancelled.v1',
  'sourcing.decided.v1',
  'sourcing.ended.v1',
  'fulfillment.attempt-opened.v1',
  'fulfillment.supply-exhausted.v1',
  'fulfillment.cost-incurred.v1',
  'fulfillment.cost-reversed.v1',
  'fulfillment.request-finished.v1',
  'fulfillment.request-reopened.v1',
  'payment.reserve-fund.v1',
  'payment.release-reservation.v1',
  'payment.promise-vouchers.v1',
  'tell-lender',
  'place-order',
  'place-hold',
  'remove-hold',
] as const;
