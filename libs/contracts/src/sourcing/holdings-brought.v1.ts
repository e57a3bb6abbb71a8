import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';

export const HoldingsBrought = defineMessage({
  type: 'sourcing.holdings-brought.v1',
  kind: 'event',
  source: 'sourcing',
  summary: 'A library has uploaded what it holds: its catalog as a MARC file, or its licensed titles. The tenant is the library.',
  data: z.strictObject({ what: z.enum(['catalog', 'licenses']), titles: z.int().nonnegative() }),
});
export type HoldingsBrought = DataOf<typeof HoldingsBrought>;
