import { messageType } from '#lib/contracts';
import type { Broker } from '#lib/testing';
import { until } from '../support/client.ts';
import type { Cluster } from '../support/cluster.ts';
import { quiet, SERVICES } from '../support/quiet.ts';
import { LISTENS } from './check-messages.ts';

/** Numbers in [0, 1), always the same for a seed. */
export type Random = () => number;
const between = (random: Random, from: number, to: number): number => from + random() * (to - from);
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** An end without a word, and how far the service's consumer group and inbox had come. */
export interface Killed {
  readonly service: string;
  /** `topic/partition` → the offset to go on from. */
  readonly committed: ReadonlyMap<string, number>;
  /** Ids of the messages its inbox had taken in. */
  readonly seen: ReadonlySet<string>;
}

export const topicsOf = (prefix: string): string[] => SERVICES.map((service) => `${prefix}.${service}`);

/** How many messages the broker has still to bring to somebody who listens. */
export async function undelivered(broker: Broker, prefix: string): Promise<number> {
  let open = 0;
  for (const [service, types] of Object.entries(LISTENS)) {
    const topics = new Set(types.map((type) => `${prefix}.${messageType(type).source}`));
    open += await broker.lag(`${prefix}.${service}`, [...topics]);
  }
  return open;
}
/** Waits until the broker has brought everything, and it has been handled. */
export async function delivered(cluster: Cluster, broker: Broker, prefix: string): Promise<void> {
  const none = async (): Promise<true | undefined> => ((await undelivered(broker, prefix)) === 0 ? true : undefined);
  await until('everything delivered', none, 120_000, 300);
  await quiet(cluster.owner);
}

/** Kills one service and notes where it stood. */
export async function kill(cluster: Cluster, broker: Broker, prefix: string, service: string): Promise<Killed> {
  await cluster.programs.get(service)!.stop('SIGKILL');
  const [offsets, { rows }] = await Promise.all([
    broker.offsets(`${prefix}.${service}`, topicsOf(prefix)),
    cluster.owner.query<{ id: string }>(`select id from ${service}.seen`),
  ]);
  // its leases are of no use to anybody: the test does not wait out the minute and a half they last
  await cluster.owner.query(`update ${service}.job set due_at = now() where due_at > now()`);
  return {
    service,
    committed: new Map(offsets.map(({ topic, partition, offset }) => [`${topic}/${partition}`, offset])),
    seen: new Set(rows.map(({ id }) => id)),
  };
}

/** The order in which services are killed: all of them, so many times over. */
export function order(random: Random, times: number): string[] {
  const all = Array.from({ length: times }, () => SERVICES).flat();
  return all
    .map((service) => ({ service, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ service }) => service);
}

/** Waits until one of these services of the world has something new: an order, a hold, a request. Undefined when nothing came in time. */
async function nextEffect({ world }: Cluster, services: readonly string[], within: number): Promise<string | undefined> {
  const { journal } = world.state;
  const end = Date.now() + within;
  for (let known = journal.entries.length; Date.now() < end; await pause(1)) {
    const fresh = journal.since(known);
    const made = fresh.find((entry) => entry.type === 'put' && services.includes(entry.service));
    if (made) return made.service;
    known += fresh.length;
  }
  return undefined;
}

/**
 * Kills each service so many times, at random moments, and starts it again after a moment. In between fulfillment is killed just when
 * something has happened outside of which it has not yet noted that it did, once for each of `outside`.
 */
export async function killAll(
  cluster: Cluster,
  broker: Broker,
  prefix: string,
  { random, times, outside }: { random: Random; times: number; outside: readonly string[] },
): Promise<Killed[]> {
  const killed: Killed[] = [];
  let still = outside;
  for (const service of order(random, times)) {
    await pause(between(random, 300, 2500));
    killed.push(await kill(cluster, broker, prefix, service));
    await pause(between(random, 0, 1500));
    await cluster.start(service);
    const effect = still.length ? await nextEffect(cluster, still, 5000) : undefined;
    if (!effect) continue;
    still = still.filter((one) => one !== effect);
    killed.push(await kill(cluster, broker, prefix, 'fulfillment'));
    await cluster.start('fulfillment');
  }
  return killed;
}
