import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Sentence } from '../shapes/basic.ts';

export const ReleaseReservation = defineMessage({
  type: 'payment.release-reservation.v1',
  kind: 'command',
  source: 'sourcing',
  summary: 'Nothing will be bought after all: give the money back to the fund. Subject: the reservation.',
  data: z.strictObject({ requestId: z.uuid(), reason: Sentence }),
});
export type ReleaseReservation = DataOf<typeof ReleaseReservation>;
