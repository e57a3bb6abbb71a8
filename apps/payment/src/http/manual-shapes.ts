import { z } from 'zod';
import { MoneyShape, Moment, Sentence } from '#lib/contracts';
import { MANUAL_CODES } from '../domain/manual/manual-entry.ts';

const Line = z.strictObject({
  account: z.string().trim().min(1).max(60).meta({ example: 'expense:fees' }),
  amount: MoneyShape.meta({ description: 'Debit positive, credit negative' }),
});
export const ManualBody = z
  .strictObject({
    lines: z.array(Line).max(20),
    reason: Sentence,
    requestId: z.uuid().optional().meta({ description: 'The request it is about' }),
  })
  .meta({ id: 'ManualEntryProposed', description: 'An entry in one currency whose lines add up to zero' });
export type ManualBody = z.infer<typeof ManualBody>;
export const ManualReason = z.strictObject({ reason: Sentence }).meta({ id: 'ManualReason' });
export const LimitBody = z
  .strictObject({
    limit: z
      .int()
      .min(0)
      .max(1_000_000)
      .meta({ description: 'Whole units of each currency, for all that one person posts within 30 days; 0: always two persons' }),
  })
  .meta({ id: 'ManualLimit' });

const Said = z.strictObject({ by: z.string(), reason: Sentence });
export const ManualEntryShape = z
  .strictObject({
    id: z.uuid(),
    status: z.enum(['proposed', 'posted', 'refused', 'reversal-proposed', 'reversed']),
    at: Moment.meta({ description: 'When it was proposed' }),
    by: z.string().meta({ description: 'The account of who proposed it' }),
    reason: Sentence,
    requestId: z.uuid().optional(),
    lines: z.array(Line),
    entry: z.uuid().optional().meta({ description: 'The entry in the ledger, once it is posted' }),
    approvedBy: z.string().optional().meta({ description: 'Absent: within the limit, or not approved' }),
    waits: z
      .strictObject({
        limit: z.int().meta({ description: 'Whole units' }),
        already: MoneyShape.optional().meta({
          description: 'What its writer had posted alone in the 30 days before; absent where it is above the limit by itself',
        }),
      })
      .optional()
      .meta({ description: 'Why it waits for a second person' }),
    refused: Said.optional(),
    reversal: Said.optional().meta({ description: 'Who wants it taken back, and why' }),
  })
  .meta({ id: 'ManualEntry' });
export type ManualEntryShape = z.infer<typeof ManualEntryShape>;
export const ManualEntryList = z
  .strictObject({
    limit: z.int().meta({ description: 'Up to what one person posts alone within 30 days, in whole units of each currency' }),
    alone: z.array(MoneyShape).meta({ description: 'What you posted alone in the last 30 days, for each currency' }),
    accounts: z.array(z.enum(MANUAL_CODES as [string, ...string[]])).meta({ description: 'What may be posted to by hand' }),
    entries: z.array(ManualEntryShape).meta({ description: 'Those that wait first, then the latest' }),
    more: z.boolean(),
  })
  .meta({ id: 'ManualEntryList' });
export type ManualEntryList = z.infer<typeof ManualEntryList>;
