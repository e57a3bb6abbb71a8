import kafkajs from 'kafkajs';
import type { Admin, Kafka, KafkaConfig, LogEntry } from 'kafkajs';
import type { Log } from '../observe/observer.ts';

export interface KafkaOptions {
  readonly brokers: readonly string[];
  /** Before every topic and group: `trillium` gives `trillium.intake`. */
  readonly prefix?: string | undefined;
  /** Partitions of a topic when it is made. Never changed afterwards: a key would move and lose its order. */
  readonly partitions?: number | undefined;
  /** Copies of a topic when it is made; default: three, or as many as there are brokers. */
  readonly replication?: number | undefined;
  readonly ssl?: KafkaConfig['ssl'];
  readonly sasl?: KafkaConfig['sasl'];
  /**
   * For a test of the tests only: repeats are no longer dropped, every redelivery is handled again. Shows that the checker of the fault
   * tests sees what the dropping prevents.
   */
  readonly unsafeWithoutDedupe?: boolean | undefined;
}

const { Kafka: Client, logLevel } = kafkajs;

export const topicOf = (options: KafkaOptions, service: string): string => `${options.prefix ?? 'trillium'}.${service}`;

/** kafkajs with its log turned into ours. What it reports as an error it also retries: a warning to us. */
export const kafkaClient = (clientId: string, options: KafkaOptions, log: Log): Kafka =>
  new Client({
    clientId,
    brokers: [...options.brokers],
    ...(options.ssl === undefined ? {} : { ssl: options.ssl }),
    ...(options.sasl === undefined ? {} : { sasl: options.sasl }),
    connectionTimeout: 5000,
    retry: { initialRetryTime: 100, maxRetryTime: 2000, retries: 8 },
    logLevel: logLevel.ERROR,
    logCreator:
      () =>
      ({ namespace, log: entry }: LogEntry) =>
        log.warn(`kafka ${namespace}: ${entry.message}${entry['error'] ? ` (${String(entry['error'])})` : ''}`),
  });

/** Makes the topics that are missing; those there stay as they are. */
export async function ensureTopics(kafka: Kafka, options: KafkaOptions, services: Iterable<string>): Promise<void> {
  const admin: Admin = kafka.admin();
  await admin.connect();
  try {
    const there = new Set(await admin.listTopics());
    const missing = [...services].map((service) => topicOf(options, service)).filter((topic) => !there.has(topic));
    if (!missing.length) return;
    const { brokers } = await admin.describeCluster();
    const replicationFactor = options.replication ?? Math.min(3, brokers.length);
    const numPartitions = options.partitions ?? 12;
    // two services that start at once: the second is told they exist, which is no fault
    await admin.createTopics({
      topics: missing.map((topic) => ({ topic, numPartitions, replicationFactor })),
      waitForLeaders: true,
    });
  } finally {
    await admin.disconnect();
  }
}
