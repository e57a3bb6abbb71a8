import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Sentence } from '../shapes/basic.ts';

export const RequestCancelled = defineMessage({
  type: 'intake.request-cancelled.v1',
  kind: 'event',
  source: 'intake',
  summary: 'The borrower ends the request; whoever is at work on it stops.',
  data: z.strictObject({ by: z.enum(['patron', 'staff']), reason: Sentence }),
});
export type RequestCancelled = DataOf<typeof RequestCancelled>;
