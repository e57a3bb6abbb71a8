import { z } from 'zod';
import { Day, MoneyShape, Sentence } from '#lib/contracts';
import { CurrencyCode } from './settling-shapes.ts';

const MOST = 1_000_000_000_00;
export const ProviderParam = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .meta({ description: 'Who keeps the money, as charges name it', example: 'Get It Now' });
export const DepositQuery = z.strictObject({ currency: CurrencyCode.default('USD') });
export const DepositBody = z
  .strictObject({
    low: z.int().min(0).max(MOST).optional().meta({ description: 'Somebody is told below this; minor units' }),
  })
  .meta({ id: 'OpenDeposit' });
export const MoveBody = z
  .strictObject({
    minor: z
      .int()
      .min(-MOST)
      .max(MOST)
      .refine((minor) => minor !== 0, 'nothing moves')
      .meta({ description: 'In minor units; below zero: it came back' }),
    on: Day.meta({ description: 'When the bank booked it' }),
    reference: z.string().trim().min(1).max(200).meta({ description: 'The bank’s own words for it' }),
  })
  .meta({ id: 'DepositMoved' });
export const StatementBody = z
  .strictObject({
    says: z.int().min(-MOST).max(MOST).meta({ description: 'What the provider says is left; minor units' }),
    on: Day,
  })
  .meta({ id: 'DepositStatement' });

export const DepositShape = z
  .strictObject({
    provider: z.string(),
    balance: MoneyShape.meta({ description: 'What the books say is left' }),
    opened: z.boolean().meta({ description: 'false: something was charged to it, and nobody has opened it here' }),
    low: MoneyShape.optional(),
    isLow: z.boolean(),
    moves: z.array(
      z.strictObject({ nth: z.int(), amount: MoneyShape, on: Day, reference: z.string(), takenBack: Sentence.optional() }),
    ),
    stated: z
      .strictObject({ on: Day, says: MoneyShape, books: MoneyShape, differs: z.boolean(), accepted: Sentence.optional() })
      .optional()
      .meta({ description: 'The provider’s last statement, and what the books said then' }),
  })
  .meta({ id: 'Deposit', description: 'Money kept with a provider' });
export type DepositShape = z.infer<typeof DepositShape>;
export const DepositList = z.strictObject({ deposits: z.array(DepositShape) }).meta({ id: 'DepositList' });
export type DepositList = z.infer<typeof DepositList>;
