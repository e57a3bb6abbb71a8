import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import type { Problem } from '#lib/contracts';
import { reject, RejectionError, type Rejection } from '#lib/kernel';
import { isConnectionLost } from '#lib/messaging';
import { HttpRejection, statusOf } from './rejections.ts';

/** What body parsers throw (package http-errors). */
interface ParserError {
  readonly type?: string;
  /** Of zlib, where a body is not compressed as it says. */
  readonly code?: string;
  readonly status?: number;
  readonly limit?: number;
  readonly message?: string;
  readonly body?: string;
}

/** Seconds after which a busy server is to be asked again (RFC 9110 §10.2.3). */
export const RETRY_AFTER = 5;

const size = (bytes: number): string =>
  bytes >= 1024 * 1024
    ? `${Math.floor(bytes / 1024 / 1024)} MB`
    : bytes >= 1024
      ? `${Math.floor(bytes / 1024)} KB`
      : `${bytes} bytes`;

/** Where broken JSON breaks: `at line 3, column 7`. V8 names the position, or shows the text around it, or found the end too early. */
function jsonPosition(message: string, body: string): string {
  const position = /position (\d+)/.exec(message)?.[1];
  const around = /, ((?:\.\.\.)?".*"(?:\.\.\.)?) is not valid JSON$/s.exec(message)?.[1];
  if (position === undefined && around) return `near ${around}`;
  const before = position === undefined ? body : body.slice(0, Number(position));
  const lines = before.split('\n');
  return `at line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

function parserRejection(error: ParserError): HttpRejection | undefined {
  if (error.code?.startsWith('Z_'))
    return new HttpRejection(
      400,
      reject('malformed-body', 'The body is not compressed as its content-encoding says.', { remedy: 'Send it uncompressed' }),
    );
  switch (error.type) {
    case 'entity.too.large':
      return new HttpRejection(
        413,
        reject('too-large', `The body is larger than ${size(error.limit ?? 0)}.`, {
          remedy: 'Send less at a time, or upload a file',
        }),
      );
    case 'entity.parse.failed':
      return new HttpRejection(
        400,
        reject('malformed-json', `The body is not JSON: it breaks ${jsonPosition(error.message ?? '', error.body ?? '')}.`, {
          remedy: 'Correct it there and send again',
        }),
      );
    case 'json.too.deep':
      return new HttpRejection(
        400,
        reject('malformed-json', `Lists and objects lie more than ${error.limit ?? 0} deep within each other.`, {
          remedy: 'Send it flatter; /api/docs shows the shape',
        }),
      );
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return new HttpRejection(
        415,
        reject('unsupported-encoding', 'The body is in an encoding this server does not read.', {
          remedy: 'Send UTF-8, uncompressed or with gzip',
        }),
      );
    case 'parameters.too.many':
      return new HttpRejection(413, reject('too-large', 'The form has too many fields.', { remedy: 'Send fewer' }));
    case 'request.aborted':
    case 'request.size.invalid':
      return new HttpRejection(400, reject('malformed-body', 'The body ended early.', { remedy: 'Send it again' }));
    default:
      return undefined;
  }
}

/** Nest's own exceptions: routes that are not there, uploads too large. */
function nestRejection(error: HttpException, method: string, path: string): HttpRejection {
  const status = error.getStatus();
  if (status === 404)
    return new HttpRejection(
      404,
      reject('not-found', `There is nothing at ${method} ${path}.`, { remedy: '/api/docs lists what there is' }),
    );
  if (status === 413) return new HttpRejection(413, reject('too-large', `${error.message}.`, { remedy: 'Send a smaller file' }));
  if (status >= 500) return internal();
  return new HttpRejection(status, reject(status === 400 ? 'malformed-request' : `http-${status}`, error.message));
}

const internal = (): HttpRejection =>
  new HttpRejection(
    500,
    reject('internal', 'Something went wrong here, and it is not your fault.', {
      remedy: 'Try again later; tell the operator the requestId if it stays',
    }),
  );

/** Two people at once: the transaction has been tried again and lost each time. */
const isConflict = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'Conflict' || ['40001', '40P01'].includes((error as { code?: string }).code ?? ''));

/** No database connection was to be had in time, or none answers; P2028 is Prisma's word for it. */
const isBusy = (error: unknown): boolean =>
  error instanceof Error && (isConnectionLost(error) || (error as { code?: string }).code === 'P2028');

/** Whatever was thrown, as a refusal with a status. Unknown errors tell nothing of themselves. */
export function toRejection(error: unknown, method: string, path: string): HttpRejection {
  if (error instanceof HttpRejection) return error;
  if (error instanceof RejectionError) return new HttpRejection(statusOf(error.rejection), error.rejection);
  if (error instanceof HttpException) return nestRejection(error, method, path);
  if (isConflict(error))
    return new HttpRejection(
      409,
      reject('changed-meanwhile', 'Somebody else changed this in the meantime.', {
        remedy: 'Load it again and repeat what you did',
      }),
    );
  if (isBusy(error))
    return new HttpRejection(
      503,
      reject('busy', 'There is more to do at the moment than can be done.', { remedy: `Try again in ${RETRY_AFTER} seconds` }),
    );
  return parserRejection(error as ParserError) ?? internal();
}

const fault = ({ code, message, field, remedy }: Rejection) => ({
  code,
  message,
  ...(field ? { field } : {}),
  ...(remedy ? { remedy } : {}),
});

/** RFC 9457, with the field at fault and what to do. */
export function toProblem({ status, rejection }: HttpRejection, requestId?: string): Problem {
  const { code, message, field, remedy, details } = rejection;
  return {
    type: `urn:trillium:problem:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    detail: message,
    ...(field ? { field } : {}),
    ...(remedy ? { remedy } : {}),
    ...(details?.length ? { errors: details.map(fault) } : {}),
    ...(requestId ? { requestId } : {}),
  };
}
