import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Money } from '#lib/kernel';
import { toDecimal } from '#lib/kernel';

export interface Call {
  readonly method: string;
  /** The path's segments after the service's name, decoded. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}
export interface Answer {
  readonly status: number;
  readonly body: string | Buffer;
  readonly type: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Answer => ({
  status,
  body: JSON.stringify(body),
  type: 'application/json; charset=utf-8',
  headers,
});
export const xml = (body: string, status = 200): Answer => ({ status, body, type: 'application/xml; charset=utf-8' });
export const text = (body: string, status = 200): Answer => ({ status, body, type: 'text/plain; charset=utf-8' });
export const notFound = (): Answer => json({ error: 'NOT_FOUND', message: 'There is nothing at this address' }, 404);
export const wrongMethod = (): Answer => json({ error: 'METHOD_NOT_ALLOWED', message: 'Not by this method' }, 405);

/** Amounts as the vendors' APIs write them: `{"amount":"24.50","currency":"USD"}`. */
export const amount = (money: Money): { amount: string; currency: string } => ({
  amount: toDecimal(money),
  currency: money.currency,
});

const MAX_BODY = 2 * 1024 * 1024;

/** @throws RangeError when the body is longer than 2 MiB. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY) throw new RangeError('the body is longer than 2 MiB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The body as a JSON object; undefined where it is none. */
export function readJson(body: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return value && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
export const asText = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() ? value.trim() : typeof value === 'number' ? String(value) : undefined;

export function send(response: ServerResponse, { status, body, type, headers = {} }: Answer): void {
  if (response.destroyed) return;
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.writeHead(status, { 'content-type': type, 'content-length': bytes.length, ...headers });
  response.end(bytes);
}
