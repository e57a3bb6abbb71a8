import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { LibrarySymbol } from '../shapes/basic.ts';

export const PracticeRemoved = defineMessage({
  type: 'directory.practice-removed.v1',
  kind: 'event',
  source: 'directory',
  summary:
    'A practice copy was deleted or made new: its rows go everywhere. Told twice, as late messages may leave some. The tenant is the library.',
  data: z.strictObject({ symbol: LibrarySymbol.meta({ example: 'TSU-P1' }) }),
});
export type PracticeRemoved = DataOf<typeof PracticeRemoved>;
