import { z } from 'zod';

/** What a service keeps of one patron, table by table, as it is kept: for whoever asks what is known of them. */
export const PatronData = z
  .strictObject({
    service: z.string(),
    parts: z.array(
      z.strictObject({
        what: z.string().meta({ description: 'What these rows are, in words' }),
        rows: z.array(z.record(z.string(), z.unknown())),
        more: z.boolean().meta({ description: 'There are more than these; what the patron misses is asked for at the library' }),
      }),
    ),
  })
  .meta({ id: 'PatronData' });
export type PatronData = z.infer<typeof PatronData>;
