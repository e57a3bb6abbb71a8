import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Sentence } from '../shapes/basic.ts';
import { reservation } from './shared.ts';

export const ReserveFund = defineMessage({
  type: 'payment.reserve-fund.v1',
  kind: 'command',
  source: 'sourcing',
  summary: 'Hold this much of a fund for a request. Subject: the reservation. Answered by reserved or refused.',
  data: z.strictObject({ ...reservation, purpose: Sentence }),
});
export type ReserveFund = DataOf<typeof ReserveFund>;
