import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { z } from 'zod';
import type { MessageType } from '#lib/contracts';
import type { Database } from '#lib/messaging';

export interface Sent {
  readonly message: MessageType;
  readonly subject: string;
  readonly tenant: string;
  readonly data: unknown;
  readonly id?: string;
  readonly correlation?: string;
}

/** Puts messages into payment's inbox, as the transport does, in this order, and waits until all are handled. */
export async function deliver(database: Database, sent: readonly Sent[]): Promise<void> {
  for (const { message, subject, tenant, data, id = randomUUID(), correlation = subject } of sent) {
    const envelope = {
      specversion: '1.0',
      id,
      source: message.source,
      type: message.type,
      subject,
      sequence: 1,
      tenant,
      correlation,
      time: '2025-10-06T14:00:00.000Z',
      datacontenttype: 'application/json',
      data: z.parse(message.data, data),
    };
    await database.asRelay(
      `insert into payment.inbox (part, id, key, tenant, type, envelope) values (hashtext($2::text) & 15, $1, $2::text::uuid, $3, $4, $5)`,
      [id, subject, tenant, message.type, JSON.stringify(envelope)],
    );
  }
  database.poke('inbox');
  for (;;) {
    const [row] = await database.asRelay<{ left: number; failed: string | null }>(
      'select count(*)::int as left, (select max(error) from payment.hold) as failed from payment.inbox',
    );
    if (row!.failed) throw new Error(row!.failed);
    if (row!.left === 0) return;
    await sleep(2);
  }
}

/** Makes somebody listen to everything payment tells; before the service is made. */
export async function listen(owner: pg.Pool, types: readonly string[]): Promise<void> {
  await owner.query(`create schema listener; create table listener.inbox (like payment.inbox including all);
    grant usage on schema listener to relay; grant insert on listener.inbox to relay`);
  await owner.query('insert into messaging.subscriber (service, subscriptions) values ($1, $2)', [
    'listener',
    JSON.stringify({ payment: types }),
  ]);
}

export interface Told {
  readonly type: string;
  readonly subject: string;
  readonly correlation: string;
  readonly data: Record<string, unknown>;
}

/** What payment has told of one library, in order. */
export async function told(owner: pg.Pool, tenant: string): Promise<Told[]> {
  for (;;) {
    const { rows } = await owner.query<{ left: number }>('select count(*)::int as left from payment.outbox');
    if (rows[0]!.left === 0) break;
    await sleep(5);
  }
  const { rows } = await owner.query<{ envelope: Told }>('select envelope from listener.inbox where tenant = $1 order by pos', [
    tenant,
  ]);
  return rows.map(({ envelope }) => envelope);
}
