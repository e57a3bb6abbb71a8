import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { MoneyShape } from '../shapes/basic.ts';

export const FeeOwed = defineMessage({
  type: 'fulfillment.fee-owed.v1',
  kind: 'event',
  source: 'fulfillment',
  summary: 'What the patron has agreed to pay is owed: it was sent. Subject: the attempt; again only after it was taken back.',
  data: z.strictObject({
    requestId: z.uuid(),
    what: z.enum(['copy', 'loan']),
    amount: MoneyShape.meta({ description: 'Never more than was agreed to, nor than the library’s cap' }),
  }),
});
export type FeeOwed = DataOf<typeof FeeOwed>;
