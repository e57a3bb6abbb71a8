import { AsyncLocalStorage } from 'node:async_hooks';
import type { Piece } from '#lib/messaging';

/** What every line of the log says of the work it belongs to. */
export interface LogContext {
  /** Names an HTTP request in the log, the answer's header `x-request-id` and a problem's `requestId`. */
  readonly requestId?: string;
  /** The patron's request all of it is about. */
  correlation?: string;
  tenant?: string;
  /** The type of the message that is handled. */
  readonly message?: string;
  /** The kind of the job that is done. */
  readonly job?: string;
}

const storage = new AsyncLocalStorage<LogContext>();

/** The work being done, if it is known. */
export const logContext = (): LogContext | undefined => storage.getStore();

export const inLogContext = <T>(context: LogContext, work: () => T): T => storage.run(context, work);

/** From here on the lines of this HTTP request name the patron's request it is about. */
export function correlate(correlation: string): void {
  const context = storage.getStore();
  if (context) context.correlation = correlation;
}

/** From here on this HTTP request is done on that library's behalf: its lines name it, and what goes outside goes by it (outgoing/practice.ts). */
export function onBehalfOf(tenant: string): void {
  const context = storage.getStore();
  if (context) context.tenant = tenant;
}

/** A message handled or a job done, with its correlation in the log (an option of libs/messaging). */
export const aroundPiece = ({ kind, what, tenant, correlation }: Piece, work: () => Promise<void>): Promise<void> =>
  inLogContext({ [kind]: what, tenant, ...(correlation ? { correlation } : {}) }, work);
