import { z } from 'zod';
import { MoneyShape, Moment, PatronFeeStanding, PatronRef } from '#lib/contracts';

export const FeesQueryShape = z.strictObject({
  patron: PatronRef.optional().meta({ description: 'Whose, for the desk; patrons see their own' }),
});
export const PatronFees = z
  .strictObject({
    patronRef: PatronRef,
    open: z
      .array(MoneyShape)
      .meta({ description: 'Owed in all, by currency; below zero: to be given back. Empty where nothing is open' }),
    requests: z
      .array(z.strictObject({ id: z.uuid(), title: z.string(), submittedAt: Moment, fee: PatronFeeStanding }))
      .meta({ description: 'Those that have a fee, the latest first; at most 200' }),
  })
  .meta({ id: 'PatronFeesOf' });
export type PatronFees = z.infer<typeof PatronFees>;
