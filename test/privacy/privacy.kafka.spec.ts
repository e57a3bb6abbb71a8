import { messages } from '#lib/contracts';
import { openBroker, testKafka, type Broker } from '#lib/testing';
import { LISTENS } from '../chaos/check-messages.ts';
import { until } from '../support/client.ts';
import { quiet } from '../support/quiet.ts';
import { privacySearch } from './privacy-suite.ts';

describe('the search for a person, messages through Kafka', () => {
  const kafka = testKafka();
  const prefix = kafka.name('privacy').replace('.', '-');
  const topicsOf = (types: readonly string[]): string[] => [
    ...new Set(types.flatMap((type) => messages.get(type)?.source ?? []).map((source) => `${prefix}.${source}`)),
  ];
  const TOPICS = topicsOf([...messages.keys()]);
  let broker: Broker;
  beforeAll(async () => {
    broker = await openBroker(kafka.brokers);
  });
  afterAll(() => broker?.close());

  /** What services have not taken from the broker yet. */
  const waiting = async (): Promise<number> => {
    const lags = await Promise.all(
      Object.entries(LISTENS).map(([service, types]) => broker.lag(`${prefix}.${service}`, topicsOf(types))),
    );
    return lags.reduce((sum, lag) => sum + lag, 0);
  };

  privacySearch({
    environment: () => ({ KAFKA_BROKERS: kafka.brokers.join(','), TRILLIUM_TOPIC_PREFIX: prefix }),
    topics: async () => JSON.stringify(await broker.read(TOPICS)),
    // what is handled sends more, so both have to be empty after each other
    settled: async (owner) => {
      for (let rounds = 0; rounds < 3; rounds += 1) {
        await quiet(owner);
        await until('everything taken from the broker', async () => ((await waiting()) === 0 ? true : undefined), 120_000);
      }
      await quiet(owner);
    },
  });
});
