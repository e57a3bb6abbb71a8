import { MoneyShape } from '#lib/contracts';
import { z } from 'zod';
import { defineLookup } from './define.ts';

/** By what ways a copy can be had for money. */
export const COPY_SOURCES = ['get-it-now', 'reprints-desk', 'royalty-and-borrowing'] as const;

/** One way to a copy, as it was quoted. */
export const quote = defineLookup({
  name: 'quote',
  label: 'the quote',
  cost: 'local',
  shape: z.strictObject({
    source: z.enum(COPY_SOURCES),
    /** Absent where it is told only when asked for. */
    price: MoneyShape.optional(),
    /** Until it is here; absent where nobody says. */
    hours: z.number().nonnegative().optional(),
  }),
});
export type Quote = z.infer<typeof quote.shape>;
