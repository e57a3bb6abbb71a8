import type { RequestSummary } from '#lib/contracts';
import type pg from 'pg';
import { type Cluster, startCluster } from '../support/cluster.ts';
import type { TrilliumClient } from '../support/client.ts';
import { quiet } from '../support/quiet.ts';
import { chainWorld, CLOSES_BY_ITSELF, type Load } from './chain-world.ts';
import { percentile, treeMicros } from './cpu.ts';

export interface ChainOptions {
  readonly kafka?: { readonly brokers: readonly string[]; readonly prefix: string; readonly pid?: number };
  /** Requests sent as fast as `concurrency` allows. */
  readonly burst: number;
  /** Requests sent one after another at `pace` a second, to see how long one takes when nothing queues. */
  readonly steady: number;
  readonly pace?: number;
  readonly concurrency?: number;
  readonly logFile?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Milliseconds from submission, by the clock that all services share. */
export interface Latency {
  readonly decided: { readonly p50: number; readonly p95: number };
  readonly closed: { readonly p50: number; readonly p95: number };
}
export interface ChainResult {
  readonly requests: number;
  readonly perSecond: { readonly accepted: number; readonly decided: number; readonly closed: number };
  readonly burst: Latency;
  readonly steady: Latency;
  /** CPU milliseconds a request: the Node services, PostgreSQL, the broker. */
  readonly cpuMillis: Readonly<Record<string, number>>;
  /** What PostgreSQL did for a request. */
  readonly database: { readonly transactions: number; readonly walKilobytes: number };
}

export interface Times {
  readonly id: string;
  readonly submitted: number;
  readonly decided: number;
  readonly closed: number | null;
}

const WARM_UP = 40;
const HOUR = 3600;
/** Milliseconds within which an installation must come to rest. */
export const WITHIN = 600_000;

/**
 * Sends requests to a running installation as other programs do, and measures by the services' own records until all are decided and
 * those that need nobody are closed. Then lets the world's weeks pass and checks that every request ended as it should.
 * @throws Error naming the first request that went another way
 */
export async function chainBench(options: ChainOptions): Promise<ChainResult> {
  const { burst, steady, pace = 5, concurrency = 16, kafka, logFile, env } = options;
  const { data, load } = chainWorld(WARM_UP + steady + burst);
  const cluster = await startCluster({
    kafka,
    world: { data, clock: { rate: 1 } },
    durable: true,
    ...(env && { env }),
    ...(logFile && { logFile }),
  });
  try {
    const client = await cluster.at(load[0]!.library);
    const next = (count: number): Load[] => load.splice(0, count);
    const warm = await submit(client, next(WARM_UP), { concurrency });
    await quiet(cluster.owner, WITHIN);

    const slow = await submit(client, next(steady), { pace, concurrency });
    await quiet(cluster.owner, WITHIN);
    const before = await costs(cluster, kafka?.pid);
    const began = performance.now();
    const fast = await submit(client, next(burst), { concurrency });
    const acceptedIn = (performance.now() - began) / 1000;
    await settled(cluster.owner, fast);
    await quiet(cluster.owner, WITHIN);
    const after = await costs(cluster, kafka?.pid);

    const times = await timesOf(cluster.owner, fast);
    const steadyTimes = await timesOf(cluster.owner, slow);
    await endAll(cluster, new Map([...warm, ...slow, ...fast]));
    const each = (name: string): number => (after[name]! - before[name]!) / burst;
    const { transactions: _, wal: __, ...cpu } = after;
    return {
      requests: burst,
      perSecond: {
        accepted: burst / acceptedIn,
        decided: rate(times, ({ decided }) => decided),
        closed: rate(times, ({ closed }) => closed),
      },
      burst: latency(times),
      steady: latency(steadyTimes),
      cpuMillis: Object.fromEntries(Object.keys(cpu).map((name) => [name, each(name) / 1000])),
      database: { transactions: each('transactions'), walKilobytes: each('wal') / 1024 },
    };
  } finally {
    await cluster.close();
  }
}

type Sent = ReadonlyMap<string, Load>;

/** Sends with so many under way at once; with a pace, none sooner than its turn. The ids given. */
export async function submit(
  client: TrilliumClient,
  load: readonly Load[],
  how: { pace?: number; concurrency: number },
): Promise<Sent> {
  const sent = new Map<string, Load>();
  const queue = load.entries();
  const began = performance.now();
  const worker = async (): Promise<void> => {
    for (const [index, one] of queue) {
      const wait = how.pace ? began + (index * 1000) / how.pace - performance.now() : 0;
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      const { id } = await client.post<RequestSummary>('/api/intake/requests', one.request);
      sent.set(id, one);
    }
  };
  await Promise.all(Array.from({ length: how.concurrency }, worker));
  return sent;
}

async function settled(owner: pg.Client, sent: Sent): Promise<void> {
  const alone = [...sent].filter(([, { way }]) => CLOSES_BY_ITSELF.includes(way)).map(([id]) => id);
  const end = Date.now() + WITHIN;
  for (;;) {
    const { rows } = await owner.query<{ decided: number; closed: number }>(
      `select count(decided_at)::int decided, (count(closed_at) filter (where id = any($2)))::int closed
       from reporting.request_row where id = any($1)`,
      [[...sent.keys()], alone],
    );
    const { decided, closed } = rows[0]!;
    if (decided === sent.size && closed === alone.length) return;
    if (Date.now() > end)
      throw new Error(`${decided} of ${sent.size} decided, ${closed} of ${alone.length} closed in ten minutes`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** When each was submitted, decided and closed, as the services wrote it down. */
export async function timesOf(owner: pg.Client, sent: Sent): Promise<Times[]> {
  const millis = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;
  const { rows } = await owner.query<Times>(
    `select id, ${millis('submitted_at')} submitted, ${millis('decided_at')} decided, ${millis('closed_at')} closed
     from reporting.request_row where id = any($1)`,
    [[...sent.keys()]],
  );
  return rows;
}

/** Requests a second from the first submission until the last got there. */
function rate(times: readonly Times[], at: (one: Times) => number | null): number {
  const there = times.map(at).filter((moment) => moment !== null);
  const first = Math.min(...times.map(({ submitted }) => submitted));
  return (there.length * 1000) / (Math.max(...there) - first);
}

function latency(times: readonly Times[]): Latency {
  const of = (moment: 'decided' | 'closed'): { p50: number; p95: number } => {
    const taken = times.flatMap((one) => (one[moment] === null ? [] : [one[moment] - one.submitted]));
    return { p50: percentile(taken, 0.5), p95: percentile(taken, 0.95) };
  };
  return { decided: of('decided'), closed: of('closed') };
}

/** CPU microseconds so far, and what PostgreSQL counts. */
async function costs(cluster: Cluster, brokerPid: number | undefined): Promise<Record<string, number>> {
  const { rows } = await cluster.owner.query<{ transactions: number; wal: number }>(
    `select (select sum(xact_commit) from pg_stat_database)::float8 transactions, (pg_current_wal_lsn() - '0/0')::float8 wal`,
  );
  return {
    node: [...cluster.programs.values()].reduce((sum, { pid }) => sum + treeMicros(pid!), 0),
    PostgreSQL: treeMicros(cluster.postgresPid),
    ...(brokerPid && { broker: treeMicros(brokerPid) }),
    ...rows[0]!,
  };
}

/** Time passes: copies arrive, holds end. Every request must have gone the way it was made for, and be closed. */
async function endAll(cluster: Cluster, sent: Sent): Promise<void> {
  for (const hours of [2, 24, 16 * 24]) {
    await fetch(`${cluster.worldUrl}/control/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advance: hours * HOUR }),
    });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await quiet(cluster.owner, WITHIN);
  }
  const { rows } = await cluster.owner.query<{ id: string; route: string; outcome: string; closed: boolean; reason: string }>(
    `select id, route, outcome, closed_at is not null closed, reason from reporting.request_row where id = any($1)`,
    [[...sent.keys()]],
  );
  if (rows.length !== sent.size) throw new Error(`${sent.size} requests sent and ${rows.length} heard of`);
  const astray = rows.find(({ id, route, closed }) => route !== sent.get(id)!.way || !closed);
  if (astray) throw new Error(`a request for ${sent.get(astray.id)!.way} went astray: ${JSON.stringify(astray)}`);
}
