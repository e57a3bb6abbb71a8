import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Day, MoneyShape, Sentence } from '../shapes/basic.ts';
import { AttemptStatus } from '../shapes/attempt.ts';
import { attempt } from './shared.ts';

export const AttemptAdvanced = defineMessage({
  type: 'fulfillment.attempt-advanced.v1',
  kind: 'event',
  source: 'fulfillment',
  summary: 'A supply attempt took a step. Subject: the attempt.',
  data: z.strictObject({
    ...attempt,
    from: AttemptStatus,
    status: AttemptStatus,
    by: z.enum(['patron', 'staff', 'lender', 'provider', 'carrier', 'system']),
    reason: Sentence.optional(),
    dueDate: Day.optional(),
    offeredCost: MoneyShape.optional(),
    url: z.url().optional(),
    recalled: z.boolean().optional().meta({ description: 'With this step the lender wants it back' }),
    waitsFor: z.enum(['patron', 'staff', 'lender', 'provider', 'carrier', 'system', 'nobody']),
  }),
});
export type AttemptAdvanced = DataOf<typeof AttemptAdvanced>;
