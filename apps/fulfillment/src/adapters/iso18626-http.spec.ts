import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { confirm, readMessage, refuse, writeMessage, isIncoming, type ErrorType } from '#lib/iso18626';
import { NotSent, PermanentError, RetryAfter } from '#lib/messaging';
import { Iso18626Http } from './iso18626-http.ts';

const NOW = new Date('2025-10-06T14:00:00Z');
const message = writeMessage({
  kind: 'requestingAgencyMessage',
  version: '2021-2',
  body: {
    header: {
      supplyingAgencyId: { agencyIdType: { value: 'ISIL' }, agencyIdValue: 'TSU' },
      requestingAgencyId: { agencyIdType: { value: 'ISIL' }, agencyIdValue: 'BLL' },
      timestamp: NOW.toISOString(),
      requestingAgencyRequestId: '1',
    },
    action: 'Received',
  },
});
function answerTo(xml: string, error?: ErrorType): string {
  const read = readMessage(xml);
  if (!read.ok || !isIncoming(read.value)) throw new Error('the message was not written as the standard has it');
  return writeMessage(error ? refuse(read.value, NOW, error, 'Received') : confirm(read.value, NOW));
}

describe('sending ISO 18626', () => {
  const channel = new Iso18626Http();
  let server: Server;
  let address: string;
  let answer: (xml: string) => readonly [status: number, body: string];
  let contentType: string | undefined;
  const send = () => channel.send(address, message, AbortSignal.timeout(2000));

  beforeAll(async () => {
    server = createServer((request, response) => {
      let xml = '';
      contentType = request.headers['content-type'];
      request.on('data', (chunk: Buffer) => (xml += chunk.toString()));
      request.on('end', () => {
        const [status, body] = answer(xml);
        response.writeHead(status, { 'content-type': 'application/xml' }).end(body);
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('reads the confirmation that comes back', async () => {
    answer = (xml) => [200, answerTo(xml)];
    expect(await send()).toMatchObject({ taken: true });
    expect(contentType).toBe('application/xml; charset=utf-8');
  });

  it('tells why a message was not taken', async () => {
    answer = (xml) => [200, answerTo(xml, 'UnsupportedActionType')];
    expect(await send()).toMatchObject({ taken: false, reason: 'UnsupportedActionType: Received' });
    // some answer with an HTTP error besides
    answer = (xml) => [400, answerTo(xml, 'BadlyFormedMessage')];
    expect(await send()).toMatchObject({ taken: false, reason: 'BadlyFormedMessage: Received' });
  });

  it.each<[string, readonly [number, string], new (...parameters: never[]) => Error]>([
    ['a page that is not there', [404, 'Not found'], PermanentError],
    ['a busy server', [503, ''], RetryAfter],
    ['a broken server', [500, ''], Error],
    ['an answer that confirms nothing', [200, '<ok/>'], Error],
    ['a message instead of a confirmation', [200, message], Error],
    ['an answer that never ends', [200, 'x'.repeat(300_000)], PermanentError],
  ])('fails on %s', async (_, reply, kind) => {
    answer = () => reply;
    const failed = await send().catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(kind);
    expect((failed as Error).constructor === Error).toBe(kind === Error);
  });

  it('knows that nothing was sent where nobody listens', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => {
      closed.listen(0, '127.0.0.1', resolve);
    });
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => {
      closed.close(resolve);
    });
    await expect(channel.send(`http://127.0.0.1:${port}/`, message, AbortSignal.timeout(2000))).rejects.toThrow(NotSent);
  });
});
