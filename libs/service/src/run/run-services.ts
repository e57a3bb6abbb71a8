import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { Logger, type Type } from '@nestjs/common';
import type { RequestHandler } from 'express';
import { systemClock, type Clock } from '#lib/kernel';
import { WorldClock } from '../clock/world-clock.ts';
import { baseSettings, type BaseConfig } from '../config/base.ts';
import { findSecrets } from '../config/secrets.ts';
import { checkSettings, ConfigError, misspelt, type Environment } from '../config/settings.ts';
import { installDatabase } from '../database/databases.ts';
import { startPostgres } from '../database/embedded-postgres.ts';
import { makeLog, NestLog } from '../logging/logger.ts';
import { openNetworks } from '../outgoing/guard.ts';
import { keepInHouse } from '../outgoing/practice.ts';
import { claimFolder } from './claim.ts';
import { createService, type Service } from './create-service.ts';
import { SERVICES, type ServiceDefinition } from './definition.ts';
import { makeFront, type FrontOptions } from './front.ts';
import { projectRoot } from './project-root.ts';

export interface RunOptions {
  /** Settings are read from here; process.env by default. */
  readonly environment?: Environment;
  /** Whether a process without DATABASE_URL starts a PostgreSQL of its own in the data folder. */
  readonly embedded?: boolean;
  /** Serve the console's built pages. */
  readonly console?: boolean;
  /** The log; made from LOG_LEVEL and LOG_FORMAT by default. */
  readonly log?: NestLog;
  /** Called for each service once it is put together and before any works: for what has to be there at the first message. */
  readonly prepare?: (service: Service) => Promise<void>;
  /** What this process answers beside its services: the demo's clock. */
  readonly extra?: RequestHandler;
}

export interface Running {
  /** `http://localhost:3000` */
  readonly url: string;
  readonly port: number;
  readonly base: BaseConfig;
  readonly clock: Clock;
  readonly services: readonly Service[];
  /** A provider of one of the services: `get('intake', SubmitRequest)`. */
  get<T>(service: string, token: Type<T>): T;
  /** Stops in order: no new requests, work ended, connections closed, database stopped. */
  close(): Promise<void>;
}

/** How long requests under way may go on at the end, in milliseconds. */
const GRACE = 10_000;

/** Something to do at the end; done in the reverse order. */
type End = () => Promise<void> | void;

async function undo(ends: End[]): Promise<void> {
  const log = new Logger('Shutdown');
  // one that fails keeps the others from nothing
  for (const end of ends.splice(0).toReversed())
    await Promise.resolve()
      .then(end)
      .catch((error: unknown) => log.error(error));
}

/** @throws ConfigError that lists what is wrong for any of the services */
function readAll(definitions: readonly ServiceDefinition[], environment: Environment, embedded: boolean): BaseConfig {
  const all = [baseSettings, ...definitions.map(({ config }) => config)];
  const faults = new Map(all.flatMap((part) => checkSettings(part, environment).faults).map((fault) => [fault.name, fault]));
  const known = all.flatMap((part) => Object.keys(part));
  // one service alone does not know the others' settings
  if (definitions.length === SERVICES.length) for (const fault of misspelt(environment, known)) faults.set(fault.name, fault);
  const base = checkSettings(baseSettings, environment).values;
  if (!embedded && !base.DATABASE_URL && !faults.has('DATABASE_URL'))
    faults.set('DATABASE_URL', { name: 'DATABASE_URL', problem: 'is not set', remedy: baseSettings.DATABASE_URL.remedy });
  if (faults.size) throw new ConfigError([...faults.values()]);
  return base;
}

/**
 * Runs services in this process behind one HTTP server. Each has its own Nest application, container and database role.
 * @throws ConfigError, or an Error that says what could not be started; whatever had been started is stopped again
 */
export async function runServices(definitions: readonly ServiceDefinition[], options: RunOptions = {}): Promise<Running> {
  const { environment = process.env, embedded = false } = options;
  const base = readAll(definitions, environment, embedded);
  const format = base.LOG_FORMAT ?? (process.stdout.isTTY ? 'text' : 'json');
  Logger.overrideLogger(options.log ?? new NestLog(makeLog({ level: base.LOG_LEVEL, format })));
  openNetworks(base.TRILLIUM_OUTGOING_NETWORKS);
  const ends: End[] = [];
  try {
    const ownerUrl = base.DATABASE_URL ?? (await embeddedDatabase(resolve(base.TRILLIUM_DATA_DIR), ends));
    keepInHouse({
      world: base.TRILLIUM_PRACTICE_URL,
      own: ownPlaces(ownerUrl, base),
      standIns: standIns(definitions, environment),
    });
    const secrets = await findSecrets(base);
    const root = projectRoot();
    await installDatabase({ ownerUrl, secret: secrets.databasePassword, root, services: definitions.map(({ name }) => name) });
    const clock = await findClock(base, ends);
    const transport = base.KAFKA_BROKERS ? 'kafka' : 'postgres';
    const peers = definitions.length > 1 ? definitions.map(({ name }) => name) : SERVICES;
    const services: Service[] = [];
    for (const definition of definitions) {
      const service = await createService(definition, { base, environment, secrets, ownerUrl, clock, transport, peers });
      ends.push(() => service.close());
      services.push(service);
      await options.prepare?.(service);
    }
    const consoleFolder = options.console ? join(root, 'dist/apps/console') : undefined;
    const port = await listen(services, base, { consoleFolder, extra: options.extra }, ends);
    for (const service of services) await service.start();
    return {
      url: base.TRILLIUM_PUBLIC_URL ?? `http://localhost:${port}`,
      port,
      base,
      clock,
      services,
      get<T>(name: string, token: Type<T>): T {
        const service = services.find(({ definition }) => definition.name === name);
        if (!service) throw new RangeError(`the service ${name} does not run here`);
        return service.app.get(token, { strict: false });
      },
      close: () => undo(ends),
    };
  } catch (error) {
    await undo(ends);
    throw error;
  }
}

/** What a request needs of this installation itself: `host:port` of database, brokers and clock. */
function ownPlaces(ownerUrl: string, { KAFKA_BROKERS = [], TRILLIUM_CLOCK_URL: clock }: BaseConfig): string[] {
  const place = (url: string, port: number): string => {
    const { hostname, port: given } = new URL(url);
    return `${hostname.replaceAll(/[[\]]/g, '')}:${given || port}`;
  };
  return [place(ownerUrl, 5432), ...KAFKA_BROKERS, ...(clock ? [place(clock, clock.startsWith('https:') ? 443 : 80)] : [])];
}

/** The services outside that these are set to ask, and where the simulated outside plays each. */
function standIns(definitions: readonly ServiceDefinition[], environment: Environment): Map<string, string> {
  return new Map(
    definitions.flatMap(({ config }) => {
      const { values } = checkSettings(config, environment);
      return Object.entries(config).flatMap(([name, { playedAt }]) => {
        const address: unknown = values[name];
        return playedAt !== undefined && typeof address === 'string' ? [[address, playedAt] as const] : [];
      });
    }),
  );
}

async function embeddedDatabase(folder: string, ends: End[]): Promise<string> {
  ends.push(await claimFolder(folder));
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres') });
  ends.push(() => postgres.stop());
  return postgres.url;
}

async function findClock({ TRILLIUM_CLOCK_URL: url }: BaseConfig, ends: End[]): Promise<Clock> {
  if (!url) return systemClock;
  const log = new Logger('Clock');
  const clock = await WorldClock.start(url, { warn: (message) => log.warn(message) });
  ends.push(() => clock.stop());
  return clock;
}

async function listen(
  services: readonly Service[],
  base: BaseConfig,
  options: Pick<FrontOptions, 'consoleFolder' | 'extra'>,
  ends: End[],
): Promise<number> {
  const https = base.TRILLIUM_PUBLIC_URL?.startsWith('https:') ?? false;
  const front = await makeFront(services, { ...options, https });
  ends.push(() => front.close());
  await new Promise<void>((done, fail) => {
    front.server.once('error', (error: NodeJS.ErrnoException) =>
      fail(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${base.PORT} is taken. Stop what listens there, or choose another with PORT or --port.`)
          : error,
      ),
    );
    front.server.listen(base.PORT, base.HOST, done);
  });
  ends.push(async () => {
    front.leave();
    const closed = new Promise<void>((done) => front.server.close(() => done()));
    // a connection kept alive ends once its request does, and does not hold everything up
    const idle = setInterval(() => front.server.closeIdleConnections(), 100);
    const hurry = setTimeout(() => front.server.closeAllConnections(), GRACE);
    await closed;
    clearTimeout(hurry);
    clearInterval(idle);
  });
  return (front.server.address() as AddressInfo).port;
}
