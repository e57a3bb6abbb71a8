import { Injectable } from '@nestjs/common';
import { PermanentError } from '#lib/messaging';
import { leaf, ncipMessage, readNcip, type NcipAnswer } from '#lib/ncip';
import { ask } from '#lib/service';
import type { HoldAnswer, HoldToPlace, HoldToRemove, LibrarySystem } from './library-system.port.ts';

const MAX_BYTES = 65_536;

const user = (patron: string): string => `<UserId>${leaf('UserIdentifierValue', patron)}</UserId>`;
const requestId = (id: string): string => `<RequestId>${leaf('RequestIdentifierValue', id)}</RequestId>`;

/**
 * A library's own system by NCIP 2.02 (ANSI/NISO Z39.83-1-2012): Request Item for a hold, Cancel Request Item. Our key goes as
 * RequestId, so a hold asked for twice comes back as the problem "Duplicate Request", which names the first one.
 */
@Injectable()
export class NcipSystem implements LibrarySystem {
  async placeHold(address: string, key: string, hold: HoldToPlace, signal: AbortSignal): Promise<HoldAnswer> {
    const record = `<BibliographicId><BibliographicRecordId>${leaf('BibliographicRecordIdentifier', hold.record)}</BibliographicRecordId></BibliographicId>`;
    const pickup = hold.pickupBranch ? leaf('PickupLocation', hold.pickupBranch) : '';
    const scope = leaf('RequestType', 'Hold') + leaf('RequestScopeType', 'Bibliographic Item');
    const answer = await this.#ask(
      address,
      `<RequestItem>${user(hold.patron)}${record}${requestId(key)}${scope}${pickup}</RequestItem>`,
      signal,
    );
    const { problem } = answer;
    if (problem?.type === 'Duplicate Request') return { placed: true, holdId: problem.value || key };
    if (problem) return { placed: false, reason: [problem.type, problem.detail].filter(Boolean).join(': ') };
    return { placed: true, holdId: answer.requestId ?? key };
  }

  async removeHold(address: string, { holdId, patron }: HoldToRemove, signal: AbortSignal): Promise<void> {
    if (!holdId) throw new PermanentError('the number of the hold is not known here');
    const { problem } = await this.#ask(
      address,
      `<CancelRequestItem>${user(patron)}${requestId(holdId)}</CancelRequestItem>`,
      signal,
    );
    if (problem && problem.type !== 'Unknown Request')
      throw new PermanentError([problem.type, problem.detail].filter(Boolean).join(': '));
  }

  async #ask(address: string, inner: string, signal: AbortSignal): Promise<NcipAnswer> {
    const headers = { 'content-type': 'application/xml; charset=utf-8' };
    const reply = await ask(address, { method: 'POST', headers, body: ncipMessage(inner), signal, maxBytes: MAX_BYTES });
    const answer = readNcip(reply.text);
    if (answer) return answer;
    throw new PermanentError(`the library system at ${address} answered ${reply.status} and no NCIP`);
  }
}
