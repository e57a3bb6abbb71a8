import { z } from 'zod';
import { defineMessage, type DataOf } from '../define.ts';
import { ConnectorKind } from '../shapes/connector.ts';

export const ConnectorChanged = defineMessage({
  type: 'directory.connector-changed.v1',
  kind: 'event',
  source: 'directory',
  summary: 'A library set up, changed or removed one of its connectors; secrets are sealed. The tenant is the library.',
  data: z.strictObject({
    kind: ConnectorKind,
    active: z.boolean().meta({ description: 'False where it was removed' }),
    address: z.url(),
    settings: z.record(z.string(), z.string()),
    secrets: z
      .record(z.string(), z.string())
      .meta({ description: 'Each sealed for the library, kind and field (`connectorContext`)' }),
  }),
});
export type ConnectorChanged = DataOf<typeof ConnectorChanged>;
