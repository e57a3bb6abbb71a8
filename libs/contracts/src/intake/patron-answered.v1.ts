import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';

export const PatronAnswered = defineMessage({
  type: 'intake.patron-answered.v1',
  kind: 'event',
  source: 'intake',
  summary: 'The patron (or staff on their behalf) answered what sourcing had asked.',
  data: z.strictObject({
    decisionId: z.uuid().meta({ description: 'The decision whose question it answers' }),
    question: z.string(),
    answer: z.string(),
    by: z.enum(['patron', 'staff']),
  }),
});
export type PatronAnswered = DataOf<typeof PatronAnswered>;
