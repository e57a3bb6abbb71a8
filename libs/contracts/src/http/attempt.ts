import { z } from 'zod';
import { AttemptKind, AttemptStatus, Renewal } from '../shapes/attempt.ts';
import { Day, Moment, MoneyShape, Sentence } from '../shapes/basic.ts';
import { TaskAction } from './task.ts';

/** A supply attempt on the request's page, with all a person may do about it. */
export const SupplyAttempt = z
  .strictObject({
    id: z.uuid(),
    kind: AttemptKind,
    supplier: z.string(),
    status: AttemptStatus,
    position: z.int().positive(),
    of: z.int().positive(),
    openedAt: Moment,
    since: Moment.meta({ description: 'Since when it stands so' }),
    deadline: Moment.optional(),
    reason: Sentence.optional(),
    dueDate: Day.optional().meta({ description: 'The lender’s' }),
    patronDueDate: Day.optional(),
    renewal: Renewal.optional(),
    renewals: z.int().optional().meta({ description: 'How often it has been renewed' }),
    overdue: z.literal(true).optional(),
    recalled: z.literal(true).optional(),
    conditions: z.array(z.string()).optional().meta({ description: 'The lender’s restrictions: for the book band' }),
    pieces: z.int().optional().meta({ description: 'How many pieces have come' }),
    carrier: z.string().optional(),
    tracking: z.string().optional(),
    availableUntil: Day.optional(),
    refund: z.enum(['asked', 'granted']).optional(),
    offeredCost: MoneyShape.optional(),
    url: z.url().optional(),
    actions: z.array(TaskAction),
  })
  .meta({ id: 'SupplyAttempt' });
export type SupplyAttempt = z.infer<typeof SupplyAttempt>;
export const SupplyAttemptList = z.strictObject({ attempts: z.array(SupplyAttempt) }).meta({ id: 'SupplyAttemptList' });
export type SupplyAttemptList = z.infer<typeof SupplyAttemptList>;
