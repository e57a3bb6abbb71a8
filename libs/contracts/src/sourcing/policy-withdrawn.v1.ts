import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { LibrarySymbol, Moment } from '../shapes/basic.ts';

export const PolicyWithdrawn = defineMessage({
  type: 'sourcing.policy-withdrawn.v1',
  kind: 'event',
  source: 'sourcing',
  summary: "A library gave its own policy up: the consortium's holds for it again.",
  data: z.strictObject({
    kind: z.string(),
    scope: LibrarySymbol,
    sequence: z.int().positive(),
    since: Moment,
  }),
});
export type PolicyWithdrawn = DataOf<typeof PolicyWithdrawn>;
