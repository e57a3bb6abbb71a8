import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Day, Sentence } from '../shapes/basic.ts';
import { AttemptKind, AttemptStatus } from '../shapes/attempt.ts';

export const SupplyExhausted = defineMessage({
  type: 'fulfillment.supply-exhausted.v1',
  kind: 'event',
  source: 'fulfillment',
  summary: 'Everyone who was to be asked said no or nothing: sourcing decides again. Subject: the request.',
  data: z.strictObject({
    decisionId: z.uuid(),
    tried: z.array(
      z.strictObject({
        kind: AttemptKind,
        supplier: z.string(),
        status: AttemptStatus,
        reason: Sentence.optional(),
        retryAfter: Day.optional().meta({ description: 'From when on the lender may be asked again, by its own word' }),
      }),
    ),
  }),
});
export type SupplyExhausted = DataOf<typeof SupplyExhausted>;
