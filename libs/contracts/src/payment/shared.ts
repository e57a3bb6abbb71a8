import { z } from 'zod';
import { MoneyShape } from '../shapes/basic.ts';

/** What several of payment's messages carry alike. */
export const reservation = { requestId: z.uuid(), fund: z.string(), amount: MoneyShape };

/** IFLA vouchers kept for one lender. */
export const voucherPromise = {
  requestId: z.uuid(),
  lender: z.string().min(1).max(100),
  halves: z.int().positive().meta({ description: 'In half vouchers: 2 is one' }),
};

/** Cards that are promised to nobody. */
export const vouchersLeft = {
  full: z.int().nonnegative().meta({ description: 'Full vouchers that nobody is promised' }),
  half: z.int().nonnegative().meta({ description: 'Half vouchers that nobody is promised' }),
};
