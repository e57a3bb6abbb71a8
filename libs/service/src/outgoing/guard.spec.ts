import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PermanentError } from '#lib/messaging';
import { ask } from './ask.ts';
import { checkHost, ClosedNetwork, guardedLookup, openNetworks } from './guard.ts';

describe('the guard before what goes outside', () => {
  let server: Server;
  let port: number;
  let asked = 0;
  const get = (url: string): Promise<unknown> => ask(url, { signal: AbortSignal.timeout(2000) });

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked += 1;
      response.writeHead(request.url === '/moved' ? 302 : 200, { location: `http://127.0.0.1:${port}/secret` }).end('hello');
    });
    await new Promise<void>((done) => {
      server.listen(0, '127.0.0.1', done);
    });
    ({ port } = server.address() as AddressInfo);
  });
  beforeEach(() => {
    asked = 0;
    openNetworks([]);
  });
  afterAll(() => {
    openNetworks(['127.0.0.0/8', '::1']);
    server.closeAllConnections();
    server.close();
  });

  it.each([
    'http://127.0.0.1:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f.1:PORT/',
    'http://0:PORT/',
    'http://localhost:PORT/',
  ])('keeps this machine to itself, however it is written: %s', async (url) => {
    const error = await get(url.replace('PORT', String(port))).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PermanentError);
    expect((error as Error).message).toMatch(/no public address; the operator may open its network: TRILLIUM_OUTGOING_NETWORKS=/);
    expect(asked).toBe(0);
  });

  it('looks at the address that is connected to: a name resolves to it once', async () => {
    const [error] = await new Promise<unknown[]>((done) => {
      guardedLookup('localhost', {}, (...answer) => done(answer));
    });
    expect(error).toBeInstanceOf(ClosedNetwork);
    openNetworks(['127.0.0.0/8', '::1']);
    const answer = await new Promise<unknown[]>((done) => {
      guardedLookup('localhost', { all: true }, (...given) => done(given));
    });
    expect(answer[0]).toBeNull();
    expect(JSON.stringify(answer[1])).toMatch(/127\.0\.0\.1|::1/);
  });

  it('follows no redirect', async () => {
    openNetworks(['127.0.0.1']);
    expect(await get(`http://127.0.0.1:${port}/moved`)).toMatchObject({ status: 302 });
    expect(asked).toBe(1);
  });

  it.each(['file:///etc/passwd', 'data:text/plain,x', 'ftp://example.org/', 'gopher://127.0.0.1/'])(
    'asks by HTTP only: %s',
    async (url) => {
      await expect(get(url)).rejects.toThrow(PermanentError);
    },
  );

  it('looks at addresses that need no resolving too', () => {
    expect(() => checkHost('169.254.169.254')).toThrow('no public address');
    expect(() => checkHost('[fe80::1]')).toThrow('no public address');
    checkHost('93.184.216.34');
    checkHost('library.example');
  });
});
