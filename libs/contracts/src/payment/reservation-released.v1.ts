import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Sentence } from '../shapes/basic.ts';
import { reservation } from './shared.ts';

export const ReservationReleased = defineMessage({
  type: 'payment.reservation-released.v1',
  kind: 'event',
  source: 'payment',
  summary: 'A held amount went back to the fund. Subject: the reservation.',
  data: z.strictObject({ ...reservation, reason: Sentence }),
});
export type ReservationReleased = DataOf<typeof ReservationReleased>;
