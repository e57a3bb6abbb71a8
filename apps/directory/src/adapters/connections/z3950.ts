import { searchZ3950, Z3950Failed, z3950Place, Z3950_SYNTAXES } from '#lib/catalog';
import { AnotherService, CannotAsk, CredentialsRefused, type Probe } from '#lib/service';
import type { OpenConnector } from '../../app/connectors.ts';

/** Searches a catalog by Z39.50 for one record, by YAZ's program as requests do. */
export const z3950Probe =
  (connector: OpenConnector, timeoutMs: number): Probe =>
  async (signal) => {
    const { address, settings, secrets } = connector;
    const { user } = settings;
    const syntax = Z3950_SYNTAXES.find((one) => one === settings['syntax']) ?? 'opac';
    const server = { ...z3950Place(address), syntax, ...(user && { user, password: secrets['password'] ?? '' }) };
    try {
      // by title: every server has that
      const { hits, records } = await searchZ3950(server, ['@attr 1=4 "library"'], 1, signal, timeoutMs / 1000);
      const items = records[0]?.items?.length;
      return {
        words: 'The catalog answers searches by Z39.50.',
        seen: `${hits[0] ?? 0} records with "library" in their title${items ? ', with holdings' : ''}`,
      };
    } catch (error) {
      if (error instanceof Z3950Failed) throw faultOf(error);
      throw error;
    }
  };

function faultOf({ why, message }: Z3950Failed): Error {
  switch (why) {
    case 'no-client':
      return new CannotAsk(
        message,
        'Let the operator install YAZ (Debian and Ubuntu: the package yaz), or search your catalog by SRU, through a gateway if it has none.',
      );
    case 'refused':
      return new CredentialsRefused(message);
    case 'no-z3950':
    case 'too-large':
    case 'diagnostic':
      return new AnotherService(message);
    case 'passing':
      return new DOMException(message, 'TimeoutError');
  }
}
