import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Sentence } from '../shapes/basic.ts';

export const RequestWaiting = defineMessage({
  type: 'intake.request-waiting.v1',
  kind: 'event',
  source: 'intake',
  summary: 'Intake cannot make sense of the request; a person has to look.',
  data: z.strictObject({ reason: z.string(), message: Sentence }),
});
export type RequestWaiting = DataOf<typeof RequestWaiting>;
