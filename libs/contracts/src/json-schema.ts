import { z } from 'zod';
import { Envelope } from './envelope.ts';
import { messages } from './registry.ts';

/**
 * JSON Schema (2020-12) of every message as it travels: the envelope with `type`, `source` and `data` narrowed. By file name, for
 * libs/contracts/schemas.
 */
export function messageSchemas(): ReadonlyMap<string, object> {
  const files = new Map<string, object>();
  for (const message of messages.values()) {
    const shape = Envelope.extend({
      type: z.literal(message.type),
      source: z.literal(message.source),
      data: message.data,
    });
    const { $schema, ...schema } = z.toJSONSchema(shape, { reused: 'inline', io: 'output' });
    files.set(`${message.type}.json`, {
      $schema,
      title: message.type,
      description: `${message.kind === 'command' ? 'Command' : 'Event'}: ${message.summary}`,
      ...schema,
      id: undefined,
    });
  }
  return files;
}
