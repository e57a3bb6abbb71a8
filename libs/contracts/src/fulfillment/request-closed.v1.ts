import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Sentence } from '../shapes/basic.ts';

export const RequestClosed = defineMessage({
  type: 'fulfillment.request-closed.v1',
  kind: 'event',
  source: 'fulfillment',
  summary: 'Nothing is owed by anyone any more. Subject: the request.',
  data: z.strictObject({ outcome: z.enum(['filled', 'unfilled', 'cancelled']), reason: Sentence }),
});
export type RequestClosed = DataOf<typeof RequestClosed>;
