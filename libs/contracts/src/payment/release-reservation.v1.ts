import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Sentence } from '../shapes/basic.ts';

export const ReleaseReservation = defineMessage({
  type: 'payment.release-reservation.v1',
  kind: 'command',
  source: 'sourcing',
  summary:
    'Nothing will be got this way after all: money goes back to the fund, vouchers into the drawer. Subject: the reservation or promise.',
  data: z.strictObject({ requestId: z.uuid(), reason: Sentence }),
});
export type ReleaseReservation = DataOf<typeof ReleaseReservation>;
