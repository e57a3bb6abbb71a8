import { z } from 'zod';
import { Sentence } from '#lib/contracts';

export const Id = z.uuid();
export const ReasonBody = z.strictObject({ reason: Sentence }).meta({ id: 'Reason' });
export const Imported = z
  .strictObject({
    taken: z.int().nonnegative(),
    remarks: z.array(z.strictObject({ line: z.int(), skipped: z.boolean(), reason: z.string() })).meta({
      description: 'Lines left out, and what was not understood on lines that were taken',
    }),
  })
  .meta({ id: 'Imported' });
export type Imported = z.infer<typeof Imported>;
