import { MoneyShape } from '#lib/contracts';
import { z } from 'zod';
import { defineLookup } from './define.ts';
import { COPY_SOURCES } from './quote.ts';

/** What the provider-choice policy chooses among the quotes; nothing where nobody offers a copy. Quotes cost, so this does. */
export const bestCopy = defineLookup({
  name: 'best-copy',
  label: 'the provider-choice policy',
  cost: 'metered',
  shape: z.strictObject({
    best: z.strictObject({ source: z.enum(COPY_SOURCES), price: MoneyShape, why: z.string() }).optional(),
  }),
});
