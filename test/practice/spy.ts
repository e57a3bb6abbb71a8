import { createServer, type AddressInfo, type Server } from 'node:net';

/** A server at a real library's addresses: whatever comes to it, of any protocol, has left the house. */
export interface Spy {
  readonly url: string;
  readonly port: number;
  /** The first line of everything that came. */
  readonly heard: string[];
  close(): Promise<void>;
}

export async function startSpy(): Promise<Spy> {
  const heard: string[] = [];
  const server: Server = createServer((socket) => {
    // to connect is enough
    const at = heard.push('(a connection)') - 1;
    socket.once('data', (data) => (heard[at] = data.toString('latin1').split('\r\n')[0]!));
    socket.on('data', () => socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n'));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    heard,
    close: () => new Promise((done) => void server.close(() => done())),
  };
}
