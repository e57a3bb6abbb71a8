import kafkajs from 'kafkajs';
import { Envelope } from '#lib/contracts';

/** A message as it stands in a topic. */
export interface Published {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly envelope: Envelope;
}

/** Where a consumer group goes on from in a partition of a topic. */
export interface GroupOffset {
  readonly topic: string;
  readonly partition: number;
  /** The next message's offset; 0 where nothing was committed yet. */
  readonly offset: number;
}

/** A look at a broker from outside, for tests that count what services said and heard. */
export interface Broker {
  /** Every message of these topics from the beginning to where they end now; within a partition in order. */
  read(topics: readonly string[]): Promise<Published[]>;
  /** How far a consumer group has come. */
  offsets(group: string, topics: readonly string[]): Promise<GroupOffset[]>;
  /** How many messages of these topics a consumer group has still before it. */
  lag(group: string, topics: readonly string[]): Promise<number>;
  /**
   * Forgets how far a consumer group has come, so that it begins anew and the broker delivers everything again.
   * @throws Error while the group has members: end the service first; one that was killed counts until its session ends (10 s)
   */
  rewind(group: string): Promise<void>;
  close(): Promise<void>;
}

const { Kafka, logLevel } = kafkajs;

export async function openBroker(brokers: readonly string[]): Promise<Broker> {
  const kafka = new Kafka({ clientId: 'test', brokers: [...brokers], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const offsets: Broker['offsets'] = async (group, topics) => {
    const known = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
    return known.flatMap(({ topic, partitions }) =>
      partitions.map(({ partition, offset }) => ({ topic, partition, offset: Math.max(0, Number(offset)) })),
    );
  };
  return {
    async read(topics) {
      const ends = await Promise.all(topics.map(async (topic) => ({ topic, partitions: await admin.fetchTopicOffsets(topic) })));
      const wanted = new Map(
        ends.flatMap(({ topic, partitions }) =>
          partitions
            .filter(({ low, high }) => Number(high) > Number(low))
            .map(({ partition, high }): [string, number] => [`${topic}/${partition}`, Number(high)]),
        ),
      );
      const found: Published[] = [];
      if (!wanted.size) return found;
      const consumer = kafka.consumer({ groupId: `reader-${crypto.randomUUID()}`, maxWaitTimeInMs: 100 });
      const { promise: complete, resolve, reject } = Promise.withResolvers<void>();
      await consumer.connect();
      try {
        await consumer.subscribe({ topics: [...topics], fromBeginning: true });
        consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
        await consumer.run({
          autoCommit: false,
          eachBatch: ({ batch: { topic, partition, messages } }) => {
            const place = `${topic}/${partition}`;
            for (const { offset, value } of messages)
              if (wanted.has(place) && Number(offset) < wanted.get(place)!)
                found.push({ topic, partition, offset: Number(offset), envelope: Envelope.parse(JSON.parse(String(value))) });
            if (Number(messages.at(-1)?.offset ?? -1) + 1 >= (wanted.get(place) ?? Infinity)) wanted.delete(place);
            if (!wanted.size) resolve();
            return Promise.resolve();
          },
        });
        await complete;
      } finally {
        await consumer.disconnect();
      }
      return found;
    },
    offsets,
    async lag(group, topics) {
      const done = new Map(
        (await offsets(group, topics)).map(({ topic, partition, offset }) => [`${topic}/${partition}`, offset]),
      );
      let open = 0;
      for (const topic of topics)
        for (const { partition, low, high } of await admin.fetchTopicOffsets(topic))
          open += Number(high) - Math.max(Number(low), done.get(`${topic}/${partition}`) ?? 0);
      return open;
    },
    async rewind(group) {
      await admin.deleteGroups([group]);
    },
    close: () => admin.disconnect(),
  };
}
