import { Module } from '@nestjs/common';
import { defineService, Policies } from '#lib/service';
import { LOOK_UP_JOBS } from './adapters/look-up-jobs.ts';
import { PolicyRegistry } from './app/policies/registry.ts';
import { ShippedPolicies } from './app/policies/shipped.ts';
import { PolicyDeadlines } from './app/policy-deadlines.ts';
import { RequestDeadlines } from './app/request-deadlines.ts';
import { Sourcing } from './app/sourcing.ts';
import { sourcingConfig } from './config.ts';
import { DirectoryEvents } from './events/directory.ts';
import { FulfillmentEvents } from './events/fulfillment.ts';
import { PaymentEvents } from './events/payment.ts';
import { PolicyCommands } from './events/policy-commands.ts';
import { PracticeCopiesHere } from './events/practice.ts';
import { RequestEvents } from './events/requests.ts';
import { HoldingsController } from './http/holdings.controller.ts';
import { PoliciesController } from './http/policies.controller.ts';
import { PolicyVersionsController } from './http/policy-versions.controller.ts';
import { RequestsController } from './http/requests.controller.ts';
import { TasksController } from './http/tasks.controller.ts';
import { PrismaService } from './prisma.service.ts';
import { DecisionsQuery } from './queries/decisions.query.ts';
import { PoliciesQuery } from './queries/policies.query.ts';
import { PolicyTrialQuery } from './queries/policy-trial.query.ts';
import { TasksQuery } from './queries/tasks.query.ts';
import { SOURCING_KEEPS } from './queries/kept-of-patron.ts';

@Module({
  controllers: [
    DirectoryEvents,
    RequestEvents,
    PaymentEvents,
    FulfillmentEvents,
    PolicyCommands,
    PracticeCopiesHere,
    RequestsController,
    HoldingsController,
    PoliciesController,
    PolicyVersionsController,
    TasksController,
  ],
  providers: [
    PrismaService,
    Policies,
    ShippedPolicies,
    PolicyRegistry,
    PolicyDeadlines,
    Sourcing,
    RequestDeadlines,
    DecisionsQuery,
    PoliciesQuery,
    PolicyTrialQuery,
    TasksQuery,
    ...LOOK_UP_JOBS,
  ],
})
export class SourcingModule {}

export const sourcing = defineService({
  proposals: `select id as "requestId", coalesce(state #>> '{request,citation,title}', state #>> '{request,citation,container}', 'Untitled') as title
    from request where id = $1`,
  name: 'sourcing',
  module: SourcingModule,
  config: sourcingConfig,
  keptOfPatron: SOURCING_KEEPS,
  // a title list of some ten thousand lines
  bodyLimit: { text: 50 * 1024 * 1024 },
});
