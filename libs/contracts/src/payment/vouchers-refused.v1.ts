import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Sentence } from '../shapes/basic.ts';
import { voucherPromise, vouchersLeft } from './shared.ts';

export const VouchersRefused = defineMessage({
  type: 'payment.vouchers-refused.v1',
  kind: 'event',
  source: 'payment',
  summary: 'There are not so many vouchers left; sourcing decides again. Subject: the promise.',
  data: z.strictObject({ ...voucherPromise, left: z.strictObject(vouchersLeft), reason: Sentence }),
});
export type VouchersRefused = DataOf<typeof VouchersRefused>;
