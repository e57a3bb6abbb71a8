import type { Broker } from '#lib/testing';
import type { People } from '#test/world';
import type { Cluster } from '../support/cluster.ts';
import { check } from './checker.ts';
import type { Clients } from './client.ts';
import { collect, toldOf } from './collect.ts';
import type { Checked, Evidence } from './evidence.ts';
import { topicsOf, type Killed } from './killer.ts';
import { settle } from './settle.ts';

const HOUR = 3600;
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Moves the world's clock on; the services read it every quarter of a second. */
export async function advance(cluster: Cluster, hours: number): Promise<void> {
  cluster.world.state.moveClock({ advance: hours * HOUR });
  await fetch(`${cluster.worldUrl}/control/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  await pause(300);
}

/** Time goes by and people work, whoever is down just now, until told to stop. */
export async function live(cluster: Cluster, clients: Clients, people: People, stop: AbortSignal): Promise<void> {
  for (let round = 0; !stop.aborted; round += 1) {
    await advance(cluster, 3);
    await people.round().catch(() => undefined);
    if (round % 3 === 2) await clients.staffRound().catch(() => undefined);
  }
}

/** Weeks go by in steps until every request has ended, or as many steps as given; what then waits, waits for somebody. */
export async function liveOn(cluster: Cluster, clients: Clients, people: People, steps: number, hours: number): Promise<void> {
  for (let step = 0; step < steps; step += 1) {
    const { rows } = await cluster.owner.query<{ open: number }>(
      `select count(*)::int open from intake.request_view
       where status not in ('closed', 'unfilled', 'cancelled', 'merged', 'declined', 'waiting-for-staff', 'waiting-for-patron')`,
    );
    if (!rows[0]!.open) return;
    await advance(cluster, hours);
    await settle(cluster.owner, 30_000);
    await people.round();
    if (step % 4 === 0) await clients.staffRound();
    await settle(cluster.owner, 30_000);
  }
}

/**
 * Looks at everything from its own place and compares. A deadline may come due between two of these looks: what is found is looked at again
 * once all is at rest, and only what is still so counts. What is lost or done twice stays so.
 */
export async function lookTwice<C extends Checked>(cluster: Cluster, look: () => Promise<C>): Promise<C> {
  const first = await look();
  if (!first.findings.length) return first;
  await settle(cluster.owner, 30_000);
  return look();
}

/** Looks at everything there is in a cluster over Kafka. */
export const examine = (
  cluster: Cluster,
  broker: Broker,
  prefix: string,
  clients: Clients,
): Promise<Checked & { evidence: Evidence }> =>
  lookTwice(cluster, async () => {
    const told = toldOf(await broker.read(topicsOf(prefix)), prefix);
    const evidence = await collect(cluster, told, clients.acknowledged);
    return { ...check(evidence), evidence };
  });

/** Copies that fell out: sent twice by a relay, delivered again to a service that had been killed before its offsets were committed. */
export function repeats(
  { told }: Evidence,
  prefix: string,
  killed: readonly Killed[],
): { sentTwice: number; deliveredAgain: number } {
  const sentTwice = told.length - new Set(told.map(({ envelope }) => envelope.id)).size;
  let deliveredAgain = 0;
  for (const { committed, seen } of killed)
    for (const { service, partition, offset, envelope } of told)
      if (offset >= (committed.get(`${prefix}.${service}/${partition}`) ?? 0) && seen.has(envelope.id)) deliveredAgain += 1;
  return { sentTwice, deliveredAgain };
}

/** Jobs of fulfillment that were begun more than once: what they did outside may have been done before the service died. */
export async function jobsBegunAgain(owner: Cluster['owner']): Promise<{ kind: string; n: number }[]> {
  const { rows } = await owner.query<{ kind: string; n: number }>(
    `select kind, count(*)::int n from audit.done where service = 'fulfillment' and attempts > 1 group by kind order by kind`,
  );
  return rows;
}

/** Findings, as far as a person wants to read them at once. */
export const show = (findings: readonly string[]): string[] => [
  ...findings.slice(0, 40),
  ...(findings.length > 40 ? [`… and ${findings.length - 40} more`] : []),
];
