import type pg from 'pg';
import { identifier, PARTS } from '../schema/names.ts';
import type { Database } from '../store/database.ts';
import { statement, type Statement } from '../store/statement.ts';
import type { Publish } from './relay.ts';

interface Move {
  readonly statement: Statement;
  readonly revision: number;
  readonly subscribers: readonly string[];
}

/** Where in `part` a key falls: the same for every transport. */
export const partOf = (key: string): string => `(hashtext(${key}::text) & ${PARTS - 1})`;

const REVISION = `(select coalesce(sum(revision), 0)::int from messaging.subscriber)`;

/** One statement that moves a batch from the outbox to every subscriber's inbox: atomic, so no repeat can arise. */
function moveFor(service: string, revision: number, subscribers: ReadonlyMap<string, readonly string[]>): Move {
  const inserts = [...subscribers].map(
    ([name, types], i) => `, i${i} as (insert into ${identifier(name)}.inbox (part, id, key, tenant, type, envelope)
      select ${partOf('key')}, id, key, tenant, type, envelope from taken where type in (${types.map(quoted).join(', ')}) order by pos)`,
  );
  const text = `with taken as (delete from ${service}.outbox where pos in (select pos from ${service}.outbox order by pos limit $1)
      and $2 = ${REVISION} returning *)${inserts.join('')}
    select count(*)::int moved, ${REVISION} revision from taken`;
  return { statement: statement(text), revision, subscribers: [...subscribers.keys()] };
}

const quoted = (type: string): string => {
  if (!/^[a-z0-9.-]+$/.test(type)) throw new RangeError(`"${type}" is no message type`);
  return `'${type}'`;
};

/**
 * The transport within one database. Nothing leaves before each of `peers` has said what it listens to, or a service that starts last
 * would miss what the first ones sent; the statement moves nothing once somebody has changed what they listen to.
 */
export function postgresPublisher(database: Database, peers: readonly string[]): Publish {
  const { service, wake } = database;
  let move: Move | undefined;
  const learn = async (client: pg.Client): Promise<Move | undefined> => {
    const { rows } = await client.query<{ service: string; types: string[] | null; revision: number }>(
      `select service, subscriptions -> $1 types, ${REVISION} revision from messaging.subscriber`,
      [service],
    );
    const known = new Map(rows.map((row) => [row.service, row.types ?? []]));
    if (peers.some((peer) => !known.has(peer))) return undefined;
    return moveFor(service, rows[0]?.revision ?? 0, new Map([...known].filter(([, types]) => types.length)));
  };
  return async (client, limit) => {
    for (;;) {
      move ??= await learn(client);
      if (!move) return 0;
      const { rows } = await client.query<{ moved: number; revision: number }>({
        ...move.statement,
        values: [limit, move.revision],
      });
      const { moved, revision } = rows[0]!;
      if (revision !== move.revision) move = undefined;
      else {
        if (moved) for (const subscriber of move.subscribers) wake.poke(`${subscriber}.inbox`);
        return moved;
      }
    }
  };
}
