import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Sentence } from '../shapes/basic.ts';
import { AttemptKind, AttemptStatus } from '../shapes/attempt.ts';

export const SupplyExhausted = defineMessage({
  type: 'fulfillment.supply-exhausted.v1',
  kind: 'event',
  source: 'fulfillment',
  summary: 'Everyone who was to be asked said no or nothing: sourcing decides again. Subject: the request.',
  data: z.strictObject({
    decisionId: z.uuid(),
    tried: z.array(
      z.strictObject({ kind: AttemptKind, supplier: z.string(), status: AttemptStatus, reason: Sentence.optional() }),
    ),
  }),
});
export type SupplyExhausted = DataOf<typeof SupplyExhausted>;
