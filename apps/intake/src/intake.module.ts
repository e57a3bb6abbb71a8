import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { Database } from '#lib/messaging';
import { defineService, Retention } from '#lib/service';
import { Crossref } from './adapters/crossref.ts';
import { Registry } from './adapters/registry.port.ts';
import { LookUpCitation } from './app/look-up-citation.ts';
import { RequestDeadlines } from './app/request-deadlines.ts';
import { INTAKE_ENDS, LIBRARIES } from './app/retained.ts';
import { intakeConfig } from './config.ts';
import { BatchLines } from './events/batch-lines.ts';
import { DirectoryEvents } from './events/directory.ts';
import { FulfillmentEvents } from './events/fulfillment.ts';
import { PaymentEvents } from './events/payment.ts';
import { SourcingEvents } from './events/sourcing.ts';
import { BatchesController } from './http/batches.controller.ts';
import { FeesController } from './http/fees.controller.ts';
import { OpenUrlController } from './http/openurl.controller.ts';
import { RequestActionsController } from './http/request-actions.controller.ts';
import { RequestsController } from './http/requests.controller.ts';
import { TasksController } from './http/tasks.controller.ts';
import { PrismaService } from './prisma.service.ts';
import { BatchQuery } from './queries/batch.query.ts';
import { FeesQuery } from './queries/fees.query.ts';
import { RequestListQuery } from './queries/request-list.query.ts';
import { RequestPageQuery } from './queries/request-page.query.ts';
import { RequestTenantQuery } from './queries/request-tenant.query.ts';
import { TasksQuery } from './queries/tasks.query.ts';
import { INTAKE_KEEPS } from './queries/kept-of-patron.ts';

@Module({
  imports: [ScheduleModule.forRoot()],
  controllers: [
    RequestsController,
    RequestActionsController,
    BatchesController,
    FeesController,
    OpenUrlController,
    TasksController,
    DirectoryEvents,
    SourcingEvents,
    FulfillmentEvents,
    PaymentEvents,
    BatchLines,
  ],
  providers: [
    PrismaService,
    FeesQuery,
    RequestListQuery,
    RequestPageQuery,
    RequestTenantQuery,
    BatchQuery,
    TasksQuery,
    { provide: Registry, useClass: Crossref },
    LookUpCitation,
    RequestDeadlines,
    {
      provide: Retention,
      useFactory: (database: Database) => new Retention(database, LIBRARIES, INTAKE_ENDS),
      inject: [Database],
    },
  ],
})
export class IntakeModule {}

export const intake = defineService({
  proposals: `select id as "requestId", title from request_view where id = $1`,
  name: 'intake',
  module: IntakeModule,
  config: intakeConfig,
  keptOfPatron: INTAKE_KEEPS,
  paths: ['/openurl'],
  // a bulk file may come as the body itself
  bodyLimit: { text: 10_000_000 },
});
