import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Moment, PatronRef } from '../shapes/basic.ts';

export const ProxyChanged = defineMessage({
  type: 'directory.proxy-changed.v1',
  kind: 'event',
  source: 'directory',
  summary: 'A patron lets another one ask in their name, or does so no longer. The subject is the permission.',
  data: z.strictObject({
    patronRef: PatronRef.meta({ description: 'In whose name' }),
    proxyRef: PatronRef.meta({ description: 'Who asks' }),
    active: z.boolean(),
    endsAt: Moment.optional().meta({ description: 'From when on no longer, where that was said' }),
  }),
});
export type ProxyChanged = DataOf<typeof ProxyChanged>;
