import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Sentence } from '../shapes/basic.ts';

export const LentChargeTakenBack = defineMessage({
  type: 'fulfillment.lent-charge-taken-back.v1',
  kind: 'event',
  source: 'fulfillment',
  summary:
    'What a library asked for something lent is not asked any more: it never arrived, or staff took it back. Its tenant is the lender. Subject: the lender’s side; at most once each, after lent-charged.',
  data: z.strictObject({ reason: Sentence }),
});
export type LentChargeTakenBack = DataOf<typeof LentChargeTakenBack>;
