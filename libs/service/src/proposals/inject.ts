import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { SignedInUser } from '../auth/user.ts';

/** Who a request made inside the process is by: nothing that comes over the network has it. */
export const INSIDE = Symbol('made inside the process');
export interface Inside {
  readonly [INSIDE]?: SignedInUser;
}

/** A request of the service's own, through everything that one from outside goes through but the sign-in. */
export interface Injected {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly user: SignedInUser;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** Has the service answer a request of its own. @returns status and body as they would be sent */
export function inject(listener: Listener, { method, path, body, user }: Injected): Promise<{ status: number; body: string }> {
  const socket = new Socket();
  const request = new IncomingMessage(socket);
  Object.assign(request, { method, url: path, body, [INSIDE]: user });
  // parsed already: there is nothing to read
  request.push(null);
  const response = new ServerResponse(request);
  const chunks: Buffer[] = [];
  return new Promise((done, fail) => {
    const collect = (chunk: unknown): void => {
      if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
    };
    response.write = (chunk: unknown) => (collect(chunk), true);
    response.end = ((chunk?: unknown) => {
      collect(chunk);
      response.emit('finish');
      socket.destroy();
      done({ status: response.statusCode, body: Buffer.concat(chunks).toString('utf8') });
      return response;
    }) as ServerResponse['end'];
    try {
      listener(request, response);
    } catch (error) {
      fail(error instanceof Error ? error : new Error(String(error)));
    }
  });
}
