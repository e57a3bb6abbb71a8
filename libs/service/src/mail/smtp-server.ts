import type { Account } from '../connections/account.ts';
import { checkHost, guardedLookup } from '../outgoing/guard.ts';

/** Ports of RFC 8314 and RFC 6409, where none is named. */
const PORT = { 'smtps:': 465, 'smtp:': 587 } as const;

/** Host, port and whether TLS comes first, of `smtp://host:port` or `smtps://host`. */
export function smtpPlace(address: string): { readonly host: string; readonly port: number; readonly secure: boolean } {
  const { protocol, hostname, port } = new URL(address);
  const secure = protocol === 'smtps:';
  return { host: hostname, port: Number(port) || PORT[secure ? 'smtps:' : 'smtp:'], secure };
}

/** How a mail server is connected to: to the very address that was looked at, TLS as the connector says, no password over an open line. */
export async function smtpOptions({ address, settings: { user }, secrets: { password } }: Account, timeoutMs: number) {
  const { host, port, secure } = smtpPlace(address);
  return {
    // none that only this machine reaches (see guard.ts)
    host: await lookUp(host),
    tls: { servername: host },
    port,
    secure,
    // a password goes over no open line, except on this machine itself
    requireTLS: Boolean(user) && !LOCAL.test(host),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    ...(user && { auth: { user, pass: password ?? '' } }),
  };
}

function lookUp(host: string): Promise<string> {
  checkHost(host);
  return new Promise((resolve, reject) => {
    guardedLookup(host, { all: false }, (error, address) =>
      error || typeof address !== 'string' ? reject(error ?? new Error(`${host} has no address`)) : resolve(address),
    );
  });
}

const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/;
