import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { PatronRef } from '../shapes/basic.ts';
import { WishesForAll } from '../shapes/request.ts';

export const PatronChanged = defineMessage({
  type: 'directory.patron-changed.v1',
  kind: 'event',
  source: 'directory',
  summary: 'What other services may know of a patron changed: group, blocks, standing consents. No name, no address.',
  data: z.strictObject({
    patronRef: PatronRef,
    group: z.string(),
    blocked: z.boolean(),
    active: z.boolean(),
    ...WishesForAll.shape,
    keys: z
      .array(z.string().max(100))
      .default([])
      .meta({ description: 'Keyed hashes of card number and username: an uploaded one is recognized, none can be read from it' }),
  }),
});
export type PatronChanged = DataOf<typeof PatronChanged>;
