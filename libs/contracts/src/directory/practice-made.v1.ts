import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { LibrarySymbol } from '../shapes/basic.ts';

export const PracticeMade = defineMessage({
  type: 'directory.practice-made.v1',
  kind: 'event',
  source: 'directory',
  summary: 'A library has a new practice copy: who keeps something of the library’s copies it there. The tenant is the library.',
  data: z.strictObject({
    symbol: LibrarySymbol.meta({ description: 'The copy’s, also the tenant of its rows', example: 'TSU-P1' }),
  }),
});
export type PracticeMade = DataOf<typeof PracticeMade>;
