import { connect } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { DynamicModule } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { connectMessaging, Database, queueGauges } from '#lib/messaging';
import { SeesInterceptor } from '../audit/sees.ts';
import { AuthGuard } from '../auth/guard.ts';
import { checkRoutes } from '../auth/routes.ts';
import { Health } from '../health/health.ts';
import { accessLog } from '../http/access-log.ts';
import { useBodyParsers } from '../http/body-parsers.ts';
import { FairShareInterceptor } from '../http/fair-share.ts';
import { validationPipe } from '../http/input-error.ts';
import { ProblemFilter } from '../http/problem.filter.ts';
import { requestIds } from '../http/request-ids.ts';
import { Metrics } from '../metrics/metrics.ts';
import { whenRefused } from '../outgoing/practice.ts';
import { Proposing } from '../proposals/proposing.ts';
import type { ServiceContext } from './context.ts';
import type { ServiceDefinition } from './definition.ts';
import { ServiceRoot } from './platform.module.ts';

/** A service put together: it answers requests given to its HTTP server, and does its work once started. */
export interface Service {
  readonly definition: ServiceDefinition;
  readonly app: NestExpressApplication;
  readonly document: OpenAPIObject;
  /** Starts relay, inbox, jobs and deadlines. Where services share a process: after all of them were created. */
  start(): Promise<void>;
  /** Takes no more work, ends what runs, closes its connections. */
  close(): Promise<void>;
}

/** Makes the Nest application from its root module. Tests make it with replacements for what lies outside. */
export type MakeApp = (root: DynamicModule) => Promise<NestExpressApplication>;

const makeApp: MakeApp = (root) => NestFactory.create<NestExpressApplication>(root, { bodyParser: false, abortOnError: false });

/**
 * Puts a service together and writes what it listens to. It neither listens on a port nor works yet.
 * @param make how the Nest application is made from the root module
 */
export async function createService(
  definition: ServiceDefinition,
  context: ServiceContext,
  make: MakeApp = makeApp,
): Promise<Service> {
  const app = await make(ServiceRoot.for(definition, context));
  try {
    configureHttp(app, definition);
    app.useGlobalInterceptors(app.get(FairShareInterceptor), app.get(SeesInterceptor), app.get(Proposing));
    const document = describeApi(app, definition.name);
    registerChecks(app, context);
    await connectMessaging(app);
    await app.init();
    return {
      definition,
      app,
      document,
      start: async () => void (await app.startAllMicroservices()),
      close: () => app.close(),
    };
  } catch (error) {
    await app.close().catch(() => undefined);
    throw error;
  }
}

/** How every service answers: request ids, the access log, bodies and their limits, sign-in, checked input, problems. */
export function configureHttp(app: NestExpressApplication, { bodyLimit }: Pick<ServiceDefinition, 'bodyLimit'>): void {
  checkRoutes(app);
  app.use(requestIds, accessLog(app.get(Metrics)));
  useBodyParsers(app, bodyLimit);
  app.useGlobalGuards(app.get(AuthGuard));
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter());
  app.disable('x-powered-by');
}

/** What a service answers, without starting it: nothing is connected. For the committed document. */
export async function describeService(
  definition: ServiceDefinition,
  context: ServiceContext,
): Promise<Pick<Service, 'definition' | 'document'>> {
  const app = await makeApp(ServiceRoot.for(definition, context));
  try {
    return { definition, document: describeApi(app, definition.name) };
  } finally {
    await app.close();
  }
}

function describeApi(app: NestExpressApplication, name: string): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(`Trillium ${name}`)
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      description:
        'An API key (`trl_<library>_…`), a JWT a client has signed with its own key (iss and sub `<library>.<id>`, aud `trillium`, exp within ten minutes, a jti used once), or a session. Keys and clients do what their scopes say: actions of docs/roles.md.',
    })
    .addCookieAuth('trillium_session', {
      type: 'apiKey',
      in: 'cookie',
      description:
        'A session: POST /api/directory/session (password, second factor, or card and PIN), or GET /api/directory/oidc/{symbol}/start (OpenID Connect). What changes something also needs the header x-requested-with: trillium.',
    })
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('cookie');
  return SwaggerModule.createDocument(app, builder.build(), {
    // createRequest, not RequestsController_create; a name two services share gets the service's in front when merged
    operationIdFactory: (_controller, method) => method,
    autoTagControllers: false,
    extraModels: [],
  });
}

function registerChecks(app: NestExpressApplication, { transport, base }: ServiceContext): void {
  const database = app.get(Database);
  const health = app.get(Health);
  health.register('database', () => database.transaction({ tenant: 'consortium' }, (tx) => tx.query('SELECT 1')));
  if (transport === 'kafka') health.register('kafka', () => reachable(base.KAFKA_BROKERS ?? []));
  queueGauges(app.get(Metrics).registry, database);
  const refused = app.get(Metrics).counter({
    name: 'trillium_practice_refused_total',
    help: 'Connections that a practice copy would have made outside the house, and did not (of this process, whichever service)',
  });
  whenRefused(() => refused.inc());
}

/** One broker that takes connections is enough: it names the others. */
const reachable = (brokers: readonly string[]): Promise<unknown> =>
  Promise.any(
    brokers.map((broker) => {
      const { hostname, port } = new URL(`tcp://${broker}`);
      return new Promise<void>((done, fail) => {
        const socket = connect({ host: hostname, port: Number(port), timeout: 2000 });
        socket.once('connect', () => (socket.destroy(), done()));
        socket.once('timeout', () => socket.destroy(new Error('no answer')));
        socket.once('error', fail);
      });
    }),
  ).catch(() => Promise.reject(new Error(`no Kafka broker answers at ${brokers.join(', ')}`)));
