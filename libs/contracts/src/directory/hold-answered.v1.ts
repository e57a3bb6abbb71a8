import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Sentence } from '../shapes/basic.ts';

export const HoldAnswered = defineMessage({
  type: 'directory.hold-answered.v1',
  kind: 'event',
  source: 'directory',
  summary: 'What the library’s own system said to a hold, or why it could not be asked. Subject: the supply attempt.',
  data: z.strictObject({
    requestId: z.uuid(),
    answer: z
      .enum([
        'placed',
        'refused',
        'in-doubt', // it could not be asked, or said nothing: a person looks there
        'removed',
        'kept', // it could not be taken away
      ])
      .meta({ description: 'What came of it' }),
    holdId: z.string().optional().meta({ description: 'The system’s number for a hold that was placed' }),
    reason: Sentence.optional().meta({ description: 'Of what was refused, is in doubt or was kept' }),
  }),
});
export type HoldAnswered = DataOf<typeof HoldAnswered>;
