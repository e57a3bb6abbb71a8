import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Sentence } from '../shapes/basic.ts';

export const SourcingEnded = defineMessage({
  type: 'sourcing.ended.v1',
  kind: 'event',
  source: 'sourcing',
  summary: 'Nothing will be supplied: the request ended with the decision itself, or a person closed it unfilled.',
  data: z.strictObject({
    outcome: z.enum(['told', 'merged', 'declined', 'unfilled', 'cancelled']),
    reason: Sentence,
    into: z.uuid().optional(),
  }),
});
export type SourcingEnded = DataOf<typeof SourcingEnded>;
