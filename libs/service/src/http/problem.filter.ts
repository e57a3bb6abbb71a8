import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { logContext } from '../logging/context.ts';
import { Taken } from '../proposals/taken.ts';
import { RETRY_AFTER, toProblem, toRejection } from './problem.ts';

/** The one place where errors become answers: application/problem+json. What nobody foresaw is logged with its stack, and not told. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #log = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    // no fault at all: what a student worker asked for is kept until a supervisor releases it
    if (error instanceof Taken) {
      http.getResponse<Response>().status(202).json(error.answer);
      return;
    }
    answerProblem(error, http.getRequest<Request>(), http.getResponse<Response>(), (unforeseen) =>
      this.#log.error(unforeseen instanceof Error ? unforeseen : new Error(String(unforeseen))),
    );
  }
}

/** Writes the problem; outside Nest's reach (the front server) too. */
export function answerProblem(error: unknown, request: Request, response: Response, unforeseen: (error: unknown) => void): void {
  const [path = ''] = request.originalUrl.split('?');
  const rejection = toRejection(error, request.method, path);
  if (rejection.status >= 500) unforeseen(error);
  if (response.headersSent) {
    // half an answer is on its way (a stream): cutting it off tells the reader that it is not whole
    response.destroy();
    return;
  }
  if (rejection.status === 503) response.setHeader('retry-after', RETRY_AFTER);
  response
    .status(rejection.status)
    .type('application/problem+json')
    .setHeader('cache-control', 'no-store')
    .send(JSON.stringify(toProblem(rejection, logContext()?.requestId)));
}
