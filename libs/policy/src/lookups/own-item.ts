import { z } from 'zod';
import { defineLookup } from './define.ts';

/** What the library has of the thing another library asks for. */
export const ownItem = defineLookup({
  name: 'own-item',
  label: 'your own catalog and licenses',
  cost: 'free',
  shape: z.strictObject({
    /** Absent where the library does not hold it. */
    held: z
      .strictObject({
        format: z.enum(['print', 'electronic', 'av', 'microform', 'other']),
        status: z.enum(['available', 'checked-out', 'missing', 'in-process', 'on-order']),
        daysUntilDue: z.int().optional(),
        /** Reference, reserve, special collections: what does not leave the house. */
        circulates: z.boolean(),
        year: z.int().optional(),
        /** Whole years since the library put it on its shelf. */
        yearsInCollection: z.int().nonnegative().optional(),
        condition: z.enum(['good', 'fragile']).optional(),
      })
      .optional(),
    /** What the license says of interlibrary loan; absent where nothing is licensed. */
    license: z.enum(['prohibited', 'silent', 'print-scan-send', 'secure-electronic', 'electronic']).optional(),
  }),
});
