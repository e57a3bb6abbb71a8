import { z3950Place } from '#lib/catalog';
import type { ConnectorKind } from '#lib/contracts';
import { CONNECTION_TIMEOUT, placeOf, smtpPlace, testConnection, type ConnectionTest, type Probe } from '#lib/service';
import type { OpenConnector } from '../../app/connectors.ts';
import { KINDS } from '../../domain/connector/kinds.ts';
import type { Connections, PartnerToTry } from './connections.port.ts';
import { illiadProbe } from './illiad.ts';
import { iso18626Probe } from './iso18626.ts';
import { ncipProbe } from './ncip.ts';
import { crossrefProbe, unpaywallProbe } from './scholarly.ts';
import { sellerProbe } from './sellers.ts';
import { oclcProbe } from './oclc.ts';
import { smtpProbe } from './smtp.ts';
import { sruProbe } from './sru.ts';
import { z3950Probe } from './z3950.ts';

/** Host and port of an address; a scheme of its own has a port of its own. */
function placeFor(kind: ConnectorKind, address: string): { readonly host: string; readonly port: number } {
  if (kind === 'smtp') return smtpPlace(address);
  return kind === 'z3950' ? z3950Place(address) : placeOf(address);
}

/** Tries connectors over the network. */
export class NetworkConnections implements Connections {
  readonly #timeoutMs: number;

  constructor(timeoutMs: number = CONNECTION_TIMEOUT) {
    this.#timeoutMs = timeoutMs;
  }

  test(_library: string, connector: OpenConnector): Promise<ConnectionTest> {
    const { kind, address } = connector;
    const { what, speaks, secrets, credentials = secrets[0] ? `secrets.${secrets[0].name}` : 'address' } = KINDS[kind];
    const { host, port } = placeFor(kind, address);
    const fields = { address: 'address', credentials };
    return testConnection({ what, speaks, host, port, fields, timeoutMs: this.#timeoutMs }, this.#probe(connector));
  }

  partner(library: string, partner: PartnerToTry): Promise<ConnectionTest> {
    const fields = { address: 'address', credentials: 'address' };
    const tested = { what: `${partner.symbol}’s system`, speaks: 'a system that speaks ISO 18626', fields };
    return testConnection(
      { ...tested, ...placeOf(partner.address), timeoutMs: this.#timeoutMs },
      iso18626Probe(library, partner),
    );
  }

  #probe(connector: OpenConnector): Probe {
    switch (connector.kind) {
      case 'sru':
      case 'shared':
      case 'union':
      case 'repository':
        return sruProbe(connector, KINDS[connector.kind].what);
      case 'z3950':
        return z3950Probe(connector, this.#timeoutMs);
      case 'oclc':
        return oclcProbe(connector);
      case 'ncip':
        return ncipProbe(connector);
      case 'illiad':
        return illiadProbe(connector);
      case 'smtp':
        return smtpProbe(connector, this.#timeoutMs);
      case 'crossref':
        return crossrefProbe(connector);
      case 'unpaywall':
        return unpaywallProbe(connector);
      case 'get-it-now':
      case 'reprints-desk':
      case 'vendor':
        return sellerProbe(connector.kind, connector);
    }
  }
}
