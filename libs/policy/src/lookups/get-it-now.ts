import { MoneyShape } from '#lib/contracts';
import { z } from 'zod';
import { defineLookup } from './define.ts';
import { wantsDocument } from './asked.ts';

export const getItNow = defineLookup({
  name: 'get-it-now',
  label: 'Get It Now',
  cost: 'metered',
  shape: z.strictObject({
    offer: z.strictObject({ offer: z.string(), price: MoneyShape, hours: z.number().nonnegative().optional() }).optional(),
    /** What the rights holder asks for a copy made by a library, beyond the guideline. */
    royalty: MoneyShape.optional(),
  }),
  // it takes an exact citation and a valid ISSN (FIELD.md §3)
  idle: (asked) => {
    if (!wantsDocument(asked) || asked.citation.kind !== 'article') return 'Get It Now sells articles only.';
    return asked.citation.issn.length ? undefined : 'Get It Now needs a valid ISSN.';
  },
  empty: {},
});
