import { seededRandom } from '#lib/kernel';
import { openBroker, testKafka, type Broker } from '#lib/testing';
import { startCluster, type Cluster } from '../support/cluster.ts';
import { until } from '../support/client.ts';
import { SERVICES } from '../support/quiet.ts';
import { startAudit } from './audit.ts';
import { LISTENS } from './check-messages.ts';
import { Clients } from './client.ts';
import { delivered, kill, order, undelivered } from './killer.ts';
import { crowdedWorld, linesOf } from './requests.ts';
import { examine, liveOn, show } from './run.ts';
import { settle } from './settle.ts';

/** Everybody who listens to a topic. */
const LISTENERS = Object.keys(LISTENS);
/** No setting of the product: the only way to switch off what drops repeats. */
const UNSAFE = { TRILLIUM_RUN_UNSAFE_WITHOUT_DEDUPE: 'yes' };

describe('everything delivered again over Kafka', () => {
  let cluster: Cluster;
  let broker: Broker;
  let clients: Clients;
  let prefix: string;
  const random = seededRandom(7);

  beforeAll(async () => {
    const kafka = testKafka();
    const { brokers } = kafka;
    prefix = kafka.name('again').replace('.', '-');
    broker = await openBroker(brokers);
    cluster = await startCluster({
      kafka: { brokers, prefix },
      world: { data: crowdedWorld(2) },
      ...(process.env['CHAOS_LOG'] && { logFile: process.env['CHAOS_LOG'] }),
    });
    await delivered(cluster, broker, prefix);
    await startAudit(cluster.owner);
    clients = new Clients(cluster);
    const people = await clients.hands();
    for (const line of [...linesOf(0), ...linesOf(1)]) await clients.submit(line);
    await settle(cluster.owner, 60_000);
    await liveOn(cluster, clients, people, 30, 48);
  }, 300_000);
  afterAll(async () => {
    await cluster?.close();
    await broker?.close();
  }, 60_000);

  /** Kills everybody, puts their consumer groups back to the beginning, starts them again and waits until all has come to rest. */
  async function deliverAgain(more: Readonly<Record<string, string>>): Promise<number> {
    for (const service of order(random, 1)) await kill(cluster, broker, prefix, service);
    // a group is put back once the broker takes its member for dead, ten seconds after the kill
    for (const service of LISTENERS)
      await until(
        `${service}'s group has no members`,
        async () => {
          await broker.rewind(`${prefix}.${service}`);
          return true;
        },
        60_000,
        500,
      );
    const again = await undelivered(broker, prefix);
    for (const service of SERVICES) await cluster.start(service, more);
    await until('everything delivered', async () => ((await undelivered(broker, prefix)) === 0 ? true : undefined), 120_000, 500);
    await settle(cluster.owner, 120_000);
    return again;
  }

  it('is dropped, and the checker is green', async () => {
    const again = await deliverAgain({});
    const { findings, compared } = await examine(cluster, broker, prefix, clients);
    console.log(
      [`dedupe on: ${again} messages delivered again`, `compared: ${JSON.stringify(compared)}`, ...show(findings)].join('\n'),
    );
    expect(again).toBeGreaterThan(100);
    expect(show(findings)).toEqual([]);
  }, 240_000);

  it('is handled again once inbox dedupe is switched off, and the checker is red', async () => {
    const again = await deliverAgain(UNSAFE);
    const { findings } = await examine(cluster, broker, prefix, clients);
    const handledTwice = findings.filter((finding) => / is \d+ times in what \w+ handled$/.test(finding));
    const others = findings.filter((finding) => !handledTwice.includes(finding));
    console.log(
      [
        `dedupe off: ${again} messages delivered again; ${findings.length} findings, ${handledTwice.length} of them handled twice`,
        ...show(handledTwice).slice(0, 3),
        ...show(others),
      ].join('\n'),
    );
    expect(handledTwice.length).toBeGreaterThan(100);
    for (const service of LISTENERS)
      expect(handledTwice.some((finding) => finding.endsWith(`what ${service} handled`))).toBe(true);
    // not only counted twice, but done twice: loans in the balance among libraries
    expect(findings.some((finding) => finding.startsWith('the balance says'))).toBe(true);
  }, 300_000);
});
