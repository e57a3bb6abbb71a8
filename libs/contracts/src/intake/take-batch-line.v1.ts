import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';

/** Intake to itself: takes one line of an uploaded file, each on its own, so that one bad line stops no other. */
export const TakeBatchLine = defineMessage({
  type: 'intake.take-batch-line.v1',
  kind: 'command',
  source: 'intake',
  summary: 'Take one line of an uploaded file.',
  data: z.strictObject({ batchId: z.uuid(), line: z.int().positive() }),
});
export type TakeBatchLine = DataOf<typeof TakeBatchLine>;
