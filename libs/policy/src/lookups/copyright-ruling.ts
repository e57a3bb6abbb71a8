import { z } from 'zod';
import { RULINGS } from '../kinds/copyright.ts';
import { defineLookup } from './define.ts';

/** What the library's copyright policy says of this copy: an answer of one policy that another one looks at. */
export const copyrightRuling = defineLookup({
  name: 'copyright-ruling',
  label: 'the copyright policy',
  cost: 'local',
  shape: z.strictObject({
    ruling: z.enum(RULINGS as [string, ...string[]]),
    /** Whether the copy counts in the record of copies where it is borrowed. */
    counts: z.boolean(),
    reason: z.string(),
  }),
});
