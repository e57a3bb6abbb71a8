import { systemClock } from '#lib/kernel';
import {
  Injectable,
  Logger,
  Module,
  type DynamicModule,
  type FactoryProvider,
  type INestApplication,
  type ModuleMetadata,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import type { NestMicroservice } from '@nestjs/microservices';
import type { MessagingOptions } from '../options.ts';
import { Database } from '../store/database.ts';
import { MESSAGING_OPTIONS, PassOn, TrilliumServer } from './server.ts';

/** Token of the domain's Clock. */
export const CLOCK = Symbol('CLOCK');

export interface MessagingAsyncOptions extends Pick<ModuleMetadata, 'imports'> {
  readonly inject?: FactoryProvider['inject'];
  readonly useFactory: (...injected: never[]) => MessagingOptions | Promise<MessagingOptions>;
}

// connections are closed last: until then requests still under way may need them
@Injectable()
class ClosesDatabase implements OnApplicationShutdown {
  constructor(private readonly database: Database) {}
  onApplicationShutdown(): Promise<void> {
    return this.database.close();
  }
}

const openDatabase = ({ name, database, clock, log }: MessagingOptions): Database =>
  new Database({ service: name, ...database, clock, log });

/** Gives a service its Database and Clock, everywhere in it, and what connectMessaging needs. */
@Module({})
export class MessagingModule {
  static forRoot(options: MessagingOptions): DynamicModule {
    return MessagingModule.forRootAsync({ useFactory: () => options });
  }
  static forRootAsync({ imports = [], inject = [], useFactory }: MessagingAsyncOptions): DynamicModule {
    const options: FactoryProvider<MessagingOptions> = {
      provide: MESSAGING_OPTIONS,
      inject,
      useFactory: async (...injected: unknown[]) => {
        const given = await useFactory(...(injected as never[]));
        return { ...given, log: given.log ?? new Logger(`messaging ${given.name}`) };
      },
    };
    return {
      module: MessagingModule,
      global: true,
      imports: [DiscoveryModule, ...imports],
      providers: [
        options,
        { provide: Database, inject: [MESSAGING_OPTIONS], useFactory: openDatabase },
        { provide: CLOCK, inject: [MESSAGING_OPTIONS], useFactory: ({ clock }: MessagingOptions) => clock ?? systemClock },
        TrilliumServer,
        ClosesDatabase,
      ],
      exports: [Database, CLOCK, MESSAGING_OPTIONS],
    };
  }
}

/**
 * Puts the application's handlers, jobs and deadlines on the transport and writes what they listen to;
 * `app.startAllMicroservices()` then starts them. Where several services share a process, connect all of them before starting any.
 */
export async function connectMessaging(app: INestApplication): Promise<void> {
  const server = app.get(TrilliumServer);
  // deferred, as filters count only for handlers registered after them
  const microservice = app.connectMicroservice({ strategy: server }, { deferInitialization: true }) as NestMicroservice;
  microservice.useGlobalFilters(new PassOn());
  microservice.registerListeners();
  microservice.setIsInitialized(true);
  microservice.setIsInitHookCalled(true);
  await server.prepare();
}
