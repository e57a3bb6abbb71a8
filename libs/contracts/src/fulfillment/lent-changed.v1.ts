import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Day, LibrarySymbol } from '../shapes/basic.ts';
import { ServiceType } from '../shapes/citation.ts';
import { LentStatus } from '../shapes/lent.ts';

export const LentChanged = defineMessage({
  type: 'fulfillment.lent-changed.v1',
  kind: 'event',
  source: 'fulfillment',
  summary:
    'The lender’s side of a loan between two members took a step. Its tenant is the lender; it names neither patron nor request of the borrower. Subject: the side.',
  data: z.strictObject({
    borrower: LibrarySymbol,
    service: ServiceType,
    title: z.string().max(300),
    status: LentStatus,
    dueDate: Day.optional(),
  }),
});
export type LentChanged = DataOf<typeof LentChanged>;
