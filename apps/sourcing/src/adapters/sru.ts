import { ask } from '#lib/service';
import { PermanentError } from '#lib/messaging';
import { type MarcRecord, readSru } from './marc-xml.ts';

/** A term of CQL 1.2 in quotes, with what has a meaning in it escaped. */
export const quoted = (term: string): string => `"${term.replace(/[\\"]/g, '\\$&').replace(/\s+/g, ' ').trim()}"`;

const MOST = 50;

/** By what a catalog knows who asks: HTTP Basic (RFC 7617). */
export interface Access {
  readonly user: string;
  readonly password: string;
}
const basic = ({ user, password }: Access): string => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/**
 * Searches a catalog by SRU 1.2 (searchRetrieve over HTTP GET) for MARCXML.
 * @param base the catalog's address, e.g. `https://catalog.example.org/sru`
 * @throws PermanentError with the server's own words when it refuses the query; besides, what `ask` throws
 */
export async function searchRetrieve(
  base: string,
  query: string,
  signal: AbortSignal,
  access?: Access,
): Promise<readonly MarcRecord[]> {
  const url = new URL(base);
  for (const [name, value] of Object.entries({
    version: '1.2',
    operation: 'searchRetrieve',
    query,
    recordSchema: 'marcxml',
    maximumRecords: String(MOST),
  }))
    url.searchParams.set(name, value);
  const { status, text } = await ask(url, {
    signal,
    headers: { accept: 'application/xml, text/xml', ...(access && { authorization: basic(access) }) },
  });
  if (status !== 200) throw new PermanentError(`${url.origin}${url.pathname} answered ${status}`);
  const { records, diagnostics } = readSru(text);
  const [wrong] = diagnostics;
  // a diagnostic beside records is a warning about one of them
  if (wrong && !records.length)
    throw new PermanentError(`the catalog refused the query: ${wrong.message}${wrong.details ? ` (${wrong.details})` : ''}`);
  return records;
}
