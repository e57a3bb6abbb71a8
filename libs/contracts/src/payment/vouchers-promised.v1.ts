import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { voucherPromise } from './shared.ts';

export const VouchersPromised = defineMessage({
  type: 'payment.vouchers-promised.v1',
  kind: 'event',
  source: 'payment',
  summary: 'These cards are the lender’s and nobody else’s. Subject: the promise.',
  data: z.strictObject({ ...voucherPromise, numbers: z.array(z.string()).min(1).max(200) }),
});
export type VouchersPromised = DataOf<typeof VouchersPromised>;
