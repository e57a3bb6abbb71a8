import { z } from 'zod';
import { Day, MoneyShape, ServiceType } from '#lib/contracts';
import { PartnerSymbol } from './invoice-shapes.ts';
import { CurrencyCode, MonthParam } from './settling-shapes.ts';

export const ToBillQueryShape = z.strictObject({ borrower: PartnerSymbol.optional() });
export type ToBillQueryShape = z.infer<typeof ToBillQueryShape>;
export const ToBillList = z
  .strictObject({
    sums: z.array(z.strictObject({ borrower: z.string(), month: MonthParam, count: z.int(), amount: MoneyShape })),
    items: z.array(
      z.strictObject({
        lent: z.uuid().meta({ description: 'Our side of the loan or copy' }),
        borrower: z.string(),
        service: ServiceType,
        sentOn: Day,
        reference: z.string().optional().meta({ description: 'The borrower’s number of it' }),
        amount: MoneyShape,
      }),
    ),
    more: z.boolean(),
  })
  .meta({ id: 'ToBillList', description: 'What was lent by invoice and stands on none yet, by borrower and month' });
export type ToBillList = z.infer<typeof ToBillList>;

export const BillBody = z
  .strictObject({
    borrower: PartnerSymbol,
    currency: CurrencyCode.default('USD'),
    before: Day.optional().meta({ description: 'Only what was sent before that day' }),
  })
  .meta({ id: 'BillLent' });
export type BillBody = z.infer<typeof BillBody>;
