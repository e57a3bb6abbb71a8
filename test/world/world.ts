import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEMO_START, RunningClock } from './clock.ts';
import { control } from './control.ts';
import { loadData, type WorldData } from './data.ts';
import { notFound, readBody, send, text, type Answer, type Call } from './http.ts';
import { Journal } from './journal.ts';
import { startMailSink, type MailFault } from './mail.ts';
import { RateLimit, tooMany, unavailable, type Outage } from './outage.ts';
import { Postman } from './postman.ts';
import { Scheduler } from './scheduler.ts';
import { SERVICES } from './services/index.ts';
import { WorldState } from './state.ts';

export interface WorldOptions {
  /** 0 (default) takes a free one. */
  readonly port?: number;
  readonly host?: string;
  /** Rows; or a folder of them; the demo's when neither is given. */
  readonly data?: WorldData | string;
  readonly seed?: number;
  /** Where the clock starts, and how fast it runs (world seconds a second; 0 stands). */
  readonly clock?: { readonly now?: string; readonly rate?: number };
  readonly journalFile?: string;
  /** Of the mail server; 0 (default) takes a free one. */
  readonly mailPort?: number;
  /** Where lenders answer to: the borrower's ISO 18626 address. Can be set later by POST /control/callback. */
  readonly callback?: string;
  /** What the world shows a borrower as `x-practice-key`, so that it is known to be the world. */
  readonly key?: string;
  /** By what lenders', sellers' and the post's waits are divided; 1 by default. Due dates stay as they are. */
  readonly hurry?: number;
  /** Play libraries, too, that no row names: as lenders they say yes, as catalogs they have nothing. */
  readonly strangers?: boolean;
}
export interface World {
  readonly url: string;
  /** Its mail server: `smtp://127.0.0.1:…`. */
  readonly mail: string;
  readonly state: WorldState;
  /** Lets everything happen that is due by now, and waits until it has been told to the borrowers or could not be. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the simulated outside world as an HTTP server of its own. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const data = typeof options.data === 'object' ? options.data : loadData(options.data);
  const clock = new RunningClock(options.clock?.now ?? DEMO_START, options.clock?.rate ?? 1);
  const journal = new Journal(options.journalFile);
  const state = new WorldState({
    data,
    clock,
    journal,
    seed: options.seed ?? 1,
    callback: options.callback,
    key: options.key,
    hurry: options.hurry,
    strangers: options.strangers,
  });
  const postman = new Postman(state);
  const scheduler = new Scheduler(state, postman);
  const limits = new RateLimit();
  const server = createServer((request, response) => {
    serve(request, response, state, limits, scheduler).catch((error: unknown) => {
      send(response, text(error instanceof Error ? error.message : 'failed', error instanceof RangeError ? 413 : 500));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve);
  });
  const mails = await startMailSink({
    port: options.mailPort ?? 0,
    host: options.host ?? '127.0.0.1',
    fault: () => mailFault(hit(state, 'mail', undefined)),
    taken: ({ to, ...mail }) => {
      const id = state.nextId('mail', 'MAIL');
      state.put('mail', 'mail', { ...mail, id, to: to.join(', '), at: state.now() }, mail.messageId);
    },
  }).catch((error: unknown) => {
    server.close();
    throw error;
  });
  state.url = `http://${options.host ?? '127.0.0.1'}:${(server.address() as AddressInfo).port}`;
  scheduler.wake();
  return {
    url: state.url,
    mail: `smtp://${options.host ?? '127.0.0.1'}:${mails.port}`,
    state,
    async settle() {
      scheduler.runDue();
      await postman.idle();
    },
    async close() {
      scheduler.stop();
      postman.stop();
      await mails.close();
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

/** The outage that hits this call, if any; those of one symbol (`iso18626/ZZX`) before those of the whole service. */
function hit(state: WorldState, name: string, symbol: string | undefined): Outage | undefined {
  for (const service of [`${name}/${symbol ?? ''}`, name]) {
    const outage = state.outages.get(service);
    if (!outage) continue;
    if (outage.until && state.now() >= outage.until) state.setOutage(service, undefined);
    else if (outage.share !== undefined && state.random() >= outage.share) continue;
    else {
      if (outage.times !== undefined)
        state.setOutage(service, outage.times > 1 ? { ...outage, times: outage.times - 1 } : undefined);
      return outage;
    }
  }
  return undefined;
}

/** How an outage looks by mail. */
function mailFault(outage: Outage | undefined): MailFault | undefined {
  switch (outage?.kind) {
    case 'down':
      return { kind: 'drop' };
    case 'error':
    case 'rate-limit':
      return { kind: 'not-now' };
    case 'slow':
      return { kind: 'slow', milliseconds: outage.milliseconds ?? 3000 };
    case 'lost-answer':
      return { kind: 'cut-after' };
    default:
      return undefined;
  }
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  state: WorldState,
  limits: RateLimit,
  scheduler: Scheduler,
): Promise<void> {
  const url = new URL(request.url ?? '/', state.url);
  let segments: string[];
  try {
    segments = url.pathname.split('/').slice(1).map(decodeURIComponent);
  } catch {
    return send(response, text('The address is not encoded properly', 400));
  }
  const [name = '', ...path] = segments;
  const body = await readBody(request);
  const call: Call = { method: request.method ?? 'GET', path, query: url.searchParams, headers: request.headers, body };
  if (name === 'control') {
    const answer = control(call, state);
    scheduler.wake();
    return send(response, answer);
  }
  const service = SERVICES[name];
  if (!service) return send(response, notFound());
  const settings = state.data.services.find((row) => row.service === name);
  if (settings?.latencyMs) await sleep(settings.latencyMs);
  if (settings?.perSecond) {
    const wait = limits.check(name, settings.perSecond, Date.now());
    if (wait) return send(response, tooMany(wait));
  }
  const outage = hit(state, name, path[0]);
  let answer: Answer | undefined;
  if (outage?.kind === 'error') answer = unavailable();
  if (outage?.kind === 'rate-limit') answer = tooMany(1);
  if (outage?.kind === 'slow') await sleep(outage.milliseconds ?? 3000);
  const before = state.journal.entries.length;
  if (outage?.kind !== 'down') answer ??= service.handle(call, state);
  if (state.journal.entries.length > before) scheduler.wake();
  if (!answer || outage?.kind === 'down' || outage?.kind === 'lost-answer') {
    request.socket.destroy();
    return;
  }
  send(response, answer);
}
