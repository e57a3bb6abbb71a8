import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Moment, PatronRef, Sentence } from '../shapes/basic.ts';

export const QuestionReminded = defineMessage({
  type: 'sourcing.question-reminded.v1',
  kind: 'event',
  source: 'sourcing',
  summary: 'A question to the patron is still open, and they are to be reminded before silence counts as its default answer.',
  data: z.strictObject({
    decisionId: z.uuid().meta({ description: 'The decision whose question it is' }),
    question: z.string(),
    text: Sentence,
    options: z.array(z.strictObject({ value: z.string(), label: Sentence })).min(1),
    default: z.string().meta({ description: 'What silence means' }),
    answerBy: Moment,
    number: z.int().positive().meta({ description: 'Which reminder of this question it is' }),
    patronRef: PatronRef,
  }),
});
export type QuestionReminded = DataOf<typeof QuestionReminded>;
