import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A line to a server on which answers get lost: what was asked is done there, and the caller never hears. */
export interface LossyLine {
  readonly url: string;
  /** The answers to the next so many POSTs are lost. */
  losePosts(count: number): void;
  /** While it is down nothing gets through. */
  down: boolean;
  close(): Promise<void>;
}

export async function startLossyLine(target: string): Promise<LossyLine> {
  let lost = 0;
  const line = { down: false };
  const forward = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
    const answer = await fetch(`${target}${request.url}`, {
      method: request.method!,
      headers: headers as Record<string, string>,
      ...(body.length ? { body: new Uint8Array(body) } : {}),
    });
    const said = Buffer.from(await answer.arrayBuffer());
    if (request.method === 'POST' && lost > 0) {
      lost -= 1;
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' }).end(said);
  };
  const server = createServer((request, response) => {
    if (line.down) request.socket.destroy();
    else forward(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return Object.assign(line, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    losePosts: (count: number) => void (lost = count),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  });
}
