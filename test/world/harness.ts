import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBody } from './http.ts';
import { startWorld, type World, type WorldOptions } from './world.ts';

/** A world for a test: its clock stands until moved. */
export const testWorld = (options: WorldOptions = {}): Promise<World> => startWorld({ clock: { rate: 0 }, ...options });

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** The body as JSON. */
  json<T = Record<string, never>>(): T;
}
async function reply(response: Response): Promise<Reply> {
  const text = await response.text();
  return { status: response.status, text, headers: response.headers, json: () => JSON.parse(text) as never };
}
type Addressed = Pick<World, 'url'>;
export const get = async (world: Addressed, path: string): Promise<Reply> => reply(await fetch(`${world.url}${path}`));
export const post = async (world: Addressed, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> =>
  reply(
    await fetch(`${world.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': typeof body === 'string' ? 'application/xml' : 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );
/** Moves the world's clock on and lets all that follows happen. */
export async function hours(world: World, count: number): Promise<void> {
  await post(world, '/control/clock', { advance: count * 3600 });
  await world.settle();
}

/** Waits for something that comes by itself in real time. @throws after ten seconds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 10_000; !(await condition());) {
    if (Date.now() > end) throw new Error('it did not come within ten seconds');
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}

/** Somebody who hears what lenders say: keeps each message and answers as told. */
export interface Borrower {
  readonly url: string;
  readonly heard: string[];
  /** What to answer to the next messages; a confirmation when it runs out. `cut` closes the connection. */
  readonly answers: (number | 'cut')[];
  close(): Promise<void>;
}
export async function startBorrower(confirm: (xml: string) => string): Promise<Borrower> {
  const heard: string[] = [];
  const answers: (number | 'cut')[] = [];
  const answerTo = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const xml = (await readBody(request)).toString('utf8');
    heard.push(xml);
    const answer = answers.shift() ?? 200;
    if (answer === 'cut') request.socket.destroy();
    else response.writeHead(answer, { 'content-type': 'application/xml' }).end(answer === 200 ? confirm(xml) : '');
  };
  const server: Server = createServer((request, response) => {
    void answerTo(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/iso18626`,
    heard,
    answers,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
