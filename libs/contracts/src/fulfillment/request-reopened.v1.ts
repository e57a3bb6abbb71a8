import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Sentence } from '../shapes/basic.ts';
import { AttemptKind } from '../shapes/attempt.ts';

export const RequestReopened = defineMessage({
  type: 'fulfillment.request-reopened.v1',
  kind: 'event',
  source: 'fulfillment',
  summary:
    'What counted as finished, or even closed, is not: the patron could not get it, or the step by which they had it was taken back. Subject: the request.',
  data: z.strictObject({ kind: AttemptKind, supplier: z.string(), reason: Sentence }),
});
export type RequestReopened = DataOf<typeof RequestReopened>;
