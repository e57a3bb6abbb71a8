import { z } from 'zod';
import { defineLookup } from './define.ts';

/** What the patron has asked for besides. */
export const openRequests = defineLookup({
  name: 'open-requests',
  label: "the patron's requests",
  cost: 'local',
  shape: z.strictObject({
    /** Others than this one that are not ended. */
    open: z.int().nonnegative(),
    /** Others submitted in this calendar year, whatever became of them. */
    thisYear: z.int().nonnegative(),
  }),
});
