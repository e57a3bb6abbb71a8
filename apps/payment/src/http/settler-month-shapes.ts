import { z } from 'zod';
import { MoneyShape } from '#lib/contracts';
import { GAPS, PARTS } from '../domain/ifm/month.ts';
import { IfmSide } from './settler-shapes.ts';
import { MonthParam } from './settling-shapes.ts';

const part = z
  .enum(PARTS)
  .meta({ description: 'Debits for what was borrowed, credits for what was lent, the settler’s own fees' });
const sums = {
  month: MonthParam,
  brought: z.array(IfmSide).readonly().meta({ description: 'Of which sides a report of the month was brought' }),
  parts: z
    .array(
      z.strictObject({
        part,
        expected: MoneyShape,
        expectedCount: z.int(),
        reported: MoneyShape.optional().meta({ description: 'Absent where no report says it' }),
        reportedCount: z.int().optional(),
      }),
    )
    .readonly(),
  expected: MoneyShape.meta({ description: 'Debits and fees less credits: above zero an invoice, below zero a credit memo' }),
  reported: MoneyShape.optional(),
};
export const SettlerMonthList = z
  .strictObject({ months: z.array(z.strictObject(sums)).readonly() })
  .meta({ id: 'SettlerMonthList' });
export type SettlerMonthList = z.infer<typeof SettlerMonthList>;
export const SettlerMonthShape = z
  .strictObject({
    ...sums,
    differs: z.array(
      z.strictObject({
        part,
        gap: z.enum(GAPS),
        requestId: z.uuid().optional(),
        with: z.string().optional().meta({ description: 'The other library' }),
        number: z.string().optional(),
        expected: MoneyShape,
        reported: MoneyShape,
      }),
    ),
    more: z.boolean(),
  })
  .meta({ id: 'SettlerMonth', description: 'A month as the settler bills it, with what differs from what was expected' });
export type SettlerMonthShape = z.infer<typeof SettlerMonthShape>;
