import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Day, Moment, MoneyShape, Sentence } from '../shapes/basic.ts';
import { AttemptStatus, Renewal } from '../shapes/attempt.ts';
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
    dueDate: Day.optional().meta({ description: 'The lender’s: the day the item is due back at this library, to go home' }),
    patronDueDate: Day.optional().meta({ description: 'The patron’s: some working days before the lender’s' }),
    offeredCost: MoneyShape.optional(),
    url: z.url().optional(),
    recalled: z.boolean().optional().meta({ description: 'With this step the lender wants it back' }),
    overdue: z.boolean().optional().meta({ description: 'With this step it is past the patron’s day, or the lender says so' }),
    renewal: Renewal.optional().meta({ description: 'With this step more time was asked for, granted or refused' }),
    availableUntil: Day.optional().meta({
      description: 'Of a copy bought or borrowed for one patron: its link is shown until then',
    }),
    pickUpBy: Moment.optional().meta({ description: 'So long it waits on the hold shelf' }),
    undone: z.boolean().optional().meta({ description: 'With this step the one before it is taken back' }),
    waitsFor: z.enum(['patron', 'staff', 'lender', 'provider', 'carrier', 'system', 'nobody']),
  }),
});
export type AttemptAdvanced = DataOf<typeof AttemptAdvanced>;
