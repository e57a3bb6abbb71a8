import { fetch, type Response } from 'undici';
import { guardedAgent } from '../outgoing/guard.ts';
import { AnotherService, CredentialsRefused } from './result.ts';

export interface HttpQuestion {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Statuses that are answers here, although they mostly tell of an error: 404 where what is asked for may be unknown. */
  readonly takes?: readonly number[];
}
export interface HttpAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Nobody's answer to a test is larger. */
const LARGEST = 256 * 1024;

/**
 * Asks by HTTP as a probe does: no redirect followed, a cap on the answer, no address that only this machine reaches (see guard.ts).
 * @throws CredentialsRefused for 401 and 403, AnotherService for a redirect or an error of the server, besides what fetch throws
 */
export async function askOnce(
  url: string | URL,
  { method = 'GET', headers, body, takes = [] }: HttpQuestion,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const response = await fetch(url, {
    method,
    signal,
    redirect: 'manual',
    dispatcher: guardedAgent(),
    ...(headers && { headers }),
    ...(body !== undefined && { body }),
  });
  const { status } = response;
  const type = response.headers.get('content-type')?.split(';')[0]?.trim() ?? '';
  const text = await readSome(response);
  if (takes.includes(status)) return { status, type, text };
  if (status === 401 || status === 403) throw new CredentialsRefused(`it answered ${status}`);
  if (status >= 300 && status < 400)
    throw new AnotherService(`a redirect to ${response.headers.get('location') ?? 'somewhere else'}`);
  if (status === 404 || status === 405 || status >= 500) throw new AnotherService(`status ${status}`);
  return { status, type, text };
}

async function readSome(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size > LARGEST) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** What an answer that is not the right one was, for the sentence that says so. */
export const describeAnswer = ({ status, type, text }: HttpAnswer): string =>
  /html/.test(type) || /^\s*<(!doctype html|html)/i.test(text)
    ? 'a web page'
    : text.trim()
      ? `${type || 'something'} with status ${status}`
      : `an empty answer with status ${status}`;
