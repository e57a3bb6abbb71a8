import { z } from 'zod';
import { Day, LibrarySymbol, Moment, MoneyShape } from '../shapes/basic.ts';

/** The days a report is about, both included, as the library's own calendar counts them. */
export const Period = z.strictObject({ from: Day, to: Day, timeZone: z.string() }).meta({ id: 'Period' });
export type Period = z.infer<typeof Period>;

const counted = z.strictObject({ name: z.string(), count: z.int() });

/** A stretch of a request's way, in days of 24 hours. */
const stage = z.strictObject({
  name: z.enum(['submitted-decided', 'decided-sent', 'sent-shipped', 'shipped-received', 'submitted-finished']),
  count: z.int().meta({ description: 'Requests that have both ends' }),
  median: z.number(),
  p90: z.number(),
});

/** What happened in a period, in figures: requests counted by the date they were made, money by the date it was posted. */
export const Figures = z
  .strictObject({
    library: z.strictObject({ symbol: LibrarySymbol, name: z.string() }),
    period: Period,
    madeAt: Moment,
    requests: z.strictObject({
      total: z.int(),
      copies: z.int(),
      loans: z.int(),
      byOutcome: z.array(counted),
      byRoute: z.array(counted),
    }),
    rules: z.array(
      z.strictObject({
        number: z.string().optional(),
        id: z.string(),
        text: z.string(),
        count: z.int(),
        overridden: z.int().meta({ description: 'Of these, how many staff decided otherwise' }),
      }),
    ),
    stages: z.array(stage),
    suppliers: z.array(
      z.strictObject({
        name: z.string(),
        asked: z.int(),
        yes: z.int(),
        no: z.int(),
        noAnswer: z.int(),
        medianDays: z.number().optional().meta({ description: 'From asking to the answer' }),
      }),
    ),
    money: z.array(
      z.strictObject({
        spent: MoneyShape.meta({ description: 'What was booked on expense accounts' }),
        balance: MoneyShape.meta({ description: 'Sum of all ledger lines: zero' }),
      }),
    ),
  })
  .meta({ id: 'Figures' });
export type Figures = z.infer<typeof Figures>;

/** The workbooks there are. */
export const WorkbookList = z
  .strictObject({ workbooks: z.array(z.strictObject({ name: z.string(), title: z.string(), description: z.string() })) })
  .meta({ id: 'WorkbookList' });
export type WorkbookList = z.infer<typeof WorkbookList>;
