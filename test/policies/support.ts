import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { ManualClock } from '#lib/kernel';
import {
  baseSettings,
  createService,
  makeLog,
  NestLog,
  projectRoot,
  readSettings,
  type Environment,
  type Service,
  type ServiceDefinition,
} from '#lib/service';
import { TEST_SECRET, type TestDatabase } from '#lib/testing';

/** Where a service of the test runs: several share a database, as replicas and as peers. */
export interface Place {
  readonly database: TestDatabase;
  readonly kafka?: { readonly brokers: readonly string[]; readonly prefix: string };
}

/** Puts a service together and has it work: a Nest application and pools of its own each time it is called. Closed with the database. */
export async function startOn({ database, kafka }: Place, definition: ServiceDefinition): Promise<Service> {
  const environment: Environment = kafka ? { KAFKA_BROKERS: kafka.brokers.join(','), TRILLIUM_TOPIC_PREFIX: kafka.prefix } : {};
  const level = process.env['TEST_LOG_LEVEL'] === 'debug' ? 'debug' : 'silent';
  Logger.overrideLogger(new NestLog(makeLog({ level, format: 'text' })));
  const service = await createService(definition, {
    base: readSettings(baseSettings, environment),
    environment,
    clock: new ManualClock('2025-10-06T14:00:00Z'),
    secrets: { session: TEST_SECRET, databasePassword: TEST_SECRET, patronKey: TEST_SECRET, seal: TEST_SECRET },
    ownerUrl: database.url,
    transport: kafka ? 'kafka' : 'postgres',
    peers: [],
  });
  await service.start();
  return service;
}

/** The shipped policy for charges with another fee in it, and in its cases. */
export function chargesWith(fee: number): { text: string; cases: string } {
  const read = (name: string): string =>
    readFileSync(join(projectRoot(), 'rules', name), 'utf8').replaceAll('"amount": 0.26', `"amount": ${fee}`);
  return { text: read('charges.json'), cases: read('charges.cases.json') };
}

/** Waits until something is so. @throws Error after half a minute, saying what did not come */
export async function until<T>(what: string, so: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const found = await so();
    if (found !== undefined) return found;
    if (tries > 1500) throw new Error(`did not come: ${what}`);
    await sleep(20);
  }
}
