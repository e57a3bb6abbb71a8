import { z } from 'zod';
import { Day, MoneyShape, Moment } from '../shapes/basic.ts';
import { Citation, ServiceType } from '../shapes/citation.ts';
import { LentStatus } from '../shapes/lent.ts';
import { Means, ReturnPostage, VoucherHalves } from '../shapes/means.ts';
import { MOST_AT_ONCE } from './batch-step.ts';
import { TaskAction } from './task.ts';

/** What the library's own lending policy said when it was asked: advice to its staff, and nobody else's to see. */
export const LentAdvice = z
  .strictObject({
    policy: z.string().meta({ description: 'The hash of the policy' }),
    answer: z.enum(['supply', 'conditional', 'unfilled', 'retry', 'pull', 'staff']),
    params: z.record(z.string(), z.unknown()).meta({ description: 'Days of the loan, reason, condition' }),
    rule: z.string().optional().meta({ description: 'Absent where no rule applied, or one could not be checked' }),
    reason: z.string(),
    because: z.array(z.string()).meta({ description: 'On which facts, in sentences' }),
  })
  .meta({ id: 'LentAdvice' });
export type LentAdvice = z.infer<typeof LentAdvice>;

/** What the library asks for something it lends, as its charges policy says: told the borrower with the answer, charged when it is sent. */
export const LentAsks = z
  .strictObject({
    policy: z.string().meta({ description: 'The hash of the charges policy' }),
    rules: z.array(z.strictObject({ id: z.string(), reason: z.string() })).meta({ description: 'Those that applied' }),
    means: Means.optional().meta({ description: 'Absent: no rule says what is asked' }),
    amount: MoneyShape.optional().meta({ description: 'Absent: vouchers, reciprocity, or what staff name when it is sent' }),
    halves: VoucherHalves.optional(),
    returnPostage: ReturnPostage.optional(),
    why: z.string().optional().meta({ description: 'Why nothing is asked by itself: a person has to say' }),
  })
  .meta({ id: 'LentAsks' });
export type LentAsks = z.infer<typeof LentAsks>;

/** The worklists of whoever lends. */
export const LentWorklist = z
  .enum(['to-answer', 'to-pull', 'to-send', 'cancel-asked', 'renewals', 'overdue', 'to-check-in', 'problems'])
  .meta({ id: 'LentWorklist' });
export type LentWorklist = z.infer<typeof LentWorklist>;

/** A loan or a copy as its lender has it. */
export const LentItem = z
  .strictObject({
    id: z.uuid(),
    version: z.int().nonnegative().meta({ description: '0: lent by a system elsewhere, and only followed here' }),
    borrower: z.string().meta({ description: 'Symbol of the library that asks' }),
    borrowerName: z.string().optional(),
    via: z.enum(['platform', 'iso18626']).optional(),
    service: ServiceType,
    title: z.string(),
    status: LentStatus,
    worklist: LentWorklist.optional(),
    reason: z.string().optional().meta({ description: 'How it stands, in plain words' }),
    barcode: z.string().optional().meta({ description: 'Of the copy that is lent, as the library’s own system knows it' }),
    callNumber: z.string().optional().meta({ description: 'Where it stands: as staff have it, else as the borrower found it' }),
    dueDate: Day.optional(),
    deadline: Moment.optional(),
    askedAt: Moment,
    since: Moment.optional().meta({ description: 'When it came to this status' }),
    updatedAt: Moment,
    rush: z.boolean().optional(),
    neededBy: Day.optional(),
    advice: LentAdvice.optional(),
    asks: LentAsks.optional(),
    charged: z.enum(['charged', 'taken-back']).optional().meta({ description: 'Whether what is asked has been charged' }),
    questions: z.array(
      z.strictObject({ id: z.string(), kind: z.string(), text: z.string(), at: Moment, settle: TaskAction.optional() }),
    ),
    actions: z.array(TaskAction),
  })
  .meta({ id: 'Lent' });
export type LentItem = z.infer<typeof LentItem>;

/** What a library was asked for and lends, with how much stands on each of its worklists. */
export const LentList = z
  .strictObject({
    lent: z.array(LentItem),
    more: z.boolean(),
    lists: z.array(z.strictObject({ worklist: LentWorklist, count: z.int().nonnegative(), oldest: Moment.optional() })),
  })
  .meta({ id: 'LentList' });
export type LentList = z.infer<typeof LentList>;

/** One of them with all that is known: what is asked for, and what has been said. */
export const LentDetails = LentItem.extend({
  citation: Citation,
  asked: z.strictObject({
    note: z.string().optional(),
    pages: z.int().optional(),
    maxCost: MoneyShape.optional(),
    payment: z.string().optional(),
    deliverTo: z.array(z.string()).optional(),
    subTypes: z.array(z.string()).optional(),
    multipleItemRequestId: z.string().optional(),
    from: Day.optional(),
    until: Day.optional(),
    accepted: z.array(z.string()).optional(),
  }),
  cost: MoneyShape.optional(),
  pieces: z.int().optional(),
  carrier: z.string().optional(),
  tracking: z.string().optional(),
  url: z.string().optional(),
  conditions: z.array(z.string()).optional(),
  steps: z.array(z.strictObject({ at: Moment, what: z.string(), by: z.string().optional(), text: z.string().optional() })).meta({
    description: 'What was done and said, first to last',
  }),
}).meta({ id: 'LentDetails' });
export type LentDetails = z.infer<typeof LentDetails>;

/** One step with many at once: the same fields for all. */
export const LentBatch = z
  .strictObject({
    fields: z.record(z.string(), z.unknown()).default({}),
    lent: z
      .array(z.strictObject({ id: z.uuid(), version: z.int().positive().optional() }))
      .min(1)
      .max(MOST_AT_ONCE),
  })
  .meta({ id: 'LentBatch' });
export type LentBatch = z.infer<typeof LentBatch>;
export const LentBatchResult = z
  .strictObject({
    done: z.int().nonnegative(),
    refused: z.int().nonnegative(),
    results: z.array(
      z.strictObject({
        id: z.uuid(),
        status: LentStatus.optional().meta({ description: 'How it stands now' }),
        problem: z.strictObject({ code: z.string(), detail: z.string(), remedy: z.string().optional() }).optional(),
      }),
    ),
  })
  .meta({ id: 'LentBatchResult' });
export type LentBatchResult = z.infer<typeof LentBatchResult>;
