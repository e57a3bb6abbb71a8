import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { reservation } from './shared.ts';

export const FundReserved = defineMessage({
  type: 'payment.fund-reserved.v1',
  kind: 'event',
  source: 'payment',
  summary: 'The amount is held for the request. Subject: the reservation.',
  data: z.strictObject(reservation),
});
export type FundReserved = DataOf<typeof FundReserved>;
