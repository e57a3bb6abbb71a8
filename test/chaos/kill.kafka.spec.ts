import { seededRandom } from '#lib/kernel';
import { openBroker, testKafka, type Broker } from '#lib/testing';
import { startCluster, type Cluster } from '../support/cluster.ts';
import { SERVICES } from '../support/quiet.ts';
import { narrowWindows, startAudit, widenWindows } from './audit.ts';
import { Clients } from './client.ts';
import { delivered, killAll, topicsOf, type Killed } from './killer.ts';
import { crowdedWorld, linesOf } from './requests.ts';
import { examine, jobsBegunAgain, live, liveOn, repeats, show } from './run.ts';
import { settle } from './settle.ts';

/** Rounds of the demo's 21 lines sent one by one, and one more as a file. */
const ROUNDS = 7;
const KILLS = 2;
/** Where something new makes fulfillment die before it has noted that it did it. */
const OUTSIDE = ['getitnow', 'iso18626', 'vendor', 'ils', 'reprintsdesk'];
const SEED = 20251006;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('every service a process over Kafka, each killed in the middle of the work', () => {
  let cluster: Cluster;
  let broker: Broker;
  let clients: Clients;
  let killed: Killed[];
  let prefix: string;
  let widened: boolean;
  const random = seededRandom(SEED);

  beforeAll(async () => {
    const kafka = testKafka();
    const { brokers } = kafka;
    prefix = kafka.name('kill').replace('.', '-');
    broker = await openBroker(brokers);
    cluster = await startCluster({
      kafka: { brokers, prefix },
      world: { data: crowdedWorld(ROUNDS + 1) },
      ...(process.env['CHAOS_LOG'] && { logFile: process.env['CHAOS_LOG'] }),
    });
    await delivered(cluster, broker, prefix);
    await startAudit(cluster.owner);
    widened = await widenWindows(cluster.owner, 100);
    clients = new Clients(cluster);
  }, 180_000);
  afterAll(async () => {
    await cluster?.close();
    await broker?.close();
  }, 60_000);

  it('takes and carries out requests while services die and come back', async () => {
    const people = await clients.hands();
    const over = new AbortController();
    const lines = Array.from({ length: ROUNDS }, (_, round) => linesOf(round))
      .flat()
      .map((line) => ({ line, at: random() }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ line }) => line);
    const submit = async (): Promise<void> => {
      for (const [index, line] of lines.entries()) {
        if (over.signal.aborted) return;
        if (index === Math.floor(lines.length / 2)) await clients.upload(linesOf(ROUNDS));
        await clients.submit(line);
        await pause(random() * 550);
      }
    };
    const living = live(cluster, clients, people, over.signal);
    try {
      [killed] = await Promise.all([
        killAll(cluster, broker, prefix, { random: seededRandom(SEED + 1), times: KILLS, outside: OUTSIDE }),
        submit(),
      ]);
    } finally {
      over.abort();
      await living;
    }
    await narrowWindows(cluster.owner);
    for (const service of SERVICES) expect(killed.filter((one) => one.service === service).length).toBeGreaterThanOrEqual(KILLS);
    expect(clients.acknowledged.requests).toHaveLength(lines.length);

    // what a service was at when it died is claimed anew once its lease has run out
    expect(await settle(cluster.owner, 240_000)).toEqual({});
    await liveOn(cluster, clients, people, 30, 36);
    expect(await settle(cluster.owner, 60_000)).toEqual({});
  }, 900_000);

  it('loses nothing acknowledged, and nothing happens twice', async () => {
    const { findings, compared, evidence } = await examine(cluster, broker, prefix, clients);
    const { sentTwice, deliveredAgain } = repeats(evidence, prefix, killed);
    const again = await jobsBegunAgain(cluster.owner);
    const statuses = [...Map.groupBy(evidence.requests, ({ status }) => status)].map(
      ([status, all]) => `${all.length} ${status}`,
    );
    const machines = [...Map.groupBy(evidence.attempts, ({ machine }) => machine)].map(
      ([machine, all]) => `${all.length} ${machine}`,
    );
    console.log(
      [
        `${killed.length} kills; ${clients.unanswered} calls nobody answered; repeats dropped: ${sentTwice} sent twice, ${deliveredAgain} delivered again`,
        `jobs begun again after a death: ${again.map(({ kind, n }) => `${n} ${kind}`).join(', ')}`,
        `requests: ${statuses.join(', ')}`,
        `attempts: ${machines.join(', ')}`,
        `compared: ${JSON.stringify(compared)}`,
        ...show(findings),
      ].join('\n'),
    );
    expect(show(findings)).toEqual([]);
    // the deaths hit where they hurt, and all routes were taken: else the run proves less than it says
    expect(sentTwice + deliveredAgain).toBeGreaterThan(0);
    expect(!widened || again.length > 0).toBe(true);
    for (const machine of ['deliver', 'link', 'hold', 'buy-copy', 'buy-e-book', 'buy-print', 'buy-by-hand', 'borrow-loan'])
      expect([machine, evidence.attempts.some((attempt) => attempt.machine === machine)]).toEqual([machine, true]);
    for (const seller of ['getitnow', 'reprintsdesk', 'vendor', 'publisher', 'ils', 'iso18626'])
      expect([seller, evidence.effects.some(({ service }) => service === seller)]).toEqual([seller, true]);
    expect(topicsOf(prefix)).toHaveLength(6);
  }, 120_000);
});
