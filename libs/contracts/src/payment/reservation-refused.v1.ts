import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { MoneyShape, Sentence } from '../shapes/basic.ts';
import { reservation } from './shared.ts';

export const ReservationRefused = defineMessage({
  type: 'payment.reservation-refused.v1',
  kind: 'event',
  source: 'payment',
  summary: 'The fund has not that much left; sourcing decides again. Subject: the reservation.',
  data: z.strictObject({ ...reservation, available: MoneyShape, reason: Sentence }),
});
export type ReservationRefused = DataOf<typeof ReservationRefused>;
