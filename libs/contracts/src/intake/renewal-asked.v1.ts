import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';

export const RenewalAsked = defineMessage({
  type: 'intake.renewal-asked.v1',
  kind: 'event',
  source: 'intake',
  summary: 'The patron (or staff on their behalf) wants to keep what is on loan for longer; its lender is to be asked.',
  data: z.strictObject({ by: z.enum(['patron', 'staff']) }),
});
export type RenewalAsked = DataOf<typeof RenewalAsked>;
