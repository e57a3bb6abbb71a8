import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Patron } from './data.ts';

/** How the server misbehaves, on top of what its rows say. Counts go down as they are used up. */
export interface Sip2Faults {
  /** So many answers get a wrong checksum. */
  damaged: number;
  /** So many questions are answered by "send that again" (96). */
  again: number;
  /** So many answers carry another question's sequence number. */
  misnumbered: number;
  /** Nothing is answered any more. */
  silent: boolean;
  /** The connection is closed instead of an answer. */
  closes: boolean;
  /** Bytes without end instead of an answer. */
  floods: boolean;
}

export interface Sip2Options {
  /** Whose patrons are known. */
  readonly library: string;
  /** Rows as they stand now. */
  readonly patrons: () => readonly Patron[];
  /** The name and password of the terminal; whoever calls may, where left out. */
  readonly terminal?: { readonly user: string; readonly password: string };
  /** A TLS key and certificate in PEM; plain TCP where left out. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Answers Patron Status only, as older systems do. */
  readonly statusOnly?: boolean;
  /** Answers without AY and AZ, as with error detection off. */
  readonly plainAnswers?: boolean;
}

export interface Sip2Server {
  readonly port: number;
  readonly faults: Sip2Faults;
  /** What was asked, in order, each as it came. */
  readonly asked: string[];
  close(): Promise<void>;
}

/**
 * A library's system as its self-checks see it: the server side of 3M SIP2 2.00, read and written apart from Trillium's client, so that two
 * readings of the protocol meet. A patron's PIN is their row's, or the last four digits of the card.
 */
export async function startSip2(options: Sip2Options): Promise<Sip2Server> {
  const faults: Sip2Faults = { damaged: 0, again: 0, misnumbered: 0, silent: false, closes: false, floods: false };
  const asked: string[] = [];
  const open = new Set<Socket>();
  const serve = (socket: Socket): void => {
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => undefined);
    let text = '';
    let last = '';
    let signedIn = !options.terminal;
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      for (let end = text.indexOf('\r'); end >= 0; end = text.indexOf('\r')) {
        const line = text.slice(0, end).replace(/^\n/, '');
        text = text.slice(end + 1);
        asked.push(line);
        if (faults.silent) continue;
        if (faults.closes) return void socket.destroy();
        if (faults.floods) return void socket.write('9'.repeat(100_000));
        if (line.startsWith('97')) {
          socket.write(sealed(last, faults, options));
          continue;
        }
        if (faults.again > 0 || !intact(line)) {
          faults.again = Math.max(0, faults.again - 1);
          socket.write(`96AZ${sumOf('96AZ')}\r`);
          continue;
        }
        if (line.startsWith('93')) {
          const right = fieldOf(line, 'CN') === options.terminal?.user && fieldOf(line, 'CO') === options.terminal?.password;
          signedIn ||= right;
          last = `94${signedIn ? '1' : '0'}${numberOf(line)}`;
        } else if (!signedIn) return void socket.end();
        else last = `${answerTo(line, options)}${numberOf(line)}`;
        socket.write(sealed(last, faults, options));
      }
    });
  };
  const server: Server = options.tls ? createTlsServer(options.tls, serve) : createServer(serve);
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    faults,
    asked,
    close: () => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

/** The negated sum of all bytes, 16 bits, as hexadecimal. */
function sumOf(text: string): string {
  let sum = 0x10000;
  for (const byte of Buffer.from(text, 'utf8')) sum = (sum - byte + 0x10000) % 0x10000;
  return sum.toString(16).toUpperCase().padStart(4, '0').slice(-4);
}
const intact = (line: string): boolean => {
  const at = line.lastIndexOf('AZ');
  return at < 0 || sumOf(line.slice(0, at + 2)) === line.slice(at + 2);
};
const numberOf = (line: string): string => /AY(\d)AZ[0-9A-F]{4}$/.exec(line)?.[1] ?? '0';
/** How many characters of fixed fields a question has after its code. */
const FIXED: Readonly<Record<string, number>> = { '93': 2, '99': 8, '23': 21, '63': 31 };
const fieldOf = (line: string, name: string): string | undefined =>
  line
    .slice(2 + (FIXED[line.slice(0, 2)] ?? 0))
    .split('|')
    .find((field) => field.startsWith(name))
    ?.slice(2);

/** Adds sequence number (the last letter given) and checksum, or what a fault makes of them. */
function sealed(answer: string, faults: Sip2Faults, { plainAnswers }: Sip2Options): string {
  const body = answer.slice(0, -1);
  if (plainAnswers) return `${body}\r\n`;
  if (faults.damaged > 0) {
    faults.damaged -= 1;
    return `${body}AY${answer.at(-1)}AZ0000\r`;
  }
  let number = Number(answer.at(-1));
  if (faults.misnumbered > 0) {
    faults.misnumbered -= 1;
    number = (number + 5) % 10;
  }
  const text = `${body}AY${number}AZ`;
  return `${text}${sumOf(text)}\r`;
}

const NOW = '20251006    090000';

function answerTo(line: string, options: Sip2Options): string {
  switch (line.slice(0, 2)) {
    case '99': {
      const messages = `YYYYYYYYYY${options.statusOnly ? 'N' : 'Y'}YYYYY`;
      return `98YYYYYN060003${NOW}2.00AO${options.library}|AMSeeded library|BX${messages}|AF|`;
    }
    case '23':
      return patronAnswer('24', line, options);
    case '63':
      return options.statusOnly ? '96' : patronAnswer('64', line, options);
    default:
      return '96';
  }
}

function patronAnswer(code: '24' | '64', line: string, { library, patrons }: Sip2Options): string {
  const card = fieldOf(line, 'AA') ?? '';
  const pin = fieldOf(line, 'AD') ?? '';
  const patron = patrons().find((row) => row.library === library && row.username === card);
  const expired = patron?.expires !== undefined && patron.expires < '2025-10-06';
  const blocks = new Set(patron?.blocks);
  if (patron?.blocked) blocks.add(0).add(3);
  if (expired) blocks.add(0);
  const status = Array.from({ length: 14 }, (_, at) => (blocks.has(at) || !patron ? 'Y' : ' ')).join('');
  const counts = code === '64' ? '000000000000000000000000' : '';
  const known = patron
    ? [
        `AE${patron.name}`,
        'BLY',
        `CQ${pin !== '' && pin === (patron.pin ?? card.slice(-4)) ? 'Y' : 'N'}`,
        'BHUSD',
        `BV${patron.fees ?? '0.00'}`,
        ...(code === '64' ? [`BE${patron.email}`, `PC${patron.group}`] : []),
        ...(patron.expires ? [`PA${patron.expires.replaceAll('-', '')}    235959`] : []),
        `AF${expired ? 'Card has expired' : ''}`,
      ]
    : ['AE', 'BLN', 'CQN', 'AFNo such patron'];
  return `${code}${status}001${NOW}${counts}AO${library}|AA${card}|${known.join('|')}|`;
}
