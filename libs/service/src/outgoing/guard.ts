import { lookup as resolve, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP } from 'node:net';
import { PermanentError } from '#lib/messaging';
import { Agent, buildConnector } from 'undici';
import { mayReach, parseNetwork } from './networks.ts';
import { mustBeWorlds, mustBeWorldsHost, practising, theWorld } from './practice.ts';

/** The setting that opens networks, see libs/service/src/config/base.ts. */
export const NETWORKS = 'TRILLIUM_OUTGOING_NETWORKS';

let opened: ReturnType<typeof parseNetwork>[] | undefined;
let agent: Agent | undefined;
let practice: { readonly world: string | undefined; readonly agent: Agent } | undefined;

/** Opens these networks for what goes outside, for the whole process: the operator's choice. @throws RangeError for what is no network */
export function openNetworks(networks: readonly string[]): void {
  opened = networks.map(parseNetwork);
}

// nothing is open before somebody has said so
const networks = (): readonly ReturnType<typeof parseNetwork>[] =>
  (opened ??= (process.env[NETWORKS] ?? '')
    .split(',')
    .map((text) => text.trim())
    .filter(Boolean)
    .map(parseNetwork));

/** The address is none that may be reached from here on a library's behalf. */
export class ClosedNetwork extends PermanentError {
  readonly code = 'address-not-allowed';

  constructor(host: string, address: string) {
    super(
      `${host === address ? address : `${host} (${address})`} is no public address; the operator may open its network: ${NETWORKS}=${address}`,
    );
  }
}

/**
 * Where a host is given as an address nothing is resolved, so it is looked at before.
 * @throws ClosedNetwork, StaysInHouse on behalf of a practice copy
 */
export function checkHost(host: string): void {
  const copy = practising();
  if (copy !== undefined) return mustBeWorldsHost(copy, host);
  const bare = host.replace(/^\[|\]$/g, '');
  if (isIP(bare) && !mayReach(bare, networks())) throw new ClosedNetwork(bare, bare);
}

type Answer = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/**
 * Resolves a name for a connection, which is then made to the very address looked at: a name that answers differently the second time
 * (DNS rebinding) gains nothing. For `lookup` of node:net, node:tls and undici. One closed address closes the name.
 */
export function guardedLookup(host: string, options: LookupOptions, answer: Answer): void {
  const copy = practising();
  resolve(host, { ...options, all: true }, (error, addresses) => {
    if (error) return answer(error, []);
    // the simulated outside may well be on this machine; its port is looked at when the connection is made
    const closed = copy === undefined && addresses.find(({ address }) => !mayReach(address, networks()));
    if (closed) return answer(new ClosedNetwork(host, closed.address), []);
    const [first] = addresses;
    return options.all ? answer(null, addresses) : answer(null, first!.address, first!.family);
  });
}

/**
 * What connections of `fetch` are made by. A practice copy's are kept apart: connections are used again, and one that a library has opened to
 * a real place is none for its practice copy.
 */
export function guardedAgent(): Agent {
  if (practising() !== undefined) {
    const world = theWorld();
    if (practice?.world !== world) practice = { world, agent: toWorld() };
    return practice!.agent;
  }
  if (agent) return agent;
  const connect = buildConnector({ lookup: guardedLookup, timeout: 10_000 });
  agent = new Agent({
    connect: (options, made) => {
      try {
        checkHost(options.hostname);
      } catch (error) {
        return made(error as Error, null);
      }
      return connect(options, made);
    },
    // a server that sends headers drop by drop holds a connection, not a worker: the job's own limit ends it
    maxHeaderSize: 64 * 1024,
  });
  return agent;
}

function toWorld(): Agent {
  const connect = buildConnector({ timeout: 10_000 });
  return new Agent({
    connect: (options, made) => {
      try {
        mustBeWorlds(practising() ?? 'a practice copy', new URL(`${options.protocol}//${options.hostname}:${options.port}`));
      } catch (error) {
        return made(error as Error, null);
      }
      return connect(options, made);
    },
    maxHeaderSize: 64 * 1024,
  });
}
