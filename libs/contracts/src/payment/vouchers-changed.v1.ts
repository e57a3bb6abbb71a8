import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { vouchersLeft } from './shared.ts';

export const VouchersChanged = defineMessage({
  type: 'payment.vouchers-changed.v1',
  kind: 'event',
  source: 'payment',
  summary: 'A library’s IFLA vouchers changed: a hint for deciding, never a promise. Subject: the library’s stock.',
  data: z.strictObject({
    ...vouchersLeft,
    promised: z.int().nonnegative().meta({ description: 'In halves: kept for a lender, still in the drawer' }),
    away: z.int().nonnegative().meta({ description: 'In halves: on their way to a lender' }),
  }),
});
export type VouchersChanged = DataOf<typeof VouchersChanged>;
