import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { Verification } from '../shapes/request.ts';
import { asked } from './shared.ts';

export const RequestVerified = defineMessage({
  type: 'intake.request-verified.v1',
  kind: 'event',
  source: 'intake',
  summary: 'The citation has been checked and completed; sourcing may decide. Sent again after a correction.',
  data: z.strictObject({
    ...asked,
    verification: Verification,
    workKey: z.string().meta({ description: 'Same for every citation of the same work' }),
    duplicateOf: z.uuid().optional().meta({ description: 'An open or recent request of the same patron for the same work' }),
  }),
});
export type RequestVerified = DataOf<typeof RequestVerified>;
