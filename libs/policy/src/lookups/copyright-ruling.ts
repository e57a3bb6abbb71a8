import { z } from 'zod';
import { defineLookup } from './define.ts';

/** Where a copy may stand to the guideline: what the rules of a copyright policy may lead to. */
export const RULINGS = ['not-concerned', 'within', 'beyond', 'exempt'] as const;

/** What the library's copyright policy says of this copy: an answer of one policy that another one looks at. */
export const copyrightRuling = defineLookup({
  name: 'copyright-ruling',
  label: 'the copyright policy',
  cost: 'local',
  shape: z.strictObject({
    ruling: z.enum(RULINGS),
    /** Whether the copy counts in the record of copies where it is borrowed. */
    counts: z.boolean(),
    reason: z.string(),
  }),
});
