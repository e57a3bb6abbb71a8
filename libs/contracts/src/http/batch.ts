import { z } from 'zod';
import { Moment } from '../shapes/basic.ts';

export const BatchLine = z
  .strictObject({
    line: z.int().meta({ description: 'Line of the file where the record begins; the header is line 1' }),
    status: z.enum(['waiting', 'taken', 'refused']),
    requestId: z.uuid().optional(),
    error: z
      .strictObject({ code: z.string(), message: z.string(), field: z.string().optional(), remedy: z.string().optional() })
      .optional(),
  })
  .meta({ id: 'BatchLine' });

/** An uploaded file and how far it has come. */
export const Batch = z
  .strictObject({
    id: z.uuid(),
    fileName: z.string().meta({ description: 'Empty once what stood in the file is not kept any longer' }),
    uploadedAt: Moment,
    lines: z.int(),
    waiting: z.int(),
    taken: z.int(),
    refused: z.int(),
    warnings: z.array(z.string()),
    results: z.array(BatchLine),
  })
  .meta({ id: 'Batch' });
export type Batch = z.infer<typeof Batch>;
