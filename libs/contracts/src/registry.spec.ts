import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Envelope, messageSchemas, messageType, messages } from './index.ts';

describe('the contracts', () => {
  it.each([...messages.values()].map((message) => [message.type, message] as const))(
    '%s is named as its kind asks',
    (type, message) => {
      expect(type).toMatch(/^[a-z]+\.[a-z0-9-]+\.v\d+$/);
      // an event bears the name of who tells it, a command of who obeys
      expect(message.kind === 'command' || type.startsWith(`${message.source}.`)).toBe(true);
      expect(message.summary).toMatch(/\.$/);
    },
  );

  it('refuses what no message declares: a name or an address cannot slip in', () => {
    for (const message of messages.values()) {
      const schema = z.toJSONSchema(message.data) as { additionalProperties?: unknown };
      expect([message.type, schema.additionalProperties]).toEqual([message.type, false]);
    }
    // a partner's desk has an address for e-mail; nobody else has
    const others = [...messageSchemas()]
      .filter(([type]) => type !== 'directory.partner-changed.v1.json')
      .map(([, schema]) => schema);
    expect(others).toHaveLength(messages.size - 1);
    expect(JSON.stringify(others)).not.toMatch(/"(patronName|displayName|email|address1|phone)"/);
  });

  it('knows a message by its type and says when it does not', () => {
    expect(messageType('sourcing.decided.v1').source).toBe('sourcing');
    expect(() => messageType('sourcing.decidet.v1')).toThrow('no message type "sourcing.decidet.v1"');
  });

  it('has an envelope that is CloudEvents 1.0', () => {
    const envelope = {
      specversion: '1.0',
      id: '0198c0de-0000-7000-8000-000000000001',
      source: 'intake',
      type: 'intake.request-cancelled.v1',
      subject: '0198c0de-0000-7000-8000-000000000002',
      sequence: 3,
      tenant: 'TSU',
      correlation: '0198c0de-0000-7000-8000-000000000002',
      time: '2025-10-06T13:00:00.000Z',
      datacontenttype: 'application/json',
      data: {},
    };
    expect(Envelope.safeParse(envelope).success).toBe(true);
    expect(Envelope.safeParse({ ...envelope, tenant: '' }).success).toBe(false);
    expect(Envelope.safeParse({ ...envelope, type: 'RequestCancelled' }).success).toBe(false);
  });

  it('is committed as JSON Schema, file by file (npm run generate)', () => {
    const folder = join(import.meta.dirname, '../schemas');
    const wanted = messageSchemas();
    expect(readdirSync(folder).toSorted()).toEqual([...wanted.keys()].toSorted());
    for (const [file, schema] of wanted)
      expect(JSON.parse(readFileSync(join(folder, file), 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)));
  });
});
