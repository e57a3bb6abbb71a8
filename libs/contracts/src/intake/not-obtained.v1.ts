import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Sentence } from '../shapes/basic.ts';
import { NotObtainedReason } from '../shapes/request.ts';

export const NotObtained = defineMessage({
  type: 'intake.not-obtained.v1',
  kind: 'event',
  source: 'intake',
  summary: 'The patron cannot get at what is said to be there, or it is no good: it has to be supplied otherwise.',
  data: z.strictObject({
    by: z.enum(['patron', 'staff']),
    reason: NotObtainedReason,
    note: Sentence.optional().meta({ description: 'What staff know of it; a patron’s own words stay with intake' }),
  }),
});
export type NotObtained = DataOf<typeof NotObtained>;
