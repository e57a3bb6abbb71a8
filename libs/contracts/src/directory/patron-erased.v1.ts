import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { PatronRef } from '../shapes/basic.ts';

export const PatronErased = defineMessage({
  type: 'directory.patron-erased.v1',
  kind: 'event',
  source: 'directory',
  summary:
    'There is no such patron any more: their key is destroyed, and whoever keeps a copy of what is known of them drops it.',
  data: z.strictObject({ patronRef: PatronRef }),
});
export type PatronErased = DataOf<typeof PatronErased>;
