import { randomUUID } from 'node:crypto';
import { agency, readMessage, writeMessage } from '#lib/iso18626';
import { AnotherService, askOnce, describeAnswer, type Probe } from '#lib/service';
import type { PartnerToTry } from './connections.port.ts';

/**
 * ISO 18626 has no greeting. Asked is how a request stands that nobody ever made (StatusRequest): the only message that by its meaning changes
 * nothing, and from which no request can come. A partner confirms it with an error, since it knows no such request; some confirm it all the same.
 */
export const iso18626Probe =
  (library: string, { symbol, address }: PartnerToTry): Probe =>
  async (signal) => {
    const xml = writeMessage({
      kind: 'requestingAgencyMessage',
      version: '2021-2',
      body: {
        header: {
          supplyingAgencyId: agency(symbol, 'ISIL'),
          requestingAgencyId: agency(library, 'ISIL'),
          timestamp: new Date().toISOString(),
          requestingAgencyRequestId: `connection-test-${randomUUID()}`,
        },
        action: 'StatusRequest',
        note: 'A test of the connection by Trillium. There is no such request.',
      },
    });
    const headers = { 'content-type': 'application/xml; charset=utf-8', accept: 'application/xml' };
    // some answer a message they do not understand with a status of an error, and still with a confirmation
    const answer = await askOnce(address, { method: 'POST', headers, body: xml, takes: [400, 404, 422, 500] }, signal);
    const read = readMessage(answer.text);
    if (!read.ok || !read.value.kind.endsWith('Confirmation')) throw new AnotherService(describeAnswer(answer));
    return {
      words: `${symbol}’s system answers by ISO 18626 (${read.value.version}); no request was left there.`,
    };
  };
