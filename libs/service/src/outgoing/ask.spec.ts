import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NotSent, PermanentError, RetryAfter } from '#lib/messaging';
import { ask, askJson, waitOf } from './ask.ts';

describe('asking a server outside', () => {
  let server: Server;
  let answer: RequestListener;
  let url: string;
  const signal = () => AbortSignal.timeout(2000);

  beforeAll(async () => {
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/works`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('gives what was answered, a refusal too', async () => {
    answer = (_request, response) => response.writeHead(404).end('Resource not found.');
    expect(await ask(url, { signal: signal() })).toMatchObject({ status: 404, text: 'Resource not found.' });
  });
  it('says that it was not sent where nothing listens', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => {
      closed.listen(0, '127.0.0.1', resolve);
    });
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => {
      closed.close(resolve);
    });
    await expect(ask(`http://127.0.0.1:${port}/`, { signal: signal() })).rejects.toThrow(NotSent);
  });
  it('waits as long as a busy server says', async () => {
    answer = (_request, response) => response.writeHead(429, { 'retry-after': '7' }).end();
    await expect(ask(url, { signal: signal() })).rejects.toThrow(RetryAfter);
  });
  it('does not take a broken connection for nothing sent', async () => {
    answer = (request) => request.socket.destroy();
    const failed = await ask(url, { signal: signal() }).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(Error);
    expect(failed).not.toBeInstanceOf(NotSent);
  });
  it('cuts off an answer that is too large', async () => {
    answer = (_request, response) => response.end('x'.repeat(5000));
    await expect(ask(url, { signal: signal(), maxBytes: 1000 })).rejects.toThrow(PermanentError);
  });
  it('ends with the time limit', async () => {
    answer = () => undefined;
    await expect(ask(url, { signal: AbortSignal.timeout(50) })).rejects.toThrow('did not answer in time');
  });
  it('follows no redirect: it could lead anywhere', async () => {
    answer = (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
    expect((await ask(url, { signal: signal() })).status).toBe(302);
  });
  it('refuses what is no JSON', async () => {
    answer = (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
    await expect(askJson(url, { signal: signal() })).rejects.toThrow('no JSON');
  });
  it.each([
    ['7', 7000],
    ['Mon, 06 Oct 2025 13:00:30 GMT', 30_000],
    ['999999', 900_000],
    ['soon', 5000],
    [null, 5000],
  ])('reads Retry-After %s', (header, wait) => {
    expect(waitOf(header, Date.parse('2025-10-06T13:00:00Z'))).toBe(wait);
  });
});
