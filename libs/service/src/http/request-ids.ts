import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { inLogContext } from '../logging/context.ts';

export const REQUEST_ID = 'x-request-id';
const WELL_FORMED = /^[\w.-]{8,64}$/;

/** Gives every request an id: a proxy's, where it is well-formed, or a new one. */
export function requestIds(request: Request, response: Response, next: NextFunction): void {
  const sent = request.headers[REQUEST_ID];
  const requestId = typeof sent === 'string' && WELL_FORMED.test(sent) ? sent : randomUUID();
  // seen by the service behind this server as well
  request.headers[REQUEST_ID] = requestId;
  response.setHeader(REQUEST_ID, requestId);
  inLogContext({ requestId }, next);
}
