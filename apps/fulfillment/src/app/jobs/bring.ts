import { asVersion, readMessage, writeMessage, type Version } from '#lib/iso18626';
import { unwrap } from '#lib/kernel';
import type { Confirmation, LenderChannel } from '../../adapters/lender.port.ts';
import { headersOf, type Protocols } from '../iso18626/protocols.ts';

/** A message on its way to a partner. */
export interface Outgoing {
  readonly address: string;
  readonly partner: string;
  /** As it goes out, every time the same: the other side knows a repeat by it. */
  readonly xml: string;
}
/** What was sent, and what was answered. */
export type Sent = Confirmation & { readonly sent: string };

/** Sends a message as its partner wants it: in its version of the standard, with what shows it who we are. */
export async function bring(
  channel: LenderChannel,
  protocols: Protocols,
  tenant: string,
  { address, partner, xml }: Outgoing,
  signal: AbortSignal,
): Promise<Sent> {
  const protocol = await protocols.of(tenant, partner);
  const sent = inVersion(xml, protocol.version);
  return { sent, ...(await channel.send(address, sent, signal, headersOf(protocol))) };
}

function inVersion(xml: string, version: Version): string {
  if (version === '2021-2') return xml;
  return writeMessage(asVersion(unwrap(readMessage(xml)), version));
}
