import { StaysInHouse } from '../outgoing/practice.ts';
import {
  AnotherService,
  CannotAsk,
  CredentialsRefused,
  type ConnectionFails,
  type ConnectionFault,
  type TestedConnection,
} from './result.ts';

/** Codes of Node's resolver (dns), sockets (libuv), TLS (OpenSSL X509_V_ERR_*), HTTP parser (llhttp), undici and nodemailer. */
const BY_CODE: readonly [pattern: RegExp, fault: Exclude<ConnectionFault, 'cannot-ask'>][] = [
  [/^(ENOTFOUND|EAI_AGAIN|EAI_NODATA|ENODATA|EAI_NONAME|ESERVFAIL|EDNS)$/, 'unknown-name'],
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|EADDRNOTAVAIL)$/, 'unreachable'],
  [/^(ETIMEDOUT|ESOCKETTIMEDOUT|ESOCKET_TIMEOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/, 'too-slow'],
  [/^(CERT_|ERR_TLS_CERT|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH)/, 'untrusted'],
  // TLS spoken to one who does not know it, plain text to one who wants TLS, a hang-up
  [/^(ERR_SSL_|EPROTO$|HPE_|UND_ERR_SOCKET$|ECONNRESET$|EPIPE$|UND_ERR_RESPONSE|ERR_STREAM_PREMATURE_CLOSE$)/, 'another-service'],
  // nodemailer's own: hung up before a greeting, a greeting of something else
  [/^(ECONNECTION|EPROTOCOL)$/, 'another-service'],
  [/^E(NO)?AUTH$/, 'credentials-refused'],
  [/^E(REQUIRE)?TLS$/, 'untrusted'],
  [/^address-not-allowed$/, 'not-allowed'],
];
/** What fetch says of a port that it asks nobody at: mail, X11 and the like (WHATWG Fetch, *Port blocking*). */
const BAD_PORT = 'bad port';
const LATE = new Set(['TimeoutError', 'AbortError']);

interface Known {
  readonly name?: string;
  readonly message?: string;
  readonly code?: unknown;
  /** Where nodemailer put a code of its own over the socket's. */
  readonly originalCode?: unknown;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
}

/** The errors inside an error, the outermost first. */
function* within(error: unknown, depth = 0): Generator<Known> {
  if (typeof error !== 'object' || error === null || depth > 5) return;
  const known = error as Known;
  yield known;
  yield* within(known.cause, depth + 1);
  // an address of several (IPv6, IPv4): each has failed in its way
  for (const one of known.errors ?? []) yield* within(one, depth + 1);
}

/** Its code; undici's parser gives some of its errors none, nor does a port at which fetch asks nobody (Fetch standard, "bad port"). */
const coded = ({ name, code, originalCode, message }: Known): string => {
  if (message === 'bad port') return 'ECONNREFUSED';
  const known = originalCode ?? code;
  return typeof known === 'string' ? known : name === 'HTTPParserError' ? 'HPE_UNKNOWN' : '';
};

function faultOf(error: unknown): { readonly fault: Exclude<ConnectionFault, 'cannot-ask'>; readonly of: Known } | undefined {
  const all = [...within(error)];
  for (const of of all) {
    if (of instanceof CredentialsRefused) return { fault: 'credentials-refused', of };
    if (of instanceof AnotherService) return { fault: 'another-service', of };
  }
  for (const of of all) {
    const [, fault] = BY_CODE.find(([pattern]) => pattern.test(coded(of))) ?? [];
    if (fault) return { fault, of };
  }
  const kept = all.find(({ message }) => message === BAD_PORT);
  if (kept) return { fault: 'unreachable', of: kept };
  const late = all.find(({ name }) => name !== undefined && LATE.has(name));
  return late && { fault: 'too-slow', of: late };
}

/**
 * What an error of a connection means for whoever set it up. Pure: the same error, the same words.
 * @throws the error itself when it is none of a connection: then the fault is ours, not theirs
 */
export function connectionFault(error: unknown, tested: TestedConnection): ConnectionFails {
  const found = faultOf(error);
  if (error instanceof CannotAsk)
    return {
      ok: false,
      fault: 'cannot-ask',
      field: tested.fields?.address ?? 'address',
      words: `${clean(error.message)}, so nothing was asked.`,
      remedy: error.remedy,
    };
  if (!found) throw error;
  const { fault, of } = found;
  const fields = { address: 'address', credentials: 'password', ...tested.fields };
  const field = fault === 'credentials-refused' ? fields.credentials : fields.address;
  return { ok: false, fault, field, ...says(fault, of, tested) };
}

function says(
  fault: Exclude<ConnectionFault, 'cannot-ask'>,
  of: Known,
  tested: TestedConnection,
): { words: string; remedy: string } {
  const { what, host, port, timeoutMs, speaks } = tested;
  switch (fault) {
    case 'unknown-name':
      return {
        words: `No server is known by the name ${host}.`,
        remedy: 'Look for a typing error in the name; else ask whoever runs the server what it is called.',
      };
    case 'unreachable':
      if (of.message === BAD_PORT)
        return {
          words: `Port ${port} is kept for something else than HTTP: nobody is asked there.`,
          remedy: 'Check the port, and ask whoever runs the server by which one it answers HTTP.',
        };
      return {
        words: `${host} is there, but nothing answers at port ${port}.`,
        remedy: 'Check the port, and ask whether the server runs and a firewall lets this machine through.',
      };
    case 'untrusted':
      return certificate(of, tested);
    case 'credentials-refused':
      return {
        words: `${what} answers, but refuses the credentials${of.message ? `: ${clean(of.message)}` : ''}.`,
        remedy: 'Type user name and password (or key) again; if they are right, ask whether the account may do this.',
      };
    case 'another-service':
      return {
        words: `Something answers at ${host}, port ${port}, but it is not ${speaks}${anotherWhat(of)}.`,
        remedy: `Check address, path and port (and http or https): they must be those of ${speaks}.`,
      };
    case 'too-slow':
      return {
        words: `${host}, port ${port}, gave no answer within ${Math.round(timeoutMs / 1000)} seconds.`,
        remedy: 'Try again in a minute; if it stays so, a firewall may swallow what is sent, or the server is overloaded.',
      };
    case 'not-allowed':
      if (of instanceof StaysInHouse)
        return {
          words: `This is a practice copy: nothing of it leaves the house, so ${host} was not asked.`,
          remedy: 'Test the connection at your library itself; the practice copy goes on with what plays the outside.',
        };
      return {
        words: `${host} leads to an address inside this server's own network, where connections may not go.`,
        remedy: 'Give the address by which the outside reaches the service, or let the operator allow that network.',
      };
  }
}

function anotherWhat(of: Known): string {
  if (of instanceof AnotherService) return of.message ? `: it sent ${clean(of.message)}` : '';
  const code = coded(of);
  if (/^(ERR_SSL_|EPROTO)/.test(code)) return ': it does not speak TLS as expected';
  if (code.startsWith('HPE_')) return ': it does not speak HTTP';
  return ': it hung up without an answer';
}

/** OpenSSL's reasons (X509_V_ERR_*), in words. */
function certificate(of: Known, { host }: TestedConnection): { words: string; remedy: string } {
  const code = coded(of);
  if (/EXPIRED/.test(code))
    return {
      words: `The certificate of ${host} has expired.`,
      remedy: 'Ask whoever runs the server to renew it; nothing is sent until then.',
    };
  if (/NOT_YET_VALID/.test(code))
    return {
      words: `The certificate of ${host} is not valid yet.`,
      remedy: 'Check the clocks of both machines; else ask whoever runs the server for a certificate that is valid now.',
    };
  if (/ALTNAME|HOSTNAME/.test(code))
    return {
      words: `The certificate that ${host} shows was made out to another name.`,
      remedy: 'Give the address with the name that stands in the certificate, or ask for one made out to this name.',
    };
  return {
    words: `The certificate of ${host} is signed by nobody this machine trusts (${code}).`,
    remedy:
      'Ask whoever runs the server for a certificate of a public authority; for one of your own authority, let the operator add it (NODE_EXTRA_CA_CERTS).',
  };
}

/** What another server says, short and without what would break a sentence. */
const clean = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/[.:;,]+$/, '')
    .slice(0, 200);
