import { z } from 'zod';

/**
 * What every message between services carries: CloudEvents 1.0 (§3.1 required attributes, JSON event format) with Trillium's
 * extensions tenant, sequence, correlation and cause.
 */
export const Envelope = z
  .strictObject({
    specversion: z.literal('1.0'),
    id: z.uuid().meta({ description: 'UUID v7; repeats are recognized by it and nothing else' }),
    source: z.string().meta({ description: 'The service that sent it', example: 'intake' }),
    type: z
      .string()
      .regex(/^[a-z]+\.[a-z0-9-]+\.v\d+$/)
      .meta({ description: 'service.what-happened.version', example: 'intake.request-verified.v1' }),
    subject: z.uuid().meta({ description: 'The aggregate it is about: the key that keeps order' }),
    sequence: z.int().nonnegative().meta({ description: "The aggregate's version after it; orders, never dedupes" }),
    tenant: z.string().min(1).meta({ description: "The library's symbol, or `consortium`" }),
    correlation: z.uuid().meta({ description: 'The request all of this is about (or the subject, where there is none)' }),
    cause: z.uuid().optional().meta({ description: 'The message that led to this one' }),
    time: z.iso.datetime().meta({ description: 'When it happened, by the clock the work goes by' }),
    datacontenttype: z.literal('application/json'),
    data: z.unknown(),
  })
  .meta({ id: 'Envelope', description: 'CloudEvents 1.0 envelope of every event and command' });
export type Envelope<Data = unknown> = Omit<z.infer<typeof Envelope>, 'data'> & { readonly data: Data };
