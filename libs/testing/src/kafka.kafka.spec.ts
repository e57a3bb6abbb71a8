import kafkajs, { type Consumer } from 'kafkajs';
import { testKafka } from './kafka.ts';

describe('the test broker', () => {
  it('carries messages in order', async () => {
    const broker = testKafka();
    const topic = broker.name('probe');
    const kafka = new kafkajs.Kafka({ brokers: broker.brokers, logLevel: kafkajs.logLevel.NOTHING });
    const admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
    const producer = kafka.producer();
    await producer.connect();
    await producer.send({ topic, messages: ['one', 'two', 'three'].map((value) => ({ key: 'k', value })) });
    const consumer: Consumer = kafka.consumer({ groupId: broker.name('group'), maxWaitTimeInMs: 100 });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    const got: string[] = [];
    await new Promise<void>((done, failed) => {
      consumer
        .run({
          eachMessage: async ({ message }) => {
            got.push(String(message.value));
            if (got.length === 3) done();
          },
        })
        .catch(failed);
    });
    expect(got).toEqual(['one', 'two', 'three']);
    await consumer.disconnect();
    await producer.disconnect();
    await admin.deleteTopics({ topics: [topic] });
    await admin.disconnect();
  });
});
