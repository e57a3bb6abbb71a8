/** Where messaging writes what an operator may want to read; Nest's Logger fits. */
export interface Log {
  log(message: string): void;
  warn(message: string): void;
  error(message: string, stack?: string): void;
}

export const silent: Log = { log: () => undefined, warn: () => undefined, error: () => undefined };

/** What happened, for metrics. Every method may be left out. */
export interface MessagingObserver {
  /** Messages whose handlers committed together, and how long that took, in milliseconds. */
  handled?(service: string, types: readonly string[], milliseconds: number): void;
  /** A handler failed; the message runs again later or, when parked, waits for an operator. */
  failed?(service: string, type: string, parked: boolean): void;
  published?(service: string, count: number): void;
  /** A batch could not be taken into the inbox: retried for ever, so alarm on it. */
  inboxFailed?(service: string): void;
  /** A message that is no envelope of ours was left out. */
  malformed?(service: string): void;
  job?(service: string, kind: string, outcome: 'done' | 'retry' | 'failed' | 'lost' | 'stuck', milliseconds: number): void;
  deadline?(service: string, table: string, outcome: 'met' | 'moved on' | 'failed'): void;
}

export const describe = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));
