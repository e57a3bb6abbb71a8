import { z } from 'zod';
import { Day, LibrarySymbol, Moment } from '../shapes/basic.ts';
import { ServiceType } from '../shapes/citation.ts';
import { LentStatus } from '../shapes/lent.ts';

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
        })
        .meta({ id: 'Lent' }),
    ),
    more: z.boolean(),
  })
  .meta({ id: 'LentList' });
export type LentList = z.infer<typeof LentList>;
