import { z } from 'zod';
import { defineLookup } from './define.ts';
import { Holder } from './holders.ts';
import { OpenCopy } from './open-access.ts';

export const dissertation = defineLookup({
  name: 'dissertation',
  label: 'the repository of dissertations',
  cost: 'free',
  shape: z.strictObject({
    /** Open to everybody, in a repository or as the union catalog links it. */
    copies: z.array(OpenCopy).max(20),
    /** Which institution granted the degree, as the citation or else a record names it. */
    institution: z.string().optional(),
    /** Its library, where that is a partner of the asking library: taken to hold what was written there. */
    library: Holder.optional(),
  }),
  idle: (asked) => (asked.citation.kind === 'dissertation' ? undefined : 'No dissertation is asked for.'),
  empty: { copies: [] },
});
