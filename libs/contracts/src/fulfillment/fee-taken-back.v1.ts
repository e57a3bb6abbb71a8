import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Sentence } from '../shapes/basic.ts';

export const FeeTakenBack = defineMessage({
  type: 'fulfillment.fee-taken-back.v1',
  kind: 'event',
  source: 'fulfillment',
  summary:
    'The patron owes nothing for it: it never came, is not what was asked for, or its cost was taken back. Subject: the attempt.',
  data: z.strictObject({ requestId: z.uuid(), reason: Sentence }),
});
export type FeeTakenBack = DataOf<typeof FeeTakenBack>;
