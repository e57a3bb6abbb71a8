import type { Kafka, Producer } from 'kafkajs';
import type { Database } from '../store/database.ts';
import { statement } from '../store/statement.ts';
import { ensureTopics, topicOf, type KafkaOptions } from './kafka-client.ts';
import type { Publish } from './relay.ts';

interface Row {
  readonly pos: string;
  readonly id: string;
  readonly key: string;
  readonly tenant: string;
  readonly type: string;
  readonly envelope: string;
}

/**
 * Outbox → topic, a batch a request. A crash between sending and deleting sends the batch again, in the same order; the inbox drops the
 * repeats. CloudEvents in structured mode: the value is the whole envelope; headers repeat what a consumer sorts by.
 */
export function kafkaPublisher(
  database: Database,
  kafka: Kafka,
  options: KafkaOptions,
): { publish: Publish; close: () => Promise<void> } {
  const { service } = database;
  const topic = topicOf(options, service);
  const claim = statement(`select pos, id, key, tenant, type, envelope::text from ${service}.outbox order by pos limit $1`);
  const gone = statement(`delete from ${service}.outbox where pos = any($1)`);
  let producer: Producer | undefined;

  const connect = async (): Promise<Producer> => {
    await ensureTopics(kafka, options, [service]);
    // one request in flight: an idempotent producer keeps order only so
    const made = kafka.producer({ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false });
    await made.connect();
    return made;
  };
  const close = async (): Promise<void> => {
    const old = producer;
    producer = undefined;
    await old?.disconnect().catch(() => undefined);
  };
  const publish: Publish = async (client, limit) => {
    producer ??= await connect();
    const { rows } = await client.query<Row>({ ...claim, values: [limit] });
    if (!rows.length) return 0;
    try {
      await producer.send({
        topic,
        acks: -1,
        messages: rows.map(({ id, key, tenant, type, envelope }) => ({
          key,
          value: envelope,
          headers: { 'content-type': 'application/cloudevents+json; charset=utf-8', id, tenant, type },
        })),
      });
    } catch (error) {
      // after a failed send kafkajs may have lost count of its sequence numbers: begin anew
      await close();
      throw error;
    }
    await client.query({ ...gone, values: [rows.map((row) => row.pos)] });
    return rows.length;
  };
  return { publish, close };
}
