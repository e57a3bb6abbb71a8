import { sourcesOf, type AnyMessageType } from '../store/effects.ts';
import type { Database } from '../store/database.ts';
import { statement } from '../store/statement.ts';

/** Source service → the types wanted of it. */
export type Subscriptions = ReadonlyMap<string, readonly string[]>;

/**
 * What a service has to listen to, from the types its handlers name.
 * @throws Error for a type nobody sends.
 */
export function subscriptionsFor(types: Iterable<string>, messages: Iterable<AnyMessageType>): Subscriptions {
  const known = new Map([...messages].map((m) => [m.type, m]));
  const wanted = new Map<string, string[]>();
  for (const type of types) {
    const message = known.get(type);
    if (!message) throw new Error(`a handler waits for "${type}", which no contract declares`);
    for (const source of sourcesOf(message)) wanted.set(source, [...(wanted.get(source) ?? []), type]);
  }
  return wanted;
}

const WRITE = statement(`insert into messaging.subscriber (service, subscriptions) values ($1, $2)
  on conflict (service) do update set subscriptions = excluded.subscriptions, revision = nextval('messaging.revision')
  where subscriber.subscriptions <> excluded.subscriptions`);

/** Writes what this service listens to, for the postgres transport of the others. */
export async function subscribe(database: Database, subscriptions: Subscriptions): Promise<void> {
  const sorted = [...subscriptions]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([source, types]) => [source, types.toSorted()]);
  await database.asRelay(WRITE, [database.service, JSON.stringify(Object.fromEntries(sorted))]);
}
