import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Sentence } from '../shapes/basic.ts';

export const CostReversed = defineMessage({
  type: 'fulfillment.cost-reversed.v1',
  kind: 'event',
  source: 'fulfillment',
  summary: 'What was to be paid is not: the order was cancelled in time. Subject: the attempt.',
  data: z.strictObject({ requestId: z.uuid(), reason: Sentence }),
});
export type CostReversed = DataOf<typeof CostReversed>;
