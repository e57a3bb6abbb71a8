import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { attempt } from './shared.ts';

export const AttemptOpened = defineMessage({
  type: 'fulfillment.attempt-opened.v1',
  kind: 'event',
  source: 'fulfillment',
  summary: 'One lender is to be asked, one order placed, one copy delivered. Subject: the attempt.',
  data: z.strictObject({ ...attempt, position: z.int().positive(), of: z.int().positive() }),
});
export type AttemptOpened = DataOf<typeof AttemptOpened>;
