import { AnotherService, askOnce, basicHeaders, CredentialsRefused, describeAnswer, type Probe } from '#lib/service';
import type { OpenConnector } from '../../app/connectors.ts';

const ANSWER = /<(?:\w+:)?(searchRetrieveResponse|explainResponse)\b/;
const TOTAL = /<(?:\w+:)?numberOfRecords>\s*(\d+)/;
/** SRU 1.2, diagnostics list: 3 is "Authentication error". */
const AUTHENTICATION = /info:srw\/diagnostic\/1\/3</;

/** Asks a catalog for one record by SRU 1.2 (searchRetrieve over HTTP GET). */
export const sruProbe =
  (connector: OpenConnector, what: string): Probe =>
  async (signal) => {
    const url = new URL(connector.address);
    for (const [name, value] of Object.entries({
      version: '1.2',
      operation: 'searchRetrieve',
      query: 'cql.serverChoice = "library"',
      recordSchema: 'marcxml',
      maximumRecords: '1',
    }))
      url.searchParams.set(name, value);
    const answer = await askOnce(url, { headers: { accept: 'application/xml, text/xml', ...basicHeaders(connector) } }, signal);
    if (AUTHENTICATION.test(answer.text)) throw new CredentialsRefused('it wants other credentials');
    if (!ANSWER.test(answer.text)) throw new AnotherService(describeAnswer(answer));
    const total = TOTAL.exec(answer.text)?.[1];
    return {
      words: `${what} answers searches by SRU.`,
      ...(total && { seen: `${total} records with the word "library"` }),
    };
  };
