import type { IncomingHttpHeaders } from 'node:http';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
/** A page of another site cannot send it without asking first (CORS), and nobody answers that. */
export const OWN_HEADER = { name: 'x-requested-with', value: 'trillium' } as const;

/**
 * Whether a request that signs in by cookie may have been made by a page of another site (CSRF). The cookie is SameSite=Strict
 * already; this is the second lock, for browsers and sub-domains that defeat the first.
 * @param publicUrl the address people use, where a proxy changes the Host header
 */
export function looksCrossSite(method: string, headers: IncomingHttpHeaders, publicUrl?: string): boolean {
  if (SAFE.has(method)) return false;
  if (headers[OWN_HEADER.name] === OWN_HEADER.value) return false;
  const { origin } = headers;
  if (!origin || !URL.canParse(origin)) return true;
  const own = publicUrl ? new URL(publicUrl).host : headers.host;
  return new URL(origin).host !== own;
}
