import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { Database } from '#lib/messaging';
import { CONFIG, defineService, Mailer, PoliciesModule, Retention, SmtpMailer } from '#lib/service';
import { IlliadWebPlatform } from './adapters/illiad.ts';
import { Illiad } from './adapters/illiad.port.ts';
import { Iso18626Http } from './adapters/iso18626-http.ts';
import { LENDER_CHANNEL } from './adapters/lender.port.ts';
import { PROVIDERS } from './adapters/provider.port.ts';
import { providersOf } from './adapters/providers.ts';
import { IlliadPollJob } from './app/channels/illiad-poll.ts';
import { IlliadTellJob } from './app/channels/illiad-tell.ts';
import { MailLenderJob } from './app/channels/mail-lender.ts';
import { AttemptDeadlines, ProcessDeadlines } from './app/deadlines.ts';
import { CheckOrderJob } from './app/jobs/check-order.ts';
import { PlaceOrderJob } from './app/jobs/place-order.ts';
import { Protocols } from './app/iso18626/protocols.ts';
import { TellBorrowerJob } from './app/jobs/tell-borrower.ts';
import { TellLenderJob } from './app/jobs/tell-lender.ts';
import { LentDeadlines } from './app/lent/deadlines.ts';
import { ParcelDeadlines } from './app/parcel/deadlines.ts';
import { FULFILLMENT_ENDS, LIBRARIES } from './app/retained.ts';
import { fulfillmentConfig } from './config.ts';
import { Decisions } from './events/decisions.ts';
import { DirectoryEvents } from './events/directory.ts';
import { Lending } from './events/lending.ts';
import { AnswerController } from './http/answer.controller.ts';
import { AttemptsController } from './http/attempts.controller.ts';
import { BatchController } from './http/batch.controller.ts';
import { BatchSteps } from './http/batch-steps.ts';
import { RefusedController } from './http/refused.controller.ts';
import { Iso18626Controller } from './http/iso18626.controller.ts';
import { LabelsController } from './http/labels.controller.ts';
import { ParcelsController } from './http/parcels.controller.ts';
import { ScanController } from './http/scan.controller.ts';
import { TasksController } from './http/tasks.controller.ts';
import { LentController } from './http/lent.controller.ts';
import { PrismaService } from './prisma.service.ts';
import { AttemptsQuery } from './queries/attempts.query.ts';
import { LabelsQuery } from './queries/labels.query.ts';
import { LentQuery } from './queries/lent.query.ts';
import { ParcelsQuery } from './queries/parcels.query.ts';
import { ScanQuery } from './queries/scan.query.ts';
import { TasksQuery } from './queries/tasks.query.ts';
import { WorklistsQuery } from './queries/worklists.query.ts';
import { FULFILLMENT_KEEPS } from './queries/kept-of-patron.ts';

@Module({
  imports: [ScheduleModule.forRoot(), PoliciesModule.keeping('lending', 'charges')],
  controllers: [
    Decisions,
    DirectoryEvents,
    Lending,
    AttemptsController,
    LentController,
    TasksController,
    BatchController,
    LabelsController,
    ScanController,
    ParcelsController,
    Iso18626Controller,
    RefusedController,
    AnswerController,
  ],
  providers: [
    PrismaService,
    AttemptsQuery,
    LentQuery,
    TasksQuery,
    WorklistsQuery,
    BatchSteps,
    LabelsQuery,
    ScanQuery,
    ParcelsQuery,
    AttemptDeadlines,
    ProcessDeadlines,
    LentDeadlines,
    ParcelDeadlines,
    TellBorrowerJob,
    TellLenderJob,
    Protocols,
    MailLenderJob,
    IlliadTellJob,
    IlliadPollJob,
    { provide: Illiad, useClass: IlliadWebPlatform },
    { provide: Mailer, useClass: SmtpMailer },
    PlaceOrderJob,
    CheckOrderJob,
    {
      provide: Retention,
      useFactory: (database: Database) => new Retention(database, LIBRARIES, FULFILLMENT_ENDS),
      inject: [Database],
    },
    { provide: LENDER_CHANNEL, useClass: Iso18626Http },
    { provide: PROVIDERS, useFactory: providersOf, inject: [CONFIG] },
  ],
})
export class FulfillmentModule {}

export const fulfillment = defineService({
  proposals: `select a.request_id as "requestId", coalesce(p.title, 'Untitled') as title
    from attempt a left join process p on p.id = a.request_id where a.id = $1`,
  name: 'fulfillment',
  module: FulfillmentModule,
  config: fulfillmentConfig,
  keptOfPatron: FULFILLMENT_KEEPS,
  bodyLimit: { raw: { path: '/iso18626', bytes: 1024 * 1024 } },
  paths: ['/iso18626', '/answer'],
});
