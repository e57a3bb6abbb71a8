import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { confirm, isIncoming, readMessage, writeMessage, type MessageOf } from '#lib/iso18626';

type Supplying = MessageOf<'supplyingAgencyMessage'>['body'];

/** A library outside that speaks ISO 18626 by real XML over HTTP: it asks, and keeps what it is told. */
export async function startBorrower() {
  const heard: Supplying[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const read = readMessage(Buffer.concat(chunks));
      if (!read.ok || !isIncoming(read.value) || read.value.kind !== 'supplyingAgencyMessage')
        throw new Error('not said to a borrower');
      heard.push(read.value.body);
      response.setHeader('content-type', 'application/xml').end(writeMessage(confirm(read.value, new Date())));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    heard,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/iso18626`,
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}
