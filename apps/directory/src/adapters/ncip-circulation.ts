import { Injectable } from '@nestjs/common';
import { PermanentError } from '#lib/messaging';
import { readNcip, type NcipAnswer } from '#lib/ncip';
import { ask } from '#lib/service';
import { Circulation } from './circulation.port.ts';

const MAX_BYTES = 65_536;

/** NCIP 2.02 over HTTP (Z39.83-2, HTTP POST of XML). */
@Injectable()
export class NcipCirculation extends Circulation {
  async ask(address: string, xml: string, signal: AbortSignal): Promise<NcipAnswer> {
    const headers = { 'content-type': 'application/xml; charset=utf-8' };
    const reply = await ask(address, { method: 'POST', headers, body: xml, signal, maxBytes: MAX_BYTES });
    const answer = readNcip(reply.text);
    if (!answer) throw new PermanentError(`the library system answered ${reply.status} and no NCIP`);
    return answer;
  }
}
