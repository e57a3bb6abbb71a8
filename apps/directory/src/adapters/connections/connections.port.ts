import type { ConnectionTest } from '#lib/service';
import type { OpenConnector } from '../../app/connectors.ts';

export const CONNECTIONS = Symbol('CONNECTIONS');

/** A partner's address for ISO 18626 messages, and the symbol it is known by. */
export interface PartnerToTry {
  readonly symbol: string;
  readonly address: string;
}

/** Tries a connector once; changes nothing at the other side. */
export interface Connections {
  test(library: string, connector: OpenConnector): Promise<ConnectionTest>;
  /** Asks a partner in the library's name, and leaves no request there. */
  partner(library: string, partner: PartnerToTry): Promise<ConnectionTest>;
}
