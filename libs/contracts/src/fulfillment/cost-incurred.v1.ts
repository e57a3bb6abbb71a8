import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { MoneyShape } from '../shapes/basic.ts';
import { AttemptKind } from '../shapes/attempt.ts';
import { NotInIfm, SettledBy } from '../shapes/outcome.ts';

export const CostIncurred = defineMessage({
  type: 'fulfillment.cost-incurred.v1',
  kind: 'event',
  source: 'fulfillment',
  summary: 'Something has to be paid: an order was confirmed, a lender shipped. Subject: the attempt; at most once an attempt.',
  data: z.strictObject({
    requestId: z.uuid(),
    kind: AttemptKind,
    what: z.enum(['copy', 'print', 'e-book', 'loan']),
    payee: z.string(),
    member: z.boolean().optional().meta({ description: 'Whether the payee is a member: what it gets stands in its books' }),
    amount: MoneyShape,
    settledBy: SettledBy,
    notInIfm: NotInIfm.optional(),
    lender: z
      .strictObject({
        country: z.string().length(2),
        agreement: z
          .string()
          .max(200)
          .optional()
          .meta({ description: 'Name of the agreement whose terms hold; absent where none does' }),
      })
      .optional()
      .meta({ description: 'Of a lender that is a partner; absent in messages of before it was told' }),
    daysLeft: z.int().nullable().optional().meta({
      description:
        'Calendar days from then until the last day on which it is of use; null where the patron named none; absent in messages of before it was told',
    }),
    reference: z
      .string()
      .max(200)
      .optional()
      .meta({ description: 'The lender’s own number of the request, where it named one: at OCLC, OCLC’s' }),
    reservation: z.uuid().optional(),
  }),
});
export type CostIncurred = DataOf<typeof CostIncurred>;
