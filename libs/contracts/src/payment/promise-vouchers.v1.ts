import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { voucherPromise } from './shared.ts';

export const PromiseVouchers = defineMessage({
  type: 'payment.promise-vouchers.v1',
  kind: 'command',
  source: 'sourcing',
  summary:
    'Keep IFLA vouchers for a lender abroad. Subject: the promise. Answered by promised or refused; given back as a reservation is.',
  data: z.strictObject(voucherPromise),
});
export type PromiseVouchers = DataOf<typeof PromiseVouchers>;
