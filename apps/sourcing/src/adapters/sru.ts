import {
  isPassing,
  readSru,
  searchUrl,
  SRU_VERSIONS,
  VERSION,
  wordsOf,
  type FoundRecord,
  type ProfileName,
  type SruAnswer,
  type SruVersion,
} from '#lib/catalog';
import { ask } from '#lib/service';
import { PermanentError } from '#lib/messaging';

/** A term of CQL 1.2 in quotes, with what has a meaning in it escaped. */
export const quoted = (term: string): string => `"${term.replace(/[\\"]/g, '\\$&').replace(/\s+/g, ' ').trim()}"`;

/** Records asked for at a time; a search that finds more has to be narrower. */
export const MOST = 50;

/** By what a catalog knows who asks: HTTP Basic (RFC 7617). */
export interface Access {
  readonly user: string;
  readonly password: string;
}
const basic = ({ user, password }: Access): string => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** A catalog that is searched by SRU, as it is set up. */
export interface SruCatalog {
  readonly address: string;
  readonly access?: Access;
  /** 1.2 where nothing else is said. */
  readonly version?: SruVersion;
  /** The record schema, as the server calls it; `marcxml` where nothing else is said. */
  readonly schema?: string;
  /** The schema in which it tells holdings apart from the records, e.g. `isohold` (ISO 20775); they are asked for by themselves then. */
  readonly holdings?: string;
  readonly profile?: ProfileName;
}

/** What a search brought: the records, and how many there are in all. */
export interface Found {
  readonly total: number;
  readonly records: readonly FoundRecord[];
}

/**
 * Searches a catalog by SRU (searchRetrieve over HTTP GET). A server that does not speak the version asked and says which one it does speak is
 * asked again in that one.
 * @throws PermanentError with the server's own words when it refuses the query or answers something else; besides, what `ask` throws
 */
export async function searchRetrieve(catalog: SruCatalog, query: string, signal: AbortSignal): Promise<Found> {
  const { schema = 'marcxml', version = '1.2', holdings } = catalog;
  const { total, records } = await inItsVersion(catalog, query, schema, version, signal);
  if (!holdings || !records.length) return { total, records };
  const items = (await inItsVersion(catalog, query, holdings, version, signal)).holdings;
  return { total, records: records.map((record, index) => ({ ...record, items: items.get(index + 1) ?? [] })) };
}

async function inItsVersion(
  catalog: SruCatalog,
  query: string,
  schema: string,
  version: SruVersion,
  signal: AbortSignal,
): Promise<SruAnswer> {
  const answer = await askFor(catalog, query, schema, version, signal);
  const [wrong] = answer.diagnostics;
  // a diagnostic beside records is a warning about one of them
  if (!wrong || answer.records.length || answer.holdings.size) return answer;
  const spoken = wrong.code === VERSION ? SRU_VERSIONS.find((one) => wrong.details?.includes(one)) : undefined;
  if (spoken && spoken !== version) {
    const again = await askFor(catalog, query, schema, spoken, signal);
    if (!again.diagnostics.length || again.records.length) return again;
  }
  if (isPassing(wrong)) throw new Error(`the catalog cannot answer now: ${wordsOf(wrong)}`);
  throw new PermanentError(`the catalog refused the query: ${wordsOf(wrong)}`);
}

async function askFor(
  { address, access }: SruCatalog,
  query: string,
  schema: string,
  version: SruVersion,
  signal: AbortSignal,
): Promise<SruAnswer> {
  const url = searchUrl(address, { query, most: MOST, schema, version });
  const headers = { accept: 'application/xml, text/xml, application/sru+xml', ...(access && { authorization: basic(access) }) };
  const { status, text } = await ask(url, { signal, headers });
  if (status !== 200) throw new PermanentError(`${url.origin}${url.pathname} answered ${status}`);
  try {
    return readSru(text);
  } catch (error) {
    throw new PermanentError((error as Error).message, { cause: error });
  }
}
