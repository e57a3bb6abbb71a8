import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Sentence } from '../shapes/basic.ts';

/** As ReleaseReservation, sent by fulfillment when an order failed. */
export const AbandonReservation = defineMessage({
  type: 'payment.abandon-reservation.v1',
  kind: 'command',
  source: 'fulfillment',
  summary: 'It came to nothing: money goes back to the fund, vouchers into the drawer. Subject: the reservation or promise.',
  data: z.strictObject({ requestId: z.uuid(), reason: Sentence }),
});
export type AbandonReservation = DataOf<typeof AbandonReservation>;
