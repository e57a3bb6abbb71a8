import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Sentence } from '../shapes/basic.ts';

/** What ended it. `hard-cap`: nobody did, and the library’s limit was reached. */
export const EndCause = z.enum(['filled', 'lost', 'not-picked-up', 'unfilled', 'cancelled', 'hard-cap']).meta({ id: 'EndCause' });
export type EndCause = z.infer<typeof EndCause>;

export const RequestClosed = defineMessage({
  type: 'fulfillment.request-closed.v1',
  kind: 'event',
  source: 'fulfillment',
  summary: 'Nothing is owed by anyone any more. Subject: the request.',
  data: z.strictObject({
    outcome: z.enum(['filled', 'unfilled', 'cancelled']),
    reason: Sentence,
    cause: EndCause.optional(),
  }),
});
export type RequestClosed = DataOf<typeof RequestClosed>;
