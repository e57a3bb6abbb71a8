import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { z } from 'zod';
import { messages, type MessageType } from '#lib/contracts';
import type { Database } from '#lib/messaging';

/** A message as another service would send it. */
export interface Sent {
  readonly message: MessageType;
  readonly subject: string;
  readonly tenant: string;
  readonly data: unknown;
  readonly id?: string;
  readonly sequence?: number;
  readonly correlation?: string;
  readonly time?: string;
}

/** A message as a listener got it. */
export interface Told {
  readonly type: string;
  readonly subject: string;
  readonly tenant: string;
  readonly sequence: number;
  readonly correlation: string;
  readonly data: Record<string, unknown>;
}

type Left = 'inbox' | 'outbox' | 'job';

export interface ServiceMessages {
  /** Puts messages into the service's inbox, as the transport does, in this order; does not wait. */
  readonly send: (database: Database, sent: readonly Sent[]) => Promise<void>;
  /** The same, and waits until all are handled. */
  readonly deliver: (database: Database, sent: readonly Sent[]) => Promise<void>;
  /** Waits until nothing is left: by default of what it was told, has to tell and has to ask outside. @throws Error with what failed */
  readonly settle: (database: Database, left?: readonly Left[]) => Promise<void>;
  /** Makes somebody listen to what the service tells (all of it by default); before the service is made. */
  readonly listen: (owner: pg.Pool, types?: readonly string[]) => Promise<void>;
  /** What it has told, in order: all, or that of one library, aggregate or request. */
  readonly told: (owner: pg.Pool, of?: Partial<Pick<Told, 'tenant' | 'subject' | 'correlation'>>) => Promise<Told[]>;
}

const pause = (): Promise<void> => sleep(3);

/** How tests speak with one service over its own tables, in place of a transport. */
export function messagesOf(service: string): ServiceMessages {
  const send: ServiceMessages['send'] = async (database, sent) => {
    for (const { message, data, id = randomUUID(), ...to } of sent) {
      const envelope = {
        specversion: '1.0',
        id,
        source: message.source,
        type: message.type,
        sequence: 1,
        correlation: to.subject,
        time: database.clock.now().toISOString(),
        datacontenttype: 'application/json',
        ...to,
        data: z.parse(message.data, data),
      };
      await database.asRelay(
        `insert into ${service}.inbox (part, id, key, tenant, type, envelope) values (hashtext($2::text) & 15, $1, $2::text::uuid, $3, $4, $5)`,
        [id, to.subject, to.tenant, message.type, JSON.stringify(envelope)],
      );
    }
    database.poke('inbox');
  };
  const settle: ServiceMessages['settle'] = async (database, left = ['inbox', 'outbox', 'job']) => {
    const count = left.map((table) => `(select count(*) from ${service}.${table})`).join(' + ');
    for (;;) {
      const [row] = await database.asRelay<{ left: number; failed: string | null }>(
        `select (${count})::int as left, (select max(error) from ${service}.hold) as failed`,
      );
      if (row!.failed) throw new Error(row!.failed);
      if (row!.left === 0) return;
      await pause();
    }
  };
  return {
    send,
    settle,
    async deliver(database, sent) {
      await send(database, sent);
      await settle(database, ['inbox']);
    },
    async listen(owner, types = [...messages.values()].filter(({ source }) => source === service).map(({ type }) => type)) {
      await owner.query(`create schema listener; create table listener.inbox (like ${service}.inbox including all);
        grant usage on schema listener to relay; grant insert on listener.inbox to relay`);
      await owner.query('insert into messaging.subscriber (service, subscriptions) values ($1, $2)', [
        'listener',
        JSON.stringify({ [service]: types }),
      ]);
    },
    async told(owner, of = {}) {
      for (;;) {
        const { rows } = await owner.query<{ left: number }>(`select count(*)::int as left from ${service}.outbox`);
        if (rows[0]!.left === 0) break;
        await pause();
      }
      const { rows } = await owner.query<{ envelope: Told }>(
        'select envelope from listener.inbox where envelope::jsonb @> $1 order by pos',
        [JSON.stringify(of)],
      );
      return rows.map(({ envelope }) => envelope);
    },
  };
}
