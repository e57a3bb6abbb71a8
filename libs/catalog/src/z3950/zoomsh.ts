import { spawn } from 'node:child_process';
import { isIPv6 } from 'node:net';
import { LARGEST_ANSWER } from '../xml-tree.ts';
import { readZoomsh, type Z3950Answer } from './answer.ts';
import type { Z3950Place } from './place.ts';
import { reach } from './reach.ts';

/** YAZ's client program, where it is not on the PATH (see libs/service/src/config/base.ts). */
export const ZOOMSH = 'TRILLIUM_ZOOMSH';

export const Z3950_SYNTAXES = ['opac', 'usmarc', 'xml'] as const;
export interface Z3950Server extends Z3950Place {
  readonly syntax: (typeof Z3950_SYNTAXES)[number];
  readonly user?: string;
  readonly password?: string;
}

/** Why a search by Z39.50 came to nothing. */
export class Z3950Failed extends Error {
  override name = 'Z3950Failed';

  constructor(
    /** `no-client`: YAZ is not installed here; `refused`: the credentials; `no-z3950`: something else answers; `passing`: try again later. */
    readonly why: 'no-client' | 'refused' | 'no-z3950' | 'too-large' | 'passing' | 'diagnostic',
    message: string,
  ) {
    super(message);
  }
}

/** Bib-1 diagnostics (Z39.50-2003, Appendix 4 ERR) about who asks: 101, 236, and 1010 to 1014 at Init. */
const REFUSED = new Set([101, 236, 1010, 1011, 1012, 1013, 1014]);
/** Temporary system error, and too many at once. */
const PASSING = new Set([2, 1015, 1018]);
/** Record not available in requested syntax, record syntax not supported. */
const NO_SYNTAX = new Set([238, 239]);
/** ZOOM's own: connection, decoding, lost, init, time out. */
const BROKEN = { connect: 10_000, decode: 10_003, lost: 10_004, init: 10_005, late: 10_007 };

const word = (value: string, what: string): string => {
  if (/["\r\n]/.test(value))
    throw new Z3950Failed('diagnostic', `${what} holds a quotation mark or a line break, which YAZ does not take`);
  return `"${value}"`;
};

/** What zoomsh is told, line by line; on its input, so that a password stands in no list of processes. */
function script(server: Z3950Server, address: string, queries: readonly string[], most: number, seconds: number): string {
  const { port, database, tls, syntax, user, password } = server;
  const host = isIPv6(address) ? `[${address}]` : address;
  return [
    ...(user ? [`set user ${word(user, 'the user name')}`, `set password ${word(password ?? '', 'the password')}`] : []),
    `set preferredRecordSyntax ${syntax}`,
    'set implementationName Trillium',
    `set timeout ${Math.max(1, Math.ceil(seconds))}`,
    `connect ${tls ? 'ssl' : 'tcp'}:${host}:${port}/${database}`,
    ...queries.flatMap((query) => [`search ${query}`, `show 0 ${most} xml;charset=marc-8,utf-8`]),
    'quit',
    '',
  ].join('\n');
}

/**
 * Searches a Z39.50 server by YAZ's zoomsh, a child process: its time ends with `signal`, its output at 4 MiB, it is given no environment but a PATH.
 * @param queries prefix queries (PQF), all of them asked in one session
 * @throws Z3950Failed; besides, what `reach` throws
 */
export async function searchZ3950(
  server: Z3950Server,
  queries: readonly string[],
  most: number,
  signal: AbortSignal,
  seconds = 10,
): Promise<Z3950Answer> {
  const address = await reach(server, signal);
  const ask = async (syntax: Z3950Server['syntax']): Promise<Z3950Answer> =>
    readZoomsh(await run(script({ ...server, syntax }, address, queries, most, seconds), signal));
  let answer = await ask(server.syntax);
  // many servers know no OPAC records; nearly all know MARC
  if (
    server.syntax === 'opac' &&
    !answer.records.length &&
    answer.errors.some(({ set, code }) => set === 'Bib-1' && NO_SYNTAX.has(code))
  )
    answer = await ask('usmarc');
  const failed = failureOf(answer, queries.length);
  if (failed) throw failed;
  return answer;
}

/** A connection that fails, fails for good; a search that fails beside one that does not is a warning. */
function failureOf({ errors, hits }: Z3950Answer, asked: number): Z3950Failed | undefined {
  const [first] = errors;
  if (!first) return undefined;
  const by = (codes: ReadonlySet<number>) => errors.find(({ set, code }) => set === 'Bib-1' && codes.has(code));
  const refused = by(REFUSED);
  if (refused) return new Z3950Failed('refused', refused.message);
  const broken = errors.find(({ set, code }) => set === 'ZOOM' && Object.values(BROKEN).includes(code));
  if (broken) {
    if (broken.code === BROKEN.init) return new Z3950Failed('refused', 'it refuses to begin a session (Init)');
    const why = broken.code === BROKEN.decode || broken.code === BROKEN.lost ? 'no-z3950' : 'passing';
    return new Z3950Failed(why, broken.message);
  }
  // YAZ takes up HTTP where that is spoken
  const http = errors.find(({ set }) => set === 'other');
  if (http) return new Z3950Failed('no-z3950', 'an answer of a web server');
  const passing = by(PASSING);
  if (passing) return new Z3950Failed('passing', passing.message);
  // zoomsh says "0 hits" of a search that failed too
  return errors.length >= asked && hits.every((count) => count === 0)
    ? new Z3950Failed('diagnostic', `the catalog refused the query: ${first.message} (${first.set} ${first.code})`)
    : undefined;
}

function run(input: string, signal: AbortSignal): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const { PATH = '/usr/local/bin:/usr/bin:/bin' } = process.env;
  const child = spawn(process.env[ZOOMSH] ?? 'zoomsh', [], { env: { PATH, LANG: 'C.UTF-8' }, stdio: ['pipe', 'pipe', 'ignore'] });
  const chunks: Buffer[] = [];
  let size = 0;
  const end = (error: Error): void => {
    child.kill('SIGKILL');
    reject(error);
  };
  const abort = (): void => end(signal.reason as Error);
  signal.addEventListener('abort', abort);
  child.once('error', (error: NodeJS.ErrnoException) =>
    end(
      error.code === 'ENOENT' || error.code === 'EACCES'
        ? new Z3950Failed('no-client', 'this machine has no YAZ, by which Z39.50 is spoken')
        : error,
    ),
  );
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size > LARGEST_ANSWER) end(new Z3950Failed('too-large', `the catalog's answer is larger than ${LARGEST_ANSWER} bytes`));
  });
  child.once('close', () => resolve(Buffer.concat(chunks).toString('utf8')));
  // it may have ended before all is written
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return promise.finally(() => signal.removeEventListener('abort', abort));
}
