import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Day } from '../shapes/basic.ts';
import { AttemptKind } from '../shapes/attempt.ts';

export const RequestFinished = defineMessage({
  type: 'fulfillment.request-finished.v1',
  kind: 'event',
  source: 'fulfillment',
  summary: 'The patron has what was asked. Something may still be owed (a return, an invoice). Subject: the request.',
  data: z.strictObject({ kind: AttemptKind, supplier: z.string(), url: z.url().optional(), availableUntil: Day.optional() }),
});
export type RequestFinished = DataOf<typeof RequestFinished>;
