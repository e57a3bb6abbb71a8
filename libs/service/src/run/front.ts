import { createServer, type Server } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Logger, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { reject } from '#lib/kernel';
import { Health } from '../health/health.ts';
import { answerProblem } from '../http/problem.filter.ts';
import { httpRejection } from '../http/rejections.ts';
import { requestIds } from '../http/request-ids.ts';
import { securityHeaders, styleNonceOf } from '../http/security-headers.ts';
import { mergedMetrics, Metrics } from '../metrics/metrics.ts';
import { mergedDocument } from './api-document.ts';
import type { Service } from './create-service.ts';
import { servesPath } from './definition.ts';

export interface FrontOptions {
  /** The console's built pages. */
  readonly consoleFolder?: string | undefined;
  readonly https: boolean;
  /** What this process answers beside its services: the demo's clock. */
  readonly extra?: RequestHandler | undefined;
}

/** Whoever sends slowly, or much before the body, holds a connection only so long (milliseconds) and so much (bytes). */
const LIMITS = { headersTimeout: 20_000, requestTimeout: 120_000, maxHeaderSize: 16_384 };

/** One HTTP server for the services of a process. */
export interface Front {
  readonly server: Server;
  /** From now on `/health/ready` says no, so that a proxy sends nobody here any more. */
  leave(): void;
  /** Closes the documentation's own application. */
  close(): Promise<void>;
}

@Module({})
class DocumentationModule {}

/** `/api/docs` and `/api/openapi.json`, by Nest's own Swagger page. */
async function documentation(document: OpenAPIObject): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(DocumentationModule, { bodyParser: false, abortOnError: false });
  SwaggerModule.setup('api/docs', app, document, {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    customSiteTitle: 'Trillium API',
  });
  return app.init();
}

/** Puts services behind one HTTP server: each its paths, and what concerns all of them beside. */
export async function makeFront(services: readonly Service[], { consoleFolder, https, extra }: FrontOptions): Promise<Front> {
  const front = express().disable('x-powered-by');
  front.use(requestIds, securityHeaders(https));
  const docs = await documentation(mergedDocument(services));
  let leaving = false;

  front.get('/health/live', (_request, response) => void response.json({ status: 'ok' }));
  front.get('/health/ready', async (_request, response) => {
    const results = await Promise.all(
      services.map(async ({ app, definition }) => [definition.name, await app.get(Health).results()] as const),
    );
    const checks = Object.fromEntries(
      results.flatMap(([name, found]) => Object.entries(found).map(([check, result]) => [`${name}.${check}`, result])),
    );
    const ready = !leaving && Object.values(checks).every((check) => check.ready);
    response
      .status(ready ? 200 : 503)
      .set('cache-control', 'no-store')
      .json({ status: leaving ? 'leaving' : ready ? 'ready' : 'not ready', checks });
  });
  const own = new Registry();
  collectDefaultMetrics({ register: own });
  front.get('/metrics', async (_request, response) => {
    const registries = services.map(({ app }) => app.get(Metrics).registry);
    response.type('text/plain; version=0.0.4; charset=utf-8').send(await mergedMetrics([own, ...registries]));
  });

  const handlerOf = (app: NestExpressApplication): Express => app.getHttpAdapter().getInstance();
  const docsHandler = handlerOf(docs);
  front.use((request, response, next) => {
    if (/^\/api\/(docs|openapi\.(json|yaml))(\/|$)/.test(request.path)) return docsHandler(request, response, next);
    const service = services.find(({ definition }) => servesPath(definition, request.path));
    return service ? handlerOf(service.app)(request, response, next) : next();
  });
  if (extra) front.use(extra);
  if (consoleFolder && existsSync(join(consoleFolder, 'index.html'))) serveConsole(front, consoleFolder);
  front.use(notFound, problems);
  const server = createServer(LIMITS, front);
  // longer than proxies and clients keep theirs (60 s and less): whoever closes first must not be the one who is just being asked
  server.keepAliveTimeout = 75_000;
  return {
    server,
    leave: () => void (leaving = true),
    close: () => docs.close(),
  };
}

/** Where the console's page wants the nonce; as Caddy's templates write it, which serves that page for a consortium (deploy/Caddyfile). */
const STYLE_NONCE = '{{placeholder `http.request.uuid`}}';

/** The console's files; any other page without a dot is a route of its own, which its script resolves. */
function serveConsole(front: Express, folder: string): void {
  // Vite puts a hash of the content into the names below assets/
  front.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false }));
  front.use(express.static(folder, { index: false }));
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  front.get(/^\/(?!api\/|api$|health\/|metrics$|assets\/)[^.]*$/, (_request, response) => {
    // another nonce each time: a page that is kept would have none that holds
    response
      .set('cache-control', 'no-store')
      .type('html')
      .send(page.replace(STYLE_NONCE, styleNonceOf(response)));
  });
}

const notFound: RequestHandler = (request) => {
  throw httpRejection(
    404,
    reject('not-found', `There is nothing at ${request.method} ${request.path}.`, { remedy: '/api/docs lists what there is' }),
  );
};

const log = new Logger('Http');
// eslint knows an error handler by its four parameters, and so does Express
const problems: ErrorRequestHandler = (error, request, response, _next) =>
  answerProblem(error, request, response, (unforeseen) => log.error(unforeseen));
