import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The time both installations go by: that of this machine, and so much later as it was moved on. */
export interface SharedClock {
  readonly url: string;
  now(): Date;
  advance(milliseconds: number): void;
  close(): Promise<void>;
}

export async function startClock(): Promise<SharedClock> {
  let later = 0;
  const now = (): Date => new Date(Date.now() + later);
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ now: now().toISOString(), rate: 1 }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    now,
    advance: (milliseconds) => void (later += milliseconds),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
