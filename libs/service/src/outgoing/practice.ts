import { Socket } from 'node:net';
import { Logger } from '@nestjs/common';
import { isPractice } from '#lib/kernel';
import { PermanentError } from '#lib/messaging';
import { logContext } from '../logging/context.ts';

/*
 * What a practice copy does stays in the house (ADR 0025). Whose work is done stands with every job, message and HTTP request
 * (logging/context.ts); on a practice copy's behalf this process connects to the simulated outside and to its own database and brokers, and
 * to nothing else, whoever asks and by whatever package: all of Node's TCP goes through one function, which is guarded here.
 */

/** What this process plays the outside with, and what of its own a request may need. */
export interface House {
  /** The simulated outside (test/world); undefined where there is none: then nothing is reached at all. */
  readonly world?: string | undefined;
  /** Database, brokers, clock: `host:port`. */
  readonly own: readonly string[];
  /** Services of the installation, and the path by which the simulated outside plays each: `https://api.crossref.org` → `crossref`. */
  readonly standIns: ReadonlyMap<string, string>;
}

let house: House = { own: [], standIns: new Map() };
let refused: (tenant: string, place: string) => void = () => undefined;
const log = new Logger('Practice');

/** Where a practice copy's work may go, for the whole process. */
export function keepInHouse(to: House): void {
  house = to;
}
/** Called for each connection that was refused: for a metric. */
export const whenRefused = (listener: typeof refused): void => {
  refused = listener;
};

/** What a practice copy has tried to reach is outside the house. */
export class StaysInHouse extends PermanentError {
  /** As of every address that may not be reached (guard.ts): whoever knows that one knows this. */
  readonly code = 'address-not-allowed';

  constructor(tenant: string, place: string) {
    super(`${tenant} is a practice copy: nothing of it leaves the house, so ${place} was not reached`);
    log.warn(this.message);
    refused(tenant, place);
  }
}

/** The practice copy on whose behalf something is done just now. */
export function practising(): string | undefined {
  const tenant = logContext()?.tenant;
  return tenant !== undefined && isPractice(tenant) ? tenant : undefined;
}

/** The address of the simulated outside. */
export const theWorld = (): string | undefined => house.world;

const bare = (host: string): string => host.replace(/^\[|\]$/g, '').toLowerCase();
const placeOf = (url: URL): string => `${bare(url.hostname)}:${url.port || (url.protocol === 'https:' ? 443 : 80)}`;
const world = (): URL | undefined => (house.world === undefined ? undefined : new URL(house.world));
const isWorld = (place: string): boolean => {
  const there = world();
  return there !== undefined && placeOf(there) === place;
};

/** On behalf of a practice copy: whether it is the simulated outside's host. @throws StaysInHouse where it is another one */
export function mustBeWorldsHost(copy: string, host: string): void {
  const there = world();
  if (!there || bare(there.hostname) !== bare(host)) throw new StaysInHouse(copy, host);
}

/** The same for a whole address. @throws StaysInHouse */
export function mustBeWorlds(copy: string, url: URL): void {
  if (!isWorld(placeOf(url))) throw new StaysInHouse(copy, placeOf(url));
}

/** Who plays it: on a practice copy's behalf a service of the installation (Crossref, Unpaywall …) is asked in the simulated outside. */
export function playedBy(url: URL): URL {
  const there = practising() === undefined ? undefined : world();
  if (!there || isWorld(placeOf(url))) return url;
  for (const [real, path] of house.standIns) {
    const base = new URL(real);
    const root = base.pathname.replace(/\/+$/, '');
    if (url.origin !== base.origin || !(url.pathname === root || url.pathname.startsWith(`${root}/`))) continue;
    return new URL(`${there.origin}/${path}${url.pathname.slice(root.length)}${url.search}`);
  }
  return url;
}

interface Target {
  readonly host?: string | null | undefined;
  readonly port?: number | string;
  /** A pipe's; node:http names none as null. */
  readonly path?: string | null | undefined;
}

/** The forms in which net.Socket.connect is called: (options), (port, host), (path); node:net itself passes (options, callback) as one array. */
function targetOf(args: readonly unknown[]): Target {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  if (typeof first === 'object' && first !== null) return first;
  const isPort = typeof first === 'number' || (typeof first === 'string' && /^\d+$/.test(first));
  if (!isPort) return { path: String(first) };
  return { port: Number(first), ...(typeof second === 'string' && { host: second }) };
}

/** Why a connection may not be made, or undefined. */
function judge(args: readonly unknown[]): Error | undefined {
  const copy = practising();
  if (copy === undefined) return undefined;
  const { host, port, path } = targetOf(args);
  // as node:net itself tells a pipe by
  if (path) return undefined;
  const place = `${bare(host ?? 'localhost')}:${port}`;
  return isWorld(place) || house.own.includes(place) ? undefined : new StaysInHouse(copy, place);
}

const DOOR = Symbol.for('trillium.practice');
const prototype = Socket.prototype as { connect: (...args: unknown[]) => Socket; [DOOR]?: { judge: typeof judge } };

/** The one door: every TCP connection this process opens (HTTP, TLS, SMTP, SIP2, a driver of anybody's) is made by this function. */
if (!prototype[DOOR]) {
  const { connect } = prototype;
  const door = { judge };
  prototype.connect = function guarded(this: Socket, ...args: unknown[]): Socket {
    const refusal = door.judge(args);
    if (!refusal) return connect.apply(this, args);
    // as any other connection that fails: not at once, whoever asked still has to listen
    process.nextTick(() => this.destroy(refusal));
    return this;
  };
  prototype[DOOR] = door;
}
// where this module is there twice (each file of tests has its own), the one that was loaded last knows whose work is done
prototype[DOOR].judge = judge;
