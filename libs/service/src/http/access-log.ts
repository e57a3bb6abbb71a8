import { Logger } from '@nestjs/common';
import type { NextFunction, Response } from 'express';
import type { AuthenticatedRequest } from '../auth/user.ts';
import { inLogContext, logContext } from '../logging/context.ts';
import type { Metrics } from '../metrics/metrics.ts';

/** The patron's request that an address is about. */
const ABOUT = /\/requests\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?:\/|$)/;

/** The route as declared (`/api/intake/requests/:id`), so that metrics do not grow with ids. */
const routeOf = (request: AuthenticatedRequest): string => (request.route as { path?: string } | undefined)?.path ?? 'none';

/** Counts and times every request, and logs a line for it: the path without its query, which may hold what a patron asked. */
export function accessLog(metrics: Metrics) {
  const log = new Logger('Http');
  const durations = metrics.histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  });
  return (request: AuthenticatedRequest, response: Response, next: NextFunction): void => {
    const started = performance.now();
    // the end comes from the connection, which knows nothing of this request
    const context = logContext() ?? {};
    response.once('close', () => {
      const milliseconds = performance.now() - started;
      const [path = ''] = request.originalUrl.split('?');
      durations.observe({ method: request.method, route: routeOf(request), status: response.statusCode }, milliseconds / 1000);
      const { tenant, sub } = request.user ?? {};
      const correlation = ABOUT.exec(path)?.[1] ?? context.correlation;
      const line = { method: request.method, path, status: response.statusCode, ms: Math.round(milliseconds), tenant, user: sub };
      inLogContext({ ...context, ...(correlation ? { correlation } : {}) }, () => log.log({ message: 'request', ...line }));
    });
    next();
  };
}
