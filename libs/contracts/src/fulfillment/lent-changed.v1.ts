import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Day } from '../shapes/basic.ts';
import { ServiceType } from '../shapes/citation.ts';
import { LentStatus } from '../shapes/lent.ts';

export const LentChanged = defineMessage({
  type: 'fulfillment.lent-changed.v1',
  kind: 'event',
  source: 'fulfillment',
  summary:
    'Something a library lends took a step. Its tenant is the lender; it names neither patron nor request of the borrower. Subject: the lender’s side.',
  data: z.strictObject({
    borrower: z.string().min(1).max(100).meta({ description: 'Symbol of the library that asks, a member or not' }),
    service: ServiceType,
    title: z.string().max(300),
    status: LentStatus,
    dueDate: Day.optional(),
  }),
});
export type LentChanged = DataOf<typeof LentChanged>;
