import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Day, MoneyShape } from '../shapes/basic.ts';

export const FundChanged = defineMessage({
  type: 'payment.fund-changed.v1',
  kind: 'event',
  source: 'payment',
  summary: 'What is left in a fund changed: a hint for deciding, never a promise. Subject: the fund.',
  data: z.strictObject({
    fund: z.string(),
    allocated: MoneyShape,
    reserved: MoneyShape,
    spent: MoneyShape,
    available: MoneyShape,
    startsOn: Day.optional().meta({ description: 'First day of the fiscal year it is meant for' }),
    endsOn: Day.optional(),
  }),
});
export type FundChanged = DataOf<typeof FundChanged>;
