import { z } from 'zod';
import { defineLookup } from './define.ts';
import { wantsDocument } from './asked.ts';

export const copyright = defineLookup({
  name: 'copyright',
  label: "the library's record of copies",
  cost: 'local',
  /** Copies from the same periodical (or the same book) asked for in this calendar year, pending and filled; a year of issue each. */
  shape: z.strictObject({ copies: z.array(z.strictObject({ year: z.int().nullable() })).max(1000) }),
  idle: (asked) => (wantsDocument(asked) ? undefined : 'No copy is asked for.'),
  empty: { copies: [] },
});
