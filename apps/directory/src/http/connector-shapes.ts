import { z } from 'zod';
import { ConnectorKind } from '#lib/contracts';

const small = z.record(z.string().max(40), z.string().max(500));

export const ConnectorBody = z
  .strictObject({
    address: z.string().trim().min(1).max(500).meta({ example: 'https://catalog.example.org/sru' }),
    settings: small.default({}),
    secrets: small
      .default({})
      .meta({ description: 'Go in and never come back. One left out stays as it is; an empty one is forgotten' }),
  })
  .meta({ id: 'ConnectorSetUp' });
export type ConnectorBody = z.infer<typeof ConnectorBody>;

export const Connector = z
  .strictObject({
    kind: ConnectorKind,
    what: z.string(),
    why: z.string(),
    example: z.string(),
    usual: z.string().optional().meta({ description: 'The address at which nearly everybody finds it' }),
    fields: z.array(
      z.strictObject({
        name: z.string(),
        label: z.string(),
        required: z.boolean(),
        secret: z.boolean(),
        example: z.string().optional(),
      }),
    ),
    setUp: z
      .strictObject({
        address: z.string(),
        settings: z.record(z.string(), z.string()),
        secrets: z.array(z.string()).meta({ description: 'Names of the secrets that are kept' }),
      })
      .optional(),
    tested: z.strictObject({ at: z.string(), ok: z.boolean(), words: z.string() }).optional(),
  })
  .meta({ id: 'Connector' });
export type Connector = z.infer<typeof Connector>;
export const ConnectorList = z.strictObject({ connectors: z.array(Connector) }).meta({ id: 'ConnectorList' });

export const TestBody = z
  .strictObject({ draft: ConnectorBody.optional().meta({ description: 'Tried instead of what is kept; nothing is saved' }) })
  .meta({ id: 'ConnectorTest' });
export type TestBody = z.infer<typeof TestBody>;

export const ConnectionTested = z
  .discriminatedUnion('ok', [
    z.strictObject({ ok: z.literal(true), words: z.string(), seen: z.string().optional() }),
    z.strictObject({
      ok: z.literal(false),
      fault: z.enum([
        'unknown-name',
        'unreachable',
        'untrusted',
        'credentials-refused',
        'another-service',
        'too-slow',
        'not-allowed',
        'cannot-ask',
      ]),
      words: z.string(),
      remedy: z.string(),
      field: z.string(),
    }),
  ])
  .meta({ id: 'ConnectionTested' });
export type ConnectionTested = z.infer<typeof ConnectionTested>;
