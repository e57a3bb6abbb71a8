import { z } from 'zod';
import { Day } from '../shapes/basic.ts';
import { LentItem } from './lent.ts';
import { Parcel } from './parcel.ts';
import { SupplyAttempt } from './attempt.ts';

/** One thing that a scanned code may be. */
export const ScannedItem = z
  .strictObject({
    attempt: SupplyAttempt,
    requestId: z.uuid(),
    title: z.string(),
    number: z.string().meta({ description: 'As on its band', example: '7K3M-9QX2-ZPC' }),
    wanted: z.enum(['copy', 'loan']),
    pieces: z.int().nonnegative(),
    patronDueDate: Day.optional(),
    restrictions: z.array(z.string()).meta({ description: 'Conditions as ISO 18626 lists them, or in the lender’s own words' }),
    branch: z.string().optional(),
    state: z.enum(['expected', 'here', 'ended', 'not-waited-for']).meta({
      description:
        'ended: it was cancelled or given up, and came all the same; not-waited-for: something else is on its way instead',
    }),
    next: z
      .string()
      .optional()
      .meta({ description: 'The step that usually comes next, by the name of its action', example: 'receive' }),
  })
  .meta({ id: 'ScannedItem' });
export type ScannedItem = z.infer<typeof ScannedItem>;

export const ScanResult = z
  .strictObject({
    code: z.string().meta({ description: 'As it was read: without blanks and hyphens, in capitals' }),
    kind: z.enum(['number', 'tracking', 'isbn', 'other']),
    carrier: z.enum(['UPS', 'FedEx', 'USPS', 'post']).optional(),
    found: z.array(ScannedItem).meta({ description: 'Those still under way first; empty where nothing of the library has it' }),
    more: z.boolean(),
    lent: z
      .array(LentItem)
      .optional()
      .meta({ description: 'What the library lends under that number; where the caller may see what is lent' }),
    parcels: z.array(Parcel).optional().meta({ description: 'What came under that number and nobody had announced' }),
  })
  .meta({ id: 'ScanResult' });
export type ScanResult = z.infer<typeof ScanResult>;
