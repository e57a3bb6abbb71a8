import { once } from 'node:events';
import { createServer as createHttp } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTls } from 'node:tls';
import { selfSigned } from './certificate.ts';

/**
 * How a server can be wrong. `closes`: takes the connection and hangs up · `wrong-protocol`: greets like another service ·
 * `web-page`: HTTP, but a page for people · `self-signed`, `expired`: TLS that nobody should trust · `silent`: takes the connection and
 * never says a word · `refuses`: HTTP that answers 401 to everybody.
 */
export type Fault = 'closes' | 'wrong-protocol' | 'web-page' | 'self-signed' | 'expired' | 'silent' | 'refuses';

export interface FaultServer {
  readonly host: string;
  readonly port: number;
  /** `http` or, where it speaks TLS, `https`. */
  readonly url: string;
  close(): Promise<void>;
}

const DAY = 86_400_000;

const page = '<!DOCTYPE html><html><head><title>Welcome</title></head><body>It works!</body></html>';

function make(fault: Fault): Server {
  switch (fault) {
    case 'closes':
      return createServer((socket) => socket.end());
    case 'wrong-protocol':
      return createServer((socket) => socket.end('* OK [CAPABILITY IMAP4rev2] a mail store\r\n'));
    case 'silent':
      return createServer((socket) => socket.resume());
    case 'web-page':
      return createHttp((_, response) => response.setHeader('content-type', 'text/html').end(page));
    case 'refuses':
      return createHttp((_, response) => response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end());
    case 'self-signed':
      return createTls(selfSigned('localhost'), (socket) => socket.end());
    case 'expired':
      return createTls(selfSigned('localhost', new Date(Date.now() - DAY)), (socket) => socket.end());
  }
}

/** A real server on a free port that is wrong in one way. Close it after the test. */
export async function faultServer(fault: Fault): Promise<FaultServer> {
  const server = make(fault);
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => undefined);
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const scheme = fault === 'self-signed' || fault === 'expired' ? 'https' : 'http';
  return {
    host: 'localhost',
    port,
    url: `${scheme}://localhost:${port}`,
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A port of this machine at which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The six ways in which *test connection* must fail for every kind, each with its own fault; `untrusted` only for what speaks TLS. */
export const SIX_FAULTS = [
  ['a name nobody knows', 'unknown-name'],
  ['a port at which nothing listens', 'unreachable'],
  ['a certificate nobody signed', 'untrusted'],
  ['refused credentials', 'credentials-refused'],
  ['another service', 'another-service'],
  ['no answer in time', 'too-slow'],
] as const;
