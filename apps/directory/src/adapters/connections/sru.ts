import {
  AUTHENTICATION,
  readExplain,
  readSru,
  searchUrl,
  explainUrl,
  SRU_VERSIONS,
  wordsOf,
  type SruAnswer,
  type SruVersion,
} from '#lib/catalog';
import { AnotherService, askOnce, basicHeaders, CredentialsRefused, describeAnswer, type Probe } from '#lib/service';
import type { OpenConnector } from '../../app/connectors.ts';

/** Asks a catalog for one record by SRU (searchRetrieve over HTTP GET), and then what it says of itself (explain), which few servers leave out. */
export const sruProbe =
  (connector: OpenConnector, what: string): Probe =>
  async (signal) => {
    const { address, settings } = connector;
    const version: SruVersion = SRU_VERSIONS.find((one) => one === settings['version']) ?? '1.2';
    const headers = { accept: 'application/xml, text/xml, application/sru+xml', ...basicHeaders(connector) };
    const query = { query: 'cql.serverChoice = "library"', most: 1, schema: settings['schema'] ?? 'marcxml', version };
    const answer = await askOnce(searchUrl(address, query), { headers }, signal);
    const { total, records, diagnostics } = read(answer.text) ?? notSru(describeAnswer(answer));
    const [wrong] = diagnostics;
    if (wrong?.code === AUTHENTICATION) throw new CredentialsRefused('it wants other credentials');
    if (wrong && !records.length) throw new AnotherService(`a refusal of the test query: ${wordsOf(wrong)}`);
    if (total > 0 && !records.length)
      throw new AnotherService(`${total} records, none of them MARC in the schema ${query.schema}`);
    const itself = await explained(explainUrl(address, version), headers, signal);
    return {
      words: `${what} answers searches by SRU.`,
      seen: [`${total} records with the word "library"`, itself].filter(Boolean).join('; '),
    };
  };

function read(text: string): SruAnswer | undefined {
  try {
    return readSru(text);
  } catch {
    return undefined;
  }
}
const notSru = (was: string): never => {
  throw new AnotherService(was);
};

/** What it says of itself; a server that keeps it to itself works all the same. */
async function explained(url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<string | undefined> {
  try {
    const { text } = await askOnce(url, { headers }, signal);
    const itself = readExplain(text);
    return itself?.title ?? itself?.database;
  } catch {
    return undefined;
  }
}
