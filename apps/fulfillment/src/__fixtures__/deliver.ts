import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { z } from 'zod';
import { messages, type MessageType } from '#lib/contracts';
import type { Database } from '#lib/messaging';

export interface Sent {
  readonly message: MessageType;
  readonly subject: string;
  readonly tenant: string;
  readonly data: unknown;
  readonly id?: string;
}

/** Puts messages into fulfillment's inbox, as the transport does, in this order, and waits until all are handled. */
export async function deliver(database: Database, sent: readonly Sent[]): Promise<void> {
  for (const { message, subject, tenant, data, id = randomUUID() } of sent) {
    const envelope = {
      specversion: '1.0',
      id,
      source: message.source,
      type: message.type,
      subject,
      sequence: 1,
      tenant,
      correlation: subject,
      time: database.clock.now().toISOString(),
      datacontenttype: 'application/json',
      data: z.parse(message.data, data),
    };
    await database.asRelay(
      `insert into fulfillment.inbox (part, id, key, tenant, type, envelope) values (hashtext($2::text) & 15, $1, $2::text::uuid, $3, $4, $5)`,
      [id, subject, tenant, message.type, JSON.stringify(envelope)],
    );
  }
  database.poke('inbox');
  for (;;) {
    const [row] = await database.asRelay<{ left: number; failed: string | null }>(
      'select count(*)::int as left, (select max(error) from fulfillment.hold) as failed from fulfillment.inbox',
    );
    if (row!.failed) throw new Error(row!.failed);
    if (row!.left === 0) return;
    await sleep(2);
  }
}

/** Makes somebody listen to everything fulfillment tells; before the service is made. */
export async function listen(owner: pg.Pool): Promise<void> {
  const types = [...messages.values()].filter(({ source }) => source === 'fulfillment').map(({ type }) => type);
  await owner.query(`create schema listener; create table listener.inbox (like fulfillment.inbox including all);
    grant usage on schema listener to relay; grant insert on listener.inbox to relay`);
  await owner.query('insert into messaging.subscriber (service, subscriptions) values ($1, $2)', [
    'listener',
    JSON.stringify({ fulfillment: types }),
  ]);
}

export interface Told {
  readonly type: string;
  readonly subject: string;
  readonly sequence: number;
  readonly correlation: string;
  readonly data: Record<string, unknown>;
}

/** What fulfillment has told of one library, in order. */
export async function told(owner: pg.Pool, tenant: string): Promise<Told[]> {
  for (;;) {
    const { rows } = await owner.query<{ left: number }>('select count(*)::int as left from fulfillment.outbox');
    if (rows[0]!.left === 0) break;
    await sleep(5);
  }
  const { rows } = await owner.query<{ envelope: Told }>('select envelope from listener.inbox where tenant = $1 order by pos', [
    tenant,
  ]);
  return rows.map(({ envelope }) => envelope);
}
