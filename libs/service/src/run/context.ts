import type { Clock } from '#lib/kernel';
import type { BaseConfig } from '../config/base.ts';
import type { Secrets } from '../config/secrets.ts';
import type { Environment } from '../config/settings.ts';

/** What a service is started with: the same for all services of a process. */
export interface ServiceContext {
  readonly base: BaseConfig;
  /** Where the service's own settings are read. */
  readonly environment: Environment;
  readonly secrets: Secrets;
  readonly ownerUrl: string;
  readonly clock: Clock;
  readonly transport: 'postgres' | 'kafka';
  /** On the postgres transport nothing is published before all of these have said what they listen to. */
  readonly peers: readonly string[];
  /** How many workers handle messages side by side; by default as libs/messaging has it. One keeps messages of all keys in order: for tests. */
  readonly workers?: number;
}
