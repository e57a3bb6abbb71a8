import { CONNECTION_TIMEOUT, placeOf, testConnection, type ConnectionTest, type Probe } from '#lib/service';
import type { OpenConnector } from '../../app/connectors.ts';
import { KINDS } from '../../domain/connector/kinds.ts';
import type { Connections } from './connections.port.ts';
import { ncipProbe } from './ncip.ts';
import { smtpPlace, smtpProbe } from './smtp.ts';
import { sruProbe } from './sru.ts';

/** Tries connectors over the network. */
export class NetworkConnections implements Connections {
  readonly #timeoutMs: number;

  constructor(timeoutMs: number = CONNECTION_TIMEOUT) {
    this.#timeoutMs = timeoutMs;
  }

  test(_library: string, connector: OpenConnector): Promise<ConnectionTest> {
    const { kind, address } = connector;
    const { what, speaks, secrets } = KINDS[kind];
    const { host, port } = kind === 'smtp' ? smtpPlace(address) : placeOf(address);
    const fields = { address: 'address', credentials: secrets.length ? 'secrets.password' : 'address' };
    return testConnection({ what, speaks, host, port, fields, timeoutMs: this.#timeoutMs }, this.#probe(connector));
  }

  #probe(connector: OpenConnector): Probe {
    switch (connector.kind) {
      case 'sru':
        return sruProbe(connector);
      case 'ncip':
        return ncipProbe(connector);
      case 'smtp':
        return smtpProbe(connector, this.#timeoutMs);
    }
  }
}
