import { connectionFault } from './fault.ts';
import type { ConnectionTest, ConnectionWorks, TestedConnection } from './result.ts';

/** How long *test connection* waits, in milliseconds: a person sits before it. */
export const CONNECTION_TIMEOUT = 8000;

export type Probe = (signal: AbortSignal) => Promise<Omit<ConnectionWorks, 'ok'>>;

/**
 * Tries a connection once and says what came of it. The probe must change nothing at the other side; it throws
 * `CredentialsRefused`, `AnotherService` or whatever the socket did.
 * @throws what the probe threw, when that is no fault of a connection
 */
export async function testConnection(
  tested: Omit<TestedConnection, 'timeoutMs'> & { readonly timeoutMs?: number },
  probe: Probe,
): Promise<ConnectionTest> {
  const timeoutMs = tested.timeoutMs ?? CONNECTION_TIMEOUT;
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    return { ok: true, ...(await withinLimit(probe(limit), limit)) };
  } catch (error) {
    return connectionFault(error, { ...tested, timeoutMs });
  }
}

/** A probe whose library knows no signal is left behind when its time is up. */
async function withinLimit<T>(work: Promise<T>, limit: AbortSignal): Promise<T> {
  const { promise: over, reject } = Promise.withResolvers<never>();
  const tell = (): void => reject(limit.reason as Error);
  limit.addEventListener('abort', tell);
  try {
    return await Promise.race([work, over]);
  } finally {
    limit.removeEventListener('abort', tell);
  }
}

/** Host and port of an address, the port of its scheme where none is named. @throws TypeError for what is no address */
export function placeOf(address: string): { readonly host: string; readonly port: number } {
  const { hostname, port, protocol } = new URL(address);
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: port ? Number(port) : protocol === 'https:' ? 443 : 80 };
}
