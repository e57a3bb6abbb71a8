import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { MoneyShape, Sentence } from '../shapes/basic.ts';
import { SettledBy } from '../shapes/outcome.ts';

export const EntryPosted = defineMessage({
  type: 'payment.entry-posted.v1',
  kind: 'event',
  source: 'payment',
  summary: 'A balanced entry stands in the ledger. Subject: the entry.',
  data: z.strictObject({
    requestId: z.uuid().optional(),
    kind: z.enum(['opening', 'purchase', 'ifm-expected', 'ifm-fee', 'reversal', 'consortium-charge']),
    description: Sentence,
    payee: z.string().optional(),
    settledBy: SettledBy,
    lines: z
      .array(z.strictObject({ account: z.string(), amount: MoneyShape.meta({ description: 'Debit positive, credit negative' }) }))
      .min(2),
    reverses: z.uuid().optional(),
  }),
});
export type EntryPosted = DataOf<typeof EntryPosted>;
