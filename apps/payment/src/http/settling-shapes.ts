import { z } from 'zod';
import { MoneyShape, Moment, Sentence } from '#lib/contracts';
import { SECTIONS } from '../domain/settling/statement.ts';

export const MonthParam = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'it is a year and a month, such as 2025-10')
  .meta({ id: 'Month', example: '2025-10' });
export const CurrencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/, 'it is a currency’s three letters, such as USD')
  .meta({ example: 'USD' });
export const StatementQuery = z.strictObject({ currency: CurrencyCode.default('USD') });
const After = z.uuid().optional().meta({ description: 'The entry of the last line seen: lines after it' });
export const LinesQuery = z.strictObject({ after: After });
export const StatementPageQuery = StatementQuery.extend({ after: After });

export const MonthList = z
  .strictObject({
    months: z.array(
      z.strictObject({ month: MonthParam, closedAt: Moment.optional().meta({ description: 'Absent while it is open' }) }),
    ),
  })
  .meta({ id: 'MonthList' });
export type MonthList = z.infer<typeof MonthList>;

/** Which transfer, counted from 1. */
export const Nth = z.coerce.number().int().min(1).max(10_000);

const Owed = MoneyShape.meta({ description: 'Owed: positive; to be got: negative' });
const Lines = z.int().min(0);
export const StatementShape = z
  .strictObject({
    month: MonthParam,
    closedAt: Moment.optional().meta({ description: 'Since when it cannot change; absent while the month is open' }),
    before: Owed,
    sums: z.strictObject(
      Object.fromEntries(SECTIONS.map((name) => [name, Owed])) as Record<(typeof SECTIONS)[number], typeof Owed>,
    ),
    counts: z
      .strictObject(Object.fromEntries(SECTIONS.map((name) => [name, Lines])) as Record<(typeof SECTIONS)[number], typeof Lines>)
      .meta({ description: 'How many lines each figure is the sum of' }),
    total: Owed.meta({ description: 'All of the month' }),
    after: Owed,
    lines: z
      .array(
        z.strictObject({
          entry: z.uuid(),
          at: Moment,
          section: z.enum(SECTIONS),
          counterparty: z.string(),
          description: z.string(),
          requestId: z.uuid().optional(),
          owes: Owed,
          restates: MonthParam.optional().meta({ description: 'The closed month it is about' }),
        }),
      )
      .max(500),
    more: z.boolean().meta({ description: 'There are lines after these: ask with `after`, the entry of the last' }),
  })
  .meta({ id: 'SettlementStatement', description: 'What the consortium settles for a library in a month' });
export type StatementShape = z.infer<typeof StatementShape>;

export const DrawUpBody = z
  .strictObject({ month: MonthParam, currency: CurrencyCode.default('USD') })
  .meta({ id: 'DrawUpNetting' });
export type DrawUpBody = z.infer<typeof DrawUpBody>;
export const WithdrawBody = z.strictObject({ reason: Sentence }).meta({ id: 'WithdrawNetting' });
export const PaidBody = z
  .strictObject({ reference: z.string().trim().min(1).max(200).optional().meta({ description: 'As it stands on the account' }) })
  .meta({ id: 'TransferPaid' });

export const NettingShape = z
  .strictObject({
    id: z.uuid(),
    status: z.enum(['drawn-up', 'approved', 'settled', 'withdrawn']),
    month: MonthParam,
    currency: CurrencyCode,
    positions: z.array(z.strictObject({ library: z.string(), owes: Owed })),
    transfers: z.array(
      z.strictObject({
        from: z.string(),
        to: z.string(),
        amount: MoneyShape,
        paid: z.strictObject({ at: Moment, by: z.string(), reference: z.string().optional() }).optional(),
      }),
    ),
    drawnUpBy: z.string(),
    approvedBy: z.string().optional(),
    withdrawnBecause: z.string().optional(),
    reminders: z.int(),
  })
  .meta({
    id: 'Netting',
    description: 'A month’s debts between members in one currency, and the few transfers that settle them',
  });
export type NettingShape = z.infer<typeof NettingShape>;
export const NettingList = z.strictObject({ nettings: z.array(NettingShape) }).meta({ id: 'NettingList' });
