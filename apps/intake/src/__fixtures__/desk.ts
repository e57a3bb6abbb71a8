import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { z } from 'zod';
import { LibraryChanged, PatronChanged, type DataOf, type MessageType } from '#lib/contracts';
import type { Database } from '#lib/messaging';

export interface Sent {
  readonly message: MessageType;
  readonly subject: string;
  readonly tenant: string;
  readonly data: unknown;
  readonly sequence?: number;
  readonly correlation?: string;
  readonly time?: string;
}

/** Waits until everything intake has been told, has told itself and has asked outside is done. */
export async function settle(database: Database): Promise<void> {
  for (;;) {
    const [row] = await database.asRelay<{ left: number; failed: string | null }>(
      `select (select count(*) from intake.inbox)::int + (select count(*) from intake.outbox)::int + (select count(*) from intake.job)::int as left,
        (select max(error) from intake.hold) as failed`,
    );
    if (row!.failed) throw new Error(row!.failed);
    if (row!.left === 0) return;
    await sleep(5);
  }
}

/** Puts messages into intake's inbox, as the transport does, in this order, and waits until all are handled. */
export async function deliver(database: Database, sent: readonly Sent[]): Promise<void> {
  for (const { message, subject, tenant, data, sequence = 1, correlation = subject, time = '2025-10-06T14:00:00.000Z' } of sent) {
    const envelope = {
      specversion: '1.0',
      id: randomUUID(),
      source: message.source,
      type: message.type,
      subject,
      sequence,
      tenant,
      correlation,
      time,
      datacontenttype: 'application/json',
      data: z.parse(message.data, data),
    };
    await database.asRelay(
      `insert into intake.inbox (part, id, key, tenant, type, envelope) values (hashtext($2::text) & 15, $1, $2::text::uuid, $3, $4, $5)`,
      [envelope.id, subject, tenant, message.type, JSON.stringify(envelope)],
    );
  }
  database.poke('inbox');
  await settle(database);
}

export const library = (symbol: string, more: Partial<DataOf<typeof LibraryChanged>> = {}): Sent => ({
  message: LibraryChanged,
  subject: randomUUID(),
  tenant: symbol,
  data: {
    symbol,
    name: `Library ${symbol}`,
    country: 'US',
    currency: 'USD',
    timeZone: 'America/New_York',
    workingDays: [1, 2, 3, 4, 5],
    holidays: [],
    branches: [{ code: `${symbol}-MAIN`, name: 'Main' }],
    active: true,
    ...more,
  },
});

export const patron = (
  tenant: string,
  patronRef: string,
  more: Partial<DataOf<typeof PatronChanged>> = {},
  sequence = 1,
): Sent => ({
  message: PatronChanged,
  subject: randomUUID(),
  tenant,
  sequence,
  data: { patronRef, group: 'student', blocked: false, active: true, ...more },
});

/** Makes somebody listen to everything intake tells; before the service is made. */
export async function listen(owner: pg.Pool, types: readonly string[]): Promise<void> {
  await owner.query(`create schema listener; create table listener.inbox (like intake.inbox including all);
    grant usage on schema listener to relay; grant insert on listener.inbox to relay`);
  await owner.query('insert into messaging.subscriber (service, subscriptions) values ($1, $2)', [
    'listener',
    JSON.stringify({ intake: types }),
  ]);
}

export interface Told {
  readonly type: string;
  readonly subject: string;
  readonly tenant: string;
  readonly correlation: string;
  readonly sequence: number;
  readonly data: Record<string, unknown>;
}

/** What intake has told of one request, in order. */
export async function told(owner: pg.Pool, subject: string): Promise<Told[]> {
  const { rows } = await owner.query<{ envelope: Told }>('select envelope from listener.inbox where key = $1 order by pos', [
    subject,
  ]);
  return rows.map(({ envelope }) => envelope);
}
