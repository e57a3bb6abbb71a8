import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { asked } from './shared.ts';

export const RequestReceived = defineMessage({
  type: 'intake.request-received.v1',
  kind: 'event',
  source: 'intake',
  summary: 'A request came in, as the patron made it (citation already normalized).',
  data: z.strictObject(asked),
});
export type RequestReceived = DataOf<typeof RequestReceived>;
