import type { Problem } from '#lib/contracts';
import { actFor, actingFor } from './acting.ts';
import { ApiError, OfflineError } from './problems.ts';

type SignedOut = () => void;
let onSignedOut: SignedOut = () => undefined;
/** Called whenever the server says that the session has ended. */
export const whenSignedOut = (listener: SignedOut): void => {
  onSignedOut = listener;
};

const SESSION = '/api/directory/session';
/** Who is signed in does not change with the library somebody acts for. */
const OWN = [SESSION, '/api/directory/me', '/api/directory/libraries'];

/**
 * Asks the server.
 * @throws ApiError where it refuses, OfflineError where nobody answers
 */
export async function ask(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  const acting = actingFor();
  const plain = body instanceof FormData || body instanceof Blob || typeof body === 'string';
  const headers: Record<string, string> = {
    'x-requested-with': 'trillium',
    accept: 'application/json, application/problem+json, */*',
  };
  if (acting && !OWN.includes(path)) headers['x-library'] = acting;
  if (body !== undefined && !plain) headers['content-type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      body: body === undefined ? null : plain ? body : JSON.stringify(body),
      signal: signal ?? null,
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new OfflineError('no answer', { cause });
  }
  if (response.ok) return response;
  if (response.status === 401 && !path.startsWith(SESSION)) onSignedOut();
  const problem = await problemIn(response);
  // the practice copy somebody works in was made new or deleted meanwhile: back to the library, which says so
  if (problem?.code === 'no-such-practice-copy') {
    actFor(undefined);
    window.location.assign('/practice');
  }
  throw new ApiError(response.status, problem);
}

async function problemIn(response: Response): Promise<Problem | undefined> {
  // a proxy answers in HTML, and its words help nobody
  if (!response.headers.get('content-type')?.includes('json')) return undefined;
  try {
    return (await response.json()) as Problem;
  } catch {
    return undefined;
  }
}

/** Asks and reads the answer; the server's contract says what it is. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await (await ask('GET', path, undefined, signal)).json()) as T;
}

/** Sends something and reads the answer, if there is one. */
export async function send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const response = await ask(method, path, body);
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}
