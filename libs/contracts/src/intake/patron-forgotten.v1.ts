import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { PatronRef } from '../shapes/basic.ts';

export const PatronForgotten = defineMessage({
  type: 'intake.patron-forgotten.v1',
  kind: 'event',
  source: 'intake',
  summary: 'Whether a patron’s requests could be unlinked from them: all of them, or none as some are open. Subject: the patron.',
  data: z.strictObject({
    patronRef: PatronRef,
    open: z.int().min(0).meta({ description: 'Requests still open; where there are any, nothing was done' }),
  }),
});
export type PatronForgotten = DataOf<typeof PatronForgotten>;
