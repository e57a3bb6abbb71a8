import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { PatronRef } from '../shapes/basic.ts';

export const RequestUnlinked = defineMessage({
  type: 'intake.request-unlinked.v1',
  kind: 'event',
  source: 'intake',
  summary: 'A closed request is nobody’s any more: whoever keeps its patronRef puts the stand-in in its place. Statistics stay.',
  data: z.strictObject({
    standIn: PatronRef.meta({ description: 'Random, of this request alone; leads to nobody' }),
  }),
});
export type RequestUnlinked = DataOf<typeof RequestUnlinked>;
