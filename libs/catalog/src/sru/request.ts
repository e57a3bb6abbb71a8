export const SRU_VERSIONS = ['1.1', '1.2', '2.0'] as const;
export type SruVersion = (typeof SRU_VERSIONS)[number];

export interface SruQuery {
  readonly query: string;
  readonly most: number;
  /** As the server calls it: `marcxml` nearly everywhere. */
  readonly schema: string;
  readonly version: SruVersion;
}

/**
 * The address of a search. SRU 2.0 has no operation and calls recordPacking recordXMLEscaping; `version` is asked by some of its servers to answer
 * as 2.0 (OASIS searchRetrieve, part 3, §3), and means nothing to the others.
 * @param base the catalog's address, whose own parameters stay
 */
export function searchUrl(base: string, { query, most, schema, version }: SruQuery): URL {
  const url = new URL(base);
  const wanted: Record<string, string> =
    version === '2.0'
      ? { version, queryType: 'cql', query, recordSchema: schema, maximumRecords: String(most), recordXMLEscaping: 'xml' }
      : { version, operation: 'searchRetrieve', query, recordSchema: schema, maximumRecords: String(most), recordPacking: 'xml' };
  for (const [name, value] of Object.entries(wanted)) url.searchParams.set(name, value);
  return url;
}

/** The address at which a server says what it is: its base, and for 1.x the operation (SRU 1.2, explain). */
export function explainUrl(base: string, version: SruVersion): URL {
  const url = new URL(base);
  if (version !== '2.0')
    for (const [name, value] of [
      ['operation', 'explain'],
      ['version', version],
    ] as const)
      url.searchParams.set(name, value);
  return url;
}
