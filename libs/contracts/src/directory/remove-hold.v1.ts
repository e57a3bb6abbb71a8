import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { PatronRef } from '../shapes/basic.ts';

/** Fulfillment to directory. It answers `directory.hold-answered`. */
export const RemoveHold = defineMessage({
  type: 'directory.remove-hold.v1',
  kind: 'command',
  source: 'fulfillment',
  summary: 'Take a patron’s hold away again in the library’s own system. Subject: the supply attempt.',
  data: z.strictObject({
    requestId: z.uuid(),
    patronRef: PatronRef,
    holdId: z.string().optional().meta({ description: 'The system’s number for it; unknown where a person placed it' }),
  }),
});
export type RemoveHold = DataOf<typeof RemoveHold>;
