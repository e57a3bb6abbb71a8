import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { checkHost, guardedLookup } from '#lib/service';
import type { Z3950Place } from './place.ts';

/**
 * Opens the way to a server once, by this process: whether it may be reached at all (guard.ts of libs/service, a practice copy's door), whether it
 * is there, and with TLS whether its certificate is good, which YAZ does not look at.
 * @returns the very address to connect to
 * @throws what the resolver, the socket or TLS throws
 */
export async function reach({ host, port, tls }: Z3950Place, signal: AbortSignal): Promise<string> {
  checkHost(host);
  const address = isIP(host) ? host : await resolved(host);
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket: Socket = tls
    ? connectTls({ host: address, port, ...(isIP(host) ? {} : { servername: host }) }, resolve)
    : connectTcp({ host: address, port }, resolve);
  const abort = (): void => reject(signal.reason as Error);
  signal.addEventListener('abort', abort);
  socket.once('error', reject);
  try {
    await promise;
  } finally {
    signal.removeEventListener('abort', abort);
    socket.destroy();
  }
  return address;
}

const resolved = (host: string): Promise<string> =>
  new Promise((resolve, reject) => {
    guardedLookup(host, { all: false }, (error, address) =>
      error || typeof address !== 'string' ? reject(error ?? new Error(`${host} has no address`)) : resolve(address),
    );
  });
