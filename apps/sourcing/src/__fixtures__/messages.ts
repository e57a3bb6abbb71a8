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
  readonly correlation?: string;
  readonly time?: string;
}

/** Puts messages into sourcing's inbox, as the transport does, in this order. */
export async function deliver(database: Database, sent: readonly Sent[]): Promise<void> {
  for (const { message, subject, tenant, data, correlation = subject, time = '2025-10-06T14:00:00.000Z' } of sent) {
    const id = randomUUID();
    const envelope = {
      specversion: '1.0',
      id,
      source: message.source,
      type: message.type,
      subject,
      sequence: 1,
      tenant,
      correlation,
      time,
      datacontenttype: 'application/json',
      data: z.parse(message.data, data),
    };
    await database.asRelay(
      `insert into sourcing.inbox (part, id, key, tenant, type, envelope) values (hashtext($2::text) & 15, $1, $2::text::uuid, $3, $4, $5)`,
      [id, subject, tenant, message.type, JSON.stringify(envelope)],
    );
  }
  database.poke('inbox');
}

/** Waits until nothing is left to handle and no job is under way. @throws Error with what failed */
export async function quiet(database: Database, owner: pg.Pool): Promise<void> {
  for (let still = 0; still < 3;) {
    const { rows } = await owner.query<{ inbox: number; jobs: number; outbox: number; failed: string | null }>(
      `select (select count(*)::int from sourcing.inbox) as inbox, (select count(*)::int from sourcing.job) as jobs,
        (select count(*)::int from sourcing.outbox) as outbox, (select max(error) from sourcing.hold) as failed`,
    );
    const [row] = rows;
    if (row!.failed) throw new Error(row!.failed);
    still = row!.inbox + row!.jobs + row!.outbox === 0 ? still + 1 : 0;
    await sleep(5);
  }
}

/** Makes somebody listen to everything sourcing tells; before the service is made. */
export async function listen(owner: pg.Pool, types: readonly string[]): Promise<void> {
  await owner.query(`create schema listener; create table listener.inbox (like sourcing.inbox including all);
    grant usage on schema listener to relay; grant insert on listener.inbox to relay`);
  await owner.query('insert into messaging.subscriber (service, subscriptions) values ($1, $2)', [
    'listener',
    JSON.stringify({ sourcing: types }),
  ]);
}

export interface Told {
  readonly type: string;
  readonly subject: string;
  readonly correlation: string;
  readonly data: Record<string, unknown>;
}
/** What sourcing has told about one request, in order. */
export async function told(owner: pg.Pool, request: string): Promise<Told[]> {
  const { rows } = await owner.query<{ envelope: Told }>(
    `select envelope from listener.inbox where envelope->>'correlation' = $1 order by pos`,
    [request],
  );
  return rows.map(({ envelope }) => envelope);
}
