import { Injectable } from '@nestjs/common';
import { readMessage } from '#lib/iso18626';
import { PermanentError } from '#lib/messaging';
import { ask } from '#lib/service';
import type { Confirmation, LenderChannel } from './lender.port.ts';

/** ISO 18626 over HTTP: a message is POSTed as application/xml; the answer of the same exchange is its confirmation. */
@Injectable()
export class Iso18626Http implements LenderChannel {
  async send(
    address: string,
    xml: string,
    signal: AbortSignal,
    shown: Readonly<Record<string, string>> = {},
  ): Promise<Confirmation> {
    const headers = { ...shown, 'content-type': 'application/xml; charset=utf-8', accept: 'application/xml' };
    const { status, text } = await ask(address, { method: 'POST', headers, body: xml, signal, maxBytes: 262_144 });
    const read = readMessage(text);
    const confirmation = read.ok && read.value.kind.endsWith('Confirmation') ? read.value : undefined;
    if (!confirmation || !('confirmationHeader' in confirmation.body)) {
      if (status >= 400) throw new PermanentError(`${address} answered ${status} and no confirmation`);
      // something is there that does not confirm: perhaps tomorrow it does
      throw new Error(`${address} answered ${status} and no confirmation`);
    }
    const { confirmationHeader, errorData = [] } = confirmation.body;
    if (confirmationHeader.messageStatus === 'OK') return { taken: true, xml: text };
    const errors = errorData.map(({ errorType, errorValue }) => (errorValue ? `${errorType}: ${errorValue}` : errorType));
    return { taken: false, reason: errors.join('; ') || 'no reason given', xml: text };
  }
}
