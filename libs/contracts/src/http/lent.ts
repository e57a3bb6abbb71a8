import { z } from 'zod';
import { Day, LibrarySymbol, Moment } from '../shapes/basic.ts';
import { ServiceType } from '../shapes/citation.ts';
import { LentStatus } from '../shapes/lent.ts';

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

/** What a library was asked for, and lent to, other members: its own side of each. */
export const LentList = z
  .strictObject({
    lent: z.array(
      z
        .strictObject({
          id: z.uuid(),
          borrower: LibrarySymbol,
          service: ServiceType,
          title: z.string(),
          status: LentStatus,
          dueDate: Day.optional(),
          askedAt: Moment,
          updatedAt: Moment,
          advice: LentAdvice.optional(),
        })
        .meta({ id: 'Lent' }),
    ),
    more: z.boolean(),
  })
  .meta({ id: 'LentList' });
export type LentList = z.infer<typeof LentList>;
