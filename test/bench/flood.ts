import { startCluster } from '../support/cluster.ts';
import { quiet } from '../support/quiet.ts';
import { submit, timesOf, WITHIN, type Times } from './chain.ts';
import { chainWorld, type Load } from './chain-world.ts';
import { percentile } from './cpu.ts';

export interface FloodOptions {
  /** Requests of the library that floods, sent as fast as they are taken. */
  readonly flood: number;
  /** Requests of the other library: once alone, once while the flood waits. */
  readonly others: number;
}
export interface FloodResult {
  readonly flood: number;
  readonly others: number;
  /** Milliseconds from submission to decision. */
  readonly alone: { readonly p50: number; readonly p95: number };
  readonly amidst: { readonly p50: number; readonly p95: number };
  /** Of the flood, submitted before them all: how many were still undecided when the last of the other library's was decided. */
  readonly overtaken: number;
  /** How long the flood itself waited. */
  readonly flooding: { readonly p50: number; readonly p95: number };
}

const OTHER = 'LCC';

/**
 * One library sends a thousand requests at once; another, whose requests are all sent after that, waits no longer than the sharing of two
 * cores makes it. Everything is measured by the services' own records, over PostgreSQL.
 */
export async function floodBench({ flood, others }: FloodOptions): Promise<FloodResult> {
  // of ten requests made four are open access, which every library may have
  const { data, load } = chainWorld(flood + 10 * others);
  const patron = data.patrons.find(({ library, blocked }) => library === OTHER && !blocked)!.username;
  const ofOther = load
    .slice(flood)
    .filter(({ way }) => way === 'deliver')
    .map((one): Load => ({ ...one, library: OTHER, request: { ...one.request, patron } }));
  const ofFlood = load.slice(0, flood);
  const cluster = await startCluster({ world: { data, clock: { rate: 1 } }, durable: true });
  try {
    const [flooding, other] = [await cluster.at(ofFlood[0]!.library), await cluster.at(OTHER)];
    await submit(other, ofOther.splice(0, others), { concurrency: 4 });
    await quiet(cluster.owner, WITHIN);
    const before = await submit(other, ofOther.splice(0, others), { pace: 5, concurrency: 4 });
    await quiet(cluster.owner, WITHIN);
    const sent = await submit(flooding, ofFlood, { concurrency: 16 });
    const during = await submit(other, ofOther.splice(0, others), { pace: 5, concurrency: 4 });
    await quiet(cluster.owner, WITHIN);
    const [alone, amidst, waiting] = [
      await timesOf(cluster.owner, before),
      await timesOf(cluster.owner, during),
      await timesOf(cluster.owner, sent),
    ];
    const last = Math.max(...amidst.map(({ decided }) => decided));
    return {
      flood,
      others,
      alone: taken(alone),
      amidst: taken(amidst),
      overtaken: waiting.filter(({ decided }) => decided > last).length,
      flooding: taken(waiting),
    };
  } finally {
    await cluster.close();
  }
}

const taken = (times: readonly Times[]): { p50: number; p95: number } => {
  const waits = times.map(({ decided, submitted }) => decided - submitted);
  return { p50: percentile(waits, 0.5), p95: percentile(waits, 0.95) };
};
