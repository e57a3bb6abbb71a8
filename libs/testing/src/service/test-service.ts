import type { Server } from 'node:http';
import type { Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { TestingModuleBuilder } from '@nestjs/testing';
import type { CurrentUser } from '#lib/contracts';
import { ManualClock } from '#lib/kernel';
import type { BaseConfig, Environment, Service, ServiceDefinition } from '#lib/service';
import type { TestDatabase } from '../database/database.ts';
import { TEST_SECRET } from '../database/template.ts';

export interface TestServiceOptions {
  readonly database: TestDatabase;
  /** Domain time; by default it stands at the demo's Monday, 2025-10-06 09:00 in Chicago. */
  readonly clock?: ManualClock;
  /** The service's own settings. */
  readonly env?: Environment | (() => Environment);
  /** Replaces what lies outside: `(builder) => builder.overrideProvider(CROSSREF).useValue(…)`. */
  readonly override?: (builder: TestingModuleBuilder) => TestingModuleBuilder;
  /** Whether relay, inbox, jobs and deadlines run; true by default. */
  readonly start?: boolean;
}

export interface TestService {
  readonly app: NestExpressApplication;
  /** For supertest: `request(service.http)`. */
  readonly http: Server;
  readonly clock: ManualClock;
  /** A provider of the service. */
  get<T>(token: Type<T> | symbol | string): T;
  /** Headers of a signed-in user: `.set(await service.as({ tenant: 'LCC', roles: ['staff'] }))`. */
  as(user: Partial<CurrentUser> & Pick<CurrentUser, 'tenant' | 'roles'>): Promise<Record<string, string>>;
}

/** A whole service on a test database: real but for what `override` replaces. Use its properties inside tests and hooks only. */
export function testService(definition: ServiceDefinition, options: TestServiceOptions): TestService {
  const { database, clock = new ManualClock('2025-10-06T14:00:00Z'), start = true } = options;
  let service: Service | undefined;
  const made = (): Service => {
    if (!service) throw new Error('testService: the service is made in beforeAll; use it inside a test or hook');
    return service;
  };

  beforeAll(async () => {
    // loaded here, so that specs without a service do not pay for Nest
    const { baseSettings, createService, makeLog, NestLog, readSettings } = await import('#lib/service');
    const { Test } = await import('@nestjs/testing');
    const environment = typeof options.env === 'function' ? options.env() : (options.env ?? {});
    readSettings(definition.config, environment);
    const base: BaseConfig = readSettings(baseSettings, environment);
    const log = new NestLog(makeLog({ level: process.env.TEST_LOG_LEVEL === 'debug' ? 'debug' : 'silent', format: 'text' }));
    service = await createService(
      definition,
      {
        base,
        environment,
        clock,
        secrets: { session: TEST_SECRET, databasePassword: TEST_SECRET, patronKey: TEST_SECRET, seal: TEST_SECRET },
        ownerUrl: database.url,
        transport: 'postgres',
        peers: [],
        // messages sent together are handled in that order, whatever their keys
        workers: 1,
      },
      async (root) => {
        const builder = Test.createTestingModule({ imports: [root] }).setLogger(log);
        const module = await (options.override?.(builder) ?? builder).compile();
        return module.createNestApplication<NestExpressApplication>({ bodyParser: false });
      },
    );
    if (start) await service.start();
  }, 60_000);
  database.closeFirst(() => service?.close());

  return {
    clock,
    get app() {
      return made().app;
    },
    get http() {
      return made().app.getHttpServer();
    },
    get<T>(token: Type<T> | symbol | string): T {
      return made().app.get<T>(token, { strict: false });
    },
    async as(user) {
      const { Sessions } = await import('#lib/service');
      const token = await made()
        .app.get(Sessions)
        .issue({ sub: 'somebody', ...user });
      return { authorization: `Bearer ${token}` };
    },
  };
}
