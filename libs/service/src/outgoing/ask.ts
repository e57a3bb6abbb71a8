import { NotSent, PermanentError, RetryAfter } from '#lib/messaging';
import { fetch, type Response } from 'undici';
import { guardedAgent } from './guard.ts';
import { playedBy } from './practice.ts';

export interface Question {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** The job's time limit. */
  readonly signal: AbortSignal;
  /** Larger answers are cut off with an error; 4 MiB by default. */
  readonly maxBytes?: number;
}

export interface Reply {
  readonly status: number;
  readonly headers: Pick<Headers, 'get'>;
  readonly text: string;
}

const MEGABYTE = 1024 * 1024;
/** The longest a server may make us wait by Retry-After, in milliseconds. */
const LONGEST_WAIT = 15 * 60_000;

/** Errors of the socket before a byte of the request was sent. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * Asks a server outside, within a job: time limit by `signal`, a cap on the answer's size, redirects not followed, and no address that is
 * reachable from here only unless the operator has opened its network. On behalf of a practice copy the simulated outside answers, or nobody.
 * @returns the answer, whatever its status below 500 (but 429)
 * @throws NotSent when it certainly did not arrive, RetryAfter on 429 and 503, PermanentError when the answer is too large, Error on
 * other statuses from 500 and when the connection broke in between (it may have arrived)
 */
export async function ask(
  url: string | URL,
  { method = 'GET', headers, body, signal, maxBytes = 4 * MEGABYTE }: Question,
): Promise<Reply> {
  const target = playedBy(new URL(url));
  if (!/^https?:$/.test(target.protocol))
    throw new PermanentError(`${target.protocol} is asked for nothing: give an http or https address`);
  const where = `${target.origin}${target.pathname}`;
  let response: Response;
  try {
    response = await fetch(target, {
      method,
      signal,
      redirect: 'manual',
      dispatcher: guardedAgent(),
      ...(headers && { headers }),
      ...(body !== undefined && { body }),
    });
  } catch (error) {
    throw describe(where, error);
  }
  if (response.status === 429 || response.status === 503) {
    await response.body?.cancel();
    throw new RetryAfter(waitOf(response.headers.get('retry-after')), `${where} answered ${response.status}: busy`);
  }
  const text = await readUpTo(response, maxBytes, where);
  if (response.status >= 500) throw new Error(`${where} answered ${response.status}`);
  return { status: response.status, headers: response.headers, text };
}

/** The same for JSON. @throws PermanentError when the answer is no JSON, besides what {@link ask} throws */
export async function askJson(url: string | URL, question: Question): Promise<Reply & { readonly json: unknown }> {
  const reply = await ask(url, { ...question, headers: { accept: 'application/json', ...question.headers } });
  if (reply.status >= 300 && reply.status !== 404 && !/json/.test(reply.headers.get('content-type') ?? ''))
    return { ...reply, json: undefined };
  try {
    return { ...reply, json: reply.text ? JSON.parse(reply.text) : undefined };
  } catch (cause) {
    if (reply.status >= 300) return { ...reply, json: undefined };
    throw new PermanentError(`${new URL(url).origin} answered something that is no JSON`, { cause });
  }
}

/** Milliseconds to wait, from Retry-After (RFC 9110 §10.2.3: seconds or a date); five seconds where it says nothing usable. */
export function waitOf(header: string | null, now = Date.now()): number {
  const wait = header === null ? Number.NaN : /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), LONGEST_WAIT) : 5000;
}

async function readUpTo(response: Response, maxBytes: number, where: string): Promise<string> {
  if (!response.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body) {
      size += chunk.byteLength;
      if (size > maxBytes) throw new PermanentError(`${where} sent more than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof PermanentError) throw error;
    throw describe(where, error);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function describe(where: string, error: unknown): Error {
  const { name, message, cause } = error as Error;
  if (cause instanceof PermanentError) return new PermanentError(`${where}: ${cause.message}`, { cause: error });
  const { code, message: inner } = (cause ?? {}) as NodeJS.ErrnoException;
  if (code && BEFORE_SENDING.has(code)) return new NotSent(`${where} could not be reached (${code})`, { cause: error });
  if (name === 'TimeoutError' || name === 'AbortError') return new Error(`${where} did not answer in time`, { cause: error });
  return new Error(`${where}: ${inner ?? message}`, { cause: error });
}
