import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { MoneyShape, Sentence } from '../shapes/basic.ts';
import { ServiceType } from '../shapes/citation.ts';
import { Means, ReturnPostage, VoucherHalves } from '../shapes/means.ts';

export const LentCharged = defineMessage({
  type: 'fulfillment.lent-charged.v1',
  kind: 'event',
  source: 'fulfillment',
  summary:
    'A library asks something for what it has sent: what its charges policy says, or what its staff named. Its tenant is the lender; it names no patron, and of a member’s request nothing. Subject: the lender’s side; at most once each.',
  data: z.strictObject({
    borrower: z.string().min(1).max(100).meta({ description: 'Symbol of the library that has it, a member or not' }),
    country: z.string().length(2).optional().meta({ description: 'Of the borrower; absent where nobody told' }),
    member: z.boolean().meta({
      description:
        'A member’s charge that the consortium settles is posted from its own side: whoever hears this posts it not once more',
    }),
    service: ServiceType,
    means: Means,
    amount: MoneyShape.optional().meta({ description: 'Absent with vouchers and reciprocity' }),
    halves: VoucherHalves.optional(),
    returnPostage: ReturnPostage.optional(),
    reference: z.string().max(200).optional().meta({ description: 'The number of a borrower outside for it; of a member none' }),
    policy: z
      .strictObject({ hash: z.string(), rules: z.array(z.string()).max(100) })
      .meta({ description: 'The charges policy that was asked, and which of its rules applied' }),
    reasons: z.array(Sentence).max(100).meta({ description: 'Why, a sentence a rule; where staff named the amount, that too' }),
  }),
});
export type LentCharged = DataOf<typeof LentCharged>;
