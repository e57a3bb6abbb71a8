import type { Tx } from '../store/tx.ts';

/** Something to be done outside, as its handler sees it. */
export interface Job<Payload = unknown> {
  /** Also the idempotency key to send along. */
  readonly id: string;
  readonly tenant: string;
  readonly kind: string;
  readonly key: string;
  readonly payload: Payload;
  /** 1 at the first call; counted before it, so that a call that killed the process counts too. */
  readonly attempt: number;
  /** Whether an earlier attempt may have reached the other side. */
  readonly perhapsSent: boolean;
  readonly idempotent: boolean;
  readonly correlation: string | null;
  readonly cause: string | null;
}

export interface JobFailure {
  /** `perhaps-sent`: it must not be repeated and nobody can be asked whether it arrived. */
  readonly reason: 'permanent' | 'exhausted' | 'perhaps-sent';
  readonly message: string;
  readonly attempts: number;
  readonly error?: unknown;
}

/** What the other side knows of an earlier attempt; undefined where it cannot tell. */
export type LookedUp<Answer> = { readonly found: Answer } | { readonly notFound: true } | undefined;

/** Does jobs of one kind. `run` and `lookUp` go outside and touch no database; `done` and `failed` write what came of it. */
export interface JobRunner<Payload = unknown, Answer = unknown> {
  run(job: Job<Payload>, signal: AbortSignal): Promise<Answer>;
  /** In the transaction that deletes the job. */
  done(tx: Tx, job: Job<Payload>, answer: Answer): Promise<void>;
  /** In the transaction that deletes the job: it will not be tried again. */
  failed(tx: Tx, job: Job<Payload>, failure: JobFailure): Promise<void>;
  /** Asked before a job that is not idempotent is repeated. */
  lookUp?(job: Job<Payload>, signal: AbortSignal): Promise<LookedUp<Answer>>;
}

export interface JobOptionsOfKind {
  /** How long one call may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Calls at most, over everything. */
  readonly attempts: number;
  /** Calls under way at once in this process. */
  readonly concurrency: number;
  /** Of those, one library's at most; default one less, so that a slow provider of one library's never holds every place. */
  readonly perLibrary?: number;
  /** Rest after the nth failure, in milliseconds; default 1, 4, 16, 64, 256 s, then ten minutes. */
  readonly backoff?: (failures: number) => number;
}

/** Thrown by `run`: trying again would not help. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
}

/** Thrown by `run`: the request certainly did not get there (connection refused, name not found). Tried again later. */
export class NotSent extends Error {
  override readonly name: string = 'NotSent';
}

/** Thrown by `run`: the other side took nothing up and asked to come back (429, 503 with Retry-After). */
export class RetryAfter extends NotSent {
  override readonly name = 'RetryAfter';
  readonly milliseconds: number;

  constructor(milliseconds: number, message = `asked to come back in ${milliseconds} ms`) {
    super(message);
    this.milliseconds = milliseconds;
  }
}

/** How many of a kind's places one library may hold. */
export const perLibraryOf = ({ concurrency, perLibrary = concurrency - 1 }: JobOptionsOfKind): number =>
  Math.min(concurrency, Math.max(1, perLibrary));

export const jobBackoff = (failures: number): number => Math.min(600_000, 1000 * 4 ** (failures - 1));
