import type { ConnectionTest } from '#lib/service';
import type { OpenConnector } from '../../app/connectors.ts';

export const CONNECTIONS = Symbol('CONNECTIONS');

/** Tries a connector once; changes nothing at the other side. */
export interface Connections {
  test(library: string, connector: OpenConnector): Promise<ConnectionTest>;
}
