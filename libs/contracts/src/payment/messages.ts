import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { MoneyShape, Sentence } from '../shapes/basic.ts';
import { SettledBy } from '../shapes/outcome.ts';

const reservation = { requestId: z.uuid(), fund: z.string(), amount: MoneyShape };

export const ReserveFund = defineMessage({
  type: 'payment.reserve-fund.v1',
  kind: 'command',
  source: 'sourcing',
  summary: 'Hold this much of a fund for a request. Subject: the reservation. Answered by reserved or refused.',
  data: z.strictObject({ ...reservation, purpose: Sentence }),
});
export type ReserveFund = DataOf<typeof ReserveFund>;

export const ReleaseReservation = defineMessage({
  type: 'payment.release-reservation.v1',
  kind: 'command',
  source: 'sourcing',
  summary: 'Nothing will be bought after all: give the money back to the fund. Subject: the reservation.',
  data: z.strictObject({ requestId: z.uuid(), reason: Sentence }),
});
export type ReleaseReservation = DataOf<typeof ReleaseReservation>;

/** As ReleaseReservation, sent by fulfillment when an order failed. */
export const AbandonReservation = defineMessage({
  type: 'payment.abandon-reservation.v1',
  kind: 'command',
  source: 'fulfillment',
  summary: 'The order came to nothing: give the money back to the fund. Subject: the reservation.',
  data: z.strictObject({ requestId: z.uuid(), reason: Sentence }),
});
export type AbandonReservation = DataOf<typeof AbandonReservation>;

export const FundReserved = defineMessage({
  type: 'payment.fund-reserved.v1',
  kind: 'event',
  source: 'payment',
  summary: 'The amount is held for the request. Subject: the reservation.',
  data: z.strictObject(reservation),
});
export type FundReserved = DataOf<typeof FundReserved>;

export const ReservationRefused = defineMessage({
  type: 'payment.reservation-refused.v1',
  kind: 'event',
  source: 'payment',
  summary: 'The fund has not that much left; sourcing decides again. Subject: the reservation.',
  data: z.strictObject({ ...reservation, available: MoneyShape, reason: Sentence }),
});
export type ReservationRefused = DataOf<typeof ReservationRefused>;

export const ReservationReleased = defineMessage({
  type: 'payment.reservation-released.v1',
  kind: 'event',
  source: 'payment',
  summary: 'A held amount went back to the fund. Subject: the reservation.',
  data: z.strictObject({ ...reservation, reason: Sentence }),
});
export type ReservationReleased = DataOf<typeof ReservationReleased>;

export const EntryPosted = defineMessage({
  type: 'payment.entry-posted.v1',
  kind: 'event',
  source: 'payment',
  summary: 'A balanced entry stands in the ledger. Subject: the entry.',
  data: z.strictObject({
    requestId: z.uuid().optional(),
    kind: z.enum(['opening', 'purchase', 'ifm-expected', 'ifm-fee', 'reversal', 'consortium-charge']),
    description: Sentence,
    payee: z.string().optional(),
    settledBy: SettledBy,
    lines: z
      .array(z.strictObject({ account: z.string(), amount: MoneyShape.meta({ description: 'Debit positive, credit negative' }) }))
      .min(2),
    reverses: z.uuid().optional(),
  }),
});
export type EntryPosted = DataOf<typeof EntryPosted>;

export const FundChanged = defineMessage({
  type: 'payment.fund-changed.v1',
  kind: 'event',
  source: 'payment',
  summary: 'What is left in a fund changed: a hint for deciding, never a promise. Subject: the fund.',
  data: z.strictObject({ fund: z.string(), allocated: MoneyShape, reserved: MoneyShape, spent: MoneyShape, available: MoneyShape }),
});
export type FundChanged = DataOf<typeof FundChanged>;
