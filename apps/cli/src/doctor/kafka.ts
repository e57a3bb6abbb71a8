import { connect } from 'node:net';
import { bad, because, type Finding, good, note } from './check.ts';

const TIME_LIMIT_MS = 5000;

/** Whether each broker of `KAFKA_BROKERS` (host:port, several by commas) takes a connection. */
export async function checkKafka(brokers: string | undefined): Promise<Finding[]> {
  if (!brokers) return [note('Kafka', 'not set: messages go through PostgreSQL')];
  return Promise.all(
    brokers.split(',').map(async (broker) => {
      const [host, port] = broker.trim().split(':');
      try {
        await reach(host!, Number(port));
        return good('Kafka', `${broker.trim()} takes connections`);
      } catch (error) {
        return bad(
          'Kafka',
          `${broker.trim()} does not answer (${because(error)})`,
          'Check host and port in KAFKA_BROKERS, and that the broker runs',
        );
      }
    }),
  );
}

const reach = (host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: TIME_LIMIT_MS });
    const fail = (error: Error): void => {
      socket.destroy();
      reject(error);
    };
    socket.once('error', fail);
    socket.once('timeout', () => fail(new Error(`nothing within ${TIME_LIMIT_MS / 1000} s`)));
    socket.once('connect', () => {
      socket.end();
      resolve();
    });
  });
