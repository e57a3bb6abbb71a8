import { z } from 'zod';
import { MoneyShape, PatronFeeStanding, TaskAction } from '#lib/contracts';
import { ReasonBody } from './shapes.ts';

const amount = MoneyShape.meta({ description: 'The whole of it or a part, in the fee’s currency' });
const receipt = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .optional()
  .meta({ description: 'The receipt’s number; no names, it stays in the ledger' });
const by = z.enum(['cash', 'card']);

export const PayFeeBody = z.strictObject({ amount, by, receipt }).meta({ id: 'PayFee' });
export type PayFeeBody = z.infer<typeof PayFeeBody>;
export const WaiveFeeBody = z.strictObject({ amount, reason: ReasonBody.shape.reason }).meta({ id: 'WaiveFee' });
export type WaiveFeeBody = z.infer<typeof WaiveFeeBody>;
export const FeeQuery = z.strictObject({ request: z.uuid() });

export const FeeShape = PatronFeeStanding.extend({
  id: z.uuid(),
  requestId: z.uuid(),
  actions: z.array(TaskAction).meta({ description: 'What whoever asks may do about it now' }),
}).meta({ id: 'PatronFee' });
export type FeeShape = z.infer<typeof FeeShape>;
export const FeeList = z.strictObject({ fees: z.array(FeeShape) }).meta({ id: 'PatronFeeList' });
export type FeeList = z.infer<typeof FeeList>;
