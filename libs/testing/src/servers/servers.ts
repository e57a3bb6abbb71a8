import { join } from 'node:path';
import { findBinaries } from '../../../service/src/database/postgres-binaries.ts';
import { startPostgres } from '../../../service/src/database/embedded-postgres.ts';
import { ADDRESS, chooseServer, type Choice, type ServerName } from './choose.ts';
import { dockerProbe } from './docker.ts';
import { localKafkaProbe, startLocalKafka } from './kafka-local.ts';

/** A server that was started, or found, for a run of tests. */
export interface TestServer {
  /** PostgreSQL: the owner's URL. Kafka: brokers, separated by commas. */
  readonly address: string;
  readonly way: Exclude<Choice['way'], 'none'>;
  stop(): Promise<void>;
}

const LOCAL: Readonly<Record<ServerName, () => Promise<string | undefined>>> = {
  PostgreSQL: async () => {
    try {
      await findBinaries();
      return undefined;
    } catch {
      return `there is no embedded PostgreSQL for ${process.platform}-${process.arch}`;
    }
  },
  Kafka: localKafkaProbe,
};

/** Where this server comes from on this machine, now. */
export const choose = (server: ServerName): Promise<Choice> =>
  chooseServer({ address: process.env[ADDRESS[server]], docker: dockerProbe, local: LOCAL[server] });

const nothing = async (): Promise<void> => undefined;

/** Starts the server the way that was chosen; local processes keep their files under `folder`. */
export async function startServer(
  server: ServerName,
  choice: Exclude<Choice, { way: 'none' }>,
  folder: string,
): Promise<TestServer> {
  if (choice.way === 'address') return { address: choice.address, way: 'address', stop: nothing };
  if (choice.way === 'container') return server === 'PostgreSQL' ? postgresContainer() : kafkaContainer();
  if (server === 'PostgreSQL') {
    const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), test: true });
    return { address: postgres.url, way: 'local', stop: () => postgres.stop() };
  }
  const kafka = await startLocalKafka(join(folder, 'kafka'));
  return { address: kafka.brokers.join(','), way: 'local', stop: () => kafka.stop() };
}

async function postgresContainer(): Promise<TestServer> {
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
  const container = await new PostgreSqlContainer('postgres:18-alpine')
    .withTmpFs({ '/var/lib/postgresql': 'rw' })
    .withCommand(['postgres', '-c', 'fsync=off', '-c', 'max_connections=200'])
    .start();
  return { address: container.getConnectionUri(), way: 'container', stop: async () => void (await container.stop()) };
}

async function kafkaContainer(): Promise<TestServer> {
  const { KafkaContainer } = await import('@testcontainers/kafka');
  const container = await new KafkaContainer('confluentinc/cp-kafka:8.1.0').withKraft().start();
  const address = `${container.getHost()}:${container.getMappedPort(9093)}`;
  return { address, way: 'container', stop: async () => void (await container.stop()) };
}
