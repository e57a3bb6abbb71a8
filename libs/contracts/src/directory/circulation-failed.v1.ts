import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Sentence } from '../shapes/basic.ts';

export const CirculationFailed = defineMessage({
  type: 'directory.circulation-failed.v1',
  kind: 'event',
  source: 'directory',
  summary: 'The library’s own system could not be told of a step of a loan: a person does it there. Subject: the supply attempt.',
  data: z.strictObject({
    requestId: z.uuid(),
    step: z.enum(['accept', 'check-out', 'check-in']).meta({ description: 'It has arrived, was handed out, came back' }),
    reason: Sentence,
  }),
});
export type CirculationFailed = DataOf<typeof CirculationFailed>;
