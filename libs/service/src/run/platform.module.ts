import { Module, type DynamicModule } from '@nestjs/common';
import { Database, MessagingModule, prometheusObserver } from '#lib/messaging';
import { AccessLog } from '../audit/access-log.ts';
import { auditController } from '../audit/audit.controller.ts';
import { SeesInterceptor } from '../audit/sees.ts';
import { patronDataController } from '../patron-data/index.ts';
import { AuthGuard } from '../auth/guard.ts';
import { Identify } from '../auth/identify.ts';
import { PracticeCopies } from '../auth/practice-copies.ts';
import { SessionEpochs } from '../auth/session-epochs.ts';
import { Sessions } from '../auth/sessions.ts';
import { AccountEvents, AccountStandings } from '../auth/standing.ts';
import { checkSettings } from '../config/settings.ts';
import { relayUrl, serviceUrl } from '../database/databases.ts';
import { FairShareInterceptor } from '../http/fair-share.ts';
import { Health } from '../health/health.ts';
import { aroundPiece } from '../logging/context.ts';
import { Metrics } from '../metrics/metrics.ts';
import { ProposalDeadlines, Proposals } from '../proposals/proposals.ts';
import { proposalsController } from '../proposals/proposals.controller.ts';
import { Proposing } from '../proposals/proposing.ts';
import { PatronKeys } from '../patron-keys.ts';
import { PracticeEvents } from '../practice/practice-events.ts';
import { ServiceConnection } from '../prisma/prisma.ts';
import { Seals } from '../seal/seals.ts';
import { BASE_CONFIG, CONFIG } from '../tokens.ts';
import type { ServiceContext } from './context.ts';
import type { ServiceDefinition } from './definition.ts';
import { parkedController } from './parked.controller.ts';

/** What every service finds in its container, beside its own. */
@Module({})
class PlatformModule {
  static with(definition: ServiceDefinition, context: ServiceContext, metrics: Metrics): DynamicModule {
    const { base, secrets, ownerUrl, environment } = context;
    const connection: ServiceConnection = {
      service: definition.name,
      url: serviceUrl(ownerUrl, definition.name, secrets.databasePassword),
      relayUrl: relayUrl(ownerUrl, secrets.databasePassword),
    };
    const secure = base.TRILLIUM_PUBLIC_URL?.startsWith('https:') ?? false;
    const { proposals: about } = definition;
    return {
      module: PlatformModule,
      global: true,
      providers: [
        AuthGuard,
        FairShareInterceptor,
        SeesInterceptor,
        { provide: AccessLog, inject: [Database], useFactory: (database: Database) => new AccessLog(database) },
        Identify,
        PracticeCopies,
        SessionEpochs,
        { provide: BASE_CONFIG, useValue: base },
        { provide: CONFIG, useValue: checkSettings(definition.config, environment).values },
        { provide: ServiceConnection, useValue: connection },
        { provide: Sessions, useValue: new Sessions(secrets.session, secure) },
        {
          provide: AccountStandings,
          useFactory: (database: Database) => new AccountStandings(database, definition.standings),
          inject: [Database],
        },
        { provide: PatronKeys, useValue: new PatronKeys(secrets.patronKey) },
        { provide: Seals, useValue: new Seals(secrets.seal) },
        { provide: Health, useValue: new Health() },
        { provide: Metrics, useValue: metrics },
        ...(about
          ? [{ provide: Proposals, useFactory: (database: Database) => new Proposals(database, about), inject: [Database] }]
          : []),
      ],
      exports: [
        AuthGuard,
        AccessLog,
        FairShareInterceptor,
        SeesInterceptor,
        Identify,
        PracticeCopies,
        SessionEpochs,
        BASE_CONFIG,
        CONFIG,
        ServiceConnection,
        Sessions,
        AccountStandings,
        PatronKeys,
        Seals,
        Health,
        Metrics,
        ...(about ? [Proposals] : []),
      ],
    };
  }
}

/** A service's module with everything around it: the root of its application. */
@Module({})
export class ServiceRoot {
  static for(definition: ServiceDefinition, context: ServiceContext): DynamicModule {
    const { base, secrets, ownerUrl, clock, peers, transport, environment, workers } = context;
    const metrics = new Metrics(definition.name);
    const messaging = MessagingModule.forRoot({
      name: definition.name,
      database: {
        url: serviceUrl(ownerUrl, definition.name, secrets.databasePassword),
        relayUrl: relayUrl(ownerUrl, secrets.databasePassword),
      },
      transport,
      ...(base.KAFKA_BROKERS
        ? {
            kafka: {
              brokers: base.KAFKA_BROKERS,
              prefix: base.TRILLIUM_TOPIC_PREFIX,
              // no setting of the product: the fault tests show with it that their checker sees repeats
              unsafeWithoutDedupe: environment['TRILLIUM_RUN_UNSAFE_WITHOUT_DEDUPE'] === 'yes',
            },
          }
        : {}),
      clock,
      workers,
      keepAccessDays: base.TRILLIUM_KEEP_ACCESS_DAYS,
      peers: peers.filter((peer) => peer !== definition.name),
      observer: prometheusObserver(metrics.registry),
      around: aroundPiece,
    });
    return {
      module: ServiceRoot,
      imports: [PlatformModule.with(definition, context, metrics), messaging, definition.module],
      controllers: [
        parkedController(definition.name),
        auditController(definition.name),
        ...(definition.keptOfPatron.length ? [patronDataController(definition.name, definition.keptOfPatron)] : []),
        // directory knows of both by itself
        ...(definition.standings ? [] : [AccountEvents, PracticeEvents]),
        ...(definition.proposals ? [proposalsController(definition.name)] : []),
      ],
      providers: [Proposing, ...(definition.proposals ? [ProposalDeadlines] : [])],
    };
  }
}
