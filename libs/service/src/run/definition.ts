import type { Type } from '@nestjs/common';
import { settings, type Settings } from '../config/settings.ts';
import type { BodyLimits } from '../http/body-parsers.ts';
import type { KeptOfPatron } from '../patron-data/index.ts';

/** The services there are. What one publishes waits for all of them to have said what they listen to. */
export const SERVICES = ['directory', 'intake', 'sourcing', 'fulfillment', 'payment', 'reporting'] as const;
export type ServiceName = (typeof SERVICES)[number];

export interface ServiceDefinition<S extends Settings = Settings> {
  readonly name: ServiceName;
  readonly module: Type;
  /** The settings this service alone has. */
  readonly config: S;
  /** The paths outside `/api/<name>/` that are this service's: `/openurl`. */
  readonly paths: readonly string[];
  readonly bodyLimit: BodyLimits;
  /** What a student worker’s step in this service is about: requestId and title for what its path names ($1), one row. */
  readonly proposals?: string;
  /** Where it sees itself how accounts stand; the others hear it from directory. */
  readonly standings?: string;
  /** What it keeps of a patron, for whoever asks what is known of them. A table with a patronRef that is not named here is a defect (test/privacy). */
  readonly keptOfPatron: readonly KeptOfPatron[];
}

/** Declares a service: what it is made of and what reaches it. */
export const defineService = <S extends Settings>(
  definition: Pick<ServiceDefinition<S>, 'name' | 'module'> & Partial<ServiceDefinition<S>>,
): ServiceDefinition<S> => ({
  paths: [],
  bodyLimit: {},
  keptOfPatron: [],
  ...definition,
  config: definition.config ?? (settings({}) as S),
});

/** Whether this service answers that path (without query). */
export const servesPath = ({ name, paths }: Pick<ServiceDefinition, 'name' | 'paths'>, path: string): boolean =>
  [`/api/${name}`, ...paths].some((own) => path === own || path.startsWith(`${own}/`));
