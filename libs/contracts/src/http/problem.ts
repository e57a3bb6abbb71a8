import { z } from 'zod';

/** How every refusal reads over HTTP: RFC 9457, with the field at fault and what to do. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    field: z.string().optional(),
    remedy: z.string().optional(),
    errors: z
      .array(z.object({ code: z.string(), message: z.string(), field: z.string().optional(), remedy: z.string().optional() }))
      .optional(),
    requestId: z.string().optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
