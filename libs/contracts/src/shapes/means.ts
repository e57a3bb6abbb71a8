import { z } from 'zod';
import { MoneyShape } from './basic.ts';

/** By what means money goes from library to library (ADR 0041). */
export const Means = z.enum(['IFM', 'consortium', 'invoice', 'EFTS', 'deposit', 'vouchers', 'reciprocity']).meta({ id: 'Means' });
export type Means = z.infer<typeof Means>;

/** Who pays for sending a loan back; `each`: whoever sends a parcel pays for it and asks nothing for it. */
export const PaysPostage = z.enum(['borrower', 'lender', 'each']).meta({ id: 'PaysPostage' });
export type PaysPostage = z.infer<typeof PaysPostage>;

/** Halves of IFLA vouchers: 2 is one voucher. */
export const VoucherHalves = z.int().min(1).max(40).meta({ description: 'In half vouchers: 2 is one' });

/** Who pays for sending it back, and what is asked for it. */
export const ReturnPostage = z
  .strictObject({
    paidBy: PaysPostage,
    amount: MoneyShape.optional().meta({ description: 'What the lender asks for it, where it asks something' }),
  })
  .meta({ id: 'ReturnPostage' });
export type ReturnPostage = z.infer<typeof ReturnPostage>;
