import { Agent, createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Of a thousand messages, how many are lost on the way there, lost on the way back, and brought twice. */
export interface Faults {
  readonly lost: number;
  readonly unanswered: number;
  readonly doubled: number;
}
export const NO_FAULTS: Faults = { lost: 0, unanswered: 0, doubled: 0 };

/** A line between two installations that loses messages and brings some twice, by a seed always the same ones in turn. */
export interface LossyLine {
  readonly url: string;
  /** What it did so far. */
  readonly did: { brought: number; lost: number; unanswered: number; doubled: number };
  close(): Promise<void>;
}

/** Numbers between 0 and 1, the same for a seed (a linear congruence; Numerical Recipes' constants). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/** @param target where the other side listens now: it may be started again elsewhere */
export async function startLine(target: () => string, faults: Faults, seed: number): Promise<LossyLine> {
  const next = numbers(seed);
  const did = { brought: 0, lost: 0, unanswered: 0, doubled: 0 };
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const bring = (incoming: IncomingMessage, body: Buffer): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { host: _, connection: __, ...headers } = incoming.headers;
      const onward = ask(`${target()}/iso18626`, {
        agent,
        method: 'POST',
        headers: { ...headers, 'content-length': body.length },
      });
      onward.once('error', reject);
      onward.once('response', (response) => {
        buffer(response).then((said) => resolve({ status: response.statusCode!, body: said }), reject);
      });
      onward.end(body);
    });
  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(incoming);
    const chance = next() * 1000;
    if (chance < faults.lost) {
      did.lost += 1;
      incoming.socket.destroy();
      return;
    }
    const unanswered = chance < faults.lost + faults.unanswered;
    const doubled = !unanswered && chance < faults.lost + faults.unanswered + faults.doubled;
    did.brought += 1;
    const answers = doubled ? await Promise.all([bring(incoming, body), bring(incoming, body)]) : [await bring(incoming, body)];
    if (doubled) did.doubled += 1;
    if (unanswered) {
      did.unanswered += 1;
      incoming.socket.destroy();
      return;
    }
    const { status, body: said } = answers.at(-1)!;
    response.writeHead(status, { 'content-type': 'application/xml; charset=utf-8' }).end(said);
  };
  const server = createServer((incoming, response) => {
    // where the other side is not there, neither is the line
    handle(incoming, response).catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/iso18626`,
    did,
    close: async () => {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
