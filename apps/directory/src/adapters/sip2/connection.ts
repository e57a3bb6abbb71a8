import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { checkHost, guardedLookup } from '#lib/service';
import { Sip2Failure, type Sip2Address } from '../library-system.port.ts';
import { decode, encode, type Sip2Message } from './message.ts';

export interface Sip2Limits {
  /** Milliseconds for the whole conversation. */
  readonly time: number;
  /** Bytes of one message. */
  readonly size: number;
  /** How often a damaged message is asked for again, or ours sent again. */
  readonly repeats: number;
}
export const LIMITS: Sip2Limits = { time: 10_000, size: 32_768, repeats: 3 };

const CR = 0x0d;

/** One conversation with a library's system: one question after another, each with its answer. */
export class Sip2Connection {
  readonly #socket: Socket;
  readonly #address: Sip2Address;
  readonly #limits: Sip2Limits;
  readonly #late: NodeJS.Timeout;
  #sequence = 0;
  #left: Buffer = Buffer.alloc(0);
  #heard: ((line: Buffer) => void) | undefined;
  #failed: ((failure: Sip2Failure) => void) | undefined;
  #over: Sip2Failure | undefined;

  private constructor(socket: Socket, address: Sip2Address, limits: Sip2Limits) {
    this.#socket = socket;
    this.#address = address;
    this.#limits = limits;
    this.#late = setTimeout(() => this.#fail(new Sip2Failure('too-slow', 'No answer in time.')), limits.time);
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', (error: NodeJS.ErrnoException) => this.#fail(failureOf(error, address)));
    socket.on('close', () => this.#fail(new Sip2Failure('broken-off', 'The library system closed the connection.')));
  }

  /** @throws Sip2Failure that says why there is no connection */
  static async open(address: Sip2Address, limits: Sip2Limits = LIMITS): Promise<Sip2Connection> {
    const { host, port, tls, certificates } = address;
    try {
      checkHost(host);
    } catch (error) {
      throw failureOf(error as NodeJS.ErrnoException, address);
    }
    const socket = tls
      ? connectTls({
          host,
          port,
          lookup: guardedLookup,
          ...(isIP(host) ? {} : { servername: host }),
          ...(certificates && { ca: certificates }),
          minVersion: 'TLSv1.2',
        })
      : connectPlain({ host, port, lookup: guardedLookup });
    const connection = new Sip2Connection(socket, address, limits);
    await new Promise<void>((resolve, reject) => {
      connection.#failed = reject;
      socket.once(tls ? 'secureConnect' : 'connect', resolve);
    }).finally(() => (connection.#failed = undefined));
    return connection;
  }

  /**
   * Asks one question. A damaged answer is asked for again (97), and ours is sent again where the library system asks for it (96).
   * @param expected the code of the answer
   * @throws Sip2Failure
   */
  async ask(code: string, fixed: string, fields: readonly (readonly [string, string])[], expected: string): Promise<Sip2Message> {
    const { encoding } = this.#address;
    const sequence = this.#sequence;
    this.#sequence = (sequence + 1) % 10;
    const question = encode(code, fixed, fields, sequence, encoding);
    let next = question;
    for (let repeat = 0; repeat <= this.#limits.repeats; repeat += 1) {
      const line = await this.#exchange(next);
      try {
        const answer = decode(line, encoding);
        if (answer.code === '96') {
          next = question;
          continue;
        }
        if (answer.code !== expected)
          throw new Sip2Failure('other-service', `It answered ${answer.code} to ${code}, not ${expected}.`);
        if (answer.sequence !== undefined && answer.sequence !== String(sequence))
          throw new Sip2Failure('damaged', 'The answer belongs to another question.');
        return answer;
      } catch (error) {
        if (!(error instanceof Sip2Failure) || error.fault !== 'damaged') throw error;
        // Request ACS Resend has no sequence number of its own
        next = Buffer.from('97AZFEF5\r', 'latin1');
      }
    }
    throw new Sip2Failure('damaged', 'The answer was damaged each time it was sent.');
  }

  close(): void {
    clearTimeout(this.#late);
    this.#over ??= new Sip2Failure('broken-off', 'The conversation is over.');
    this.#socket.destroy();
  }

  #exchange(bytes: Buffer): Promise<Buffer> {
    return new Promise<Buffer>((resolve, reject) => {
      if (this.#over) return reject(this.#over);
      this.#heard = resolve;
      this.#failed = reject;
      this.#socket.write(bytes);
      this.#next();
    }).finally(() => {
      this.#heard = undefined;
      this.#failed = undefined;
    });
  }

  #take(chunk: Buffer): void {
    this.#left = Buffer.concat([this.#left, chunk]);
    this.#next();
    if (this.#left.length > this.#limits.size)
      this.#fail(new Sip2Failure('other-service', `It sent more than ${this.#limits.size} bytes without ending a message.`));
  }

  // some library systems end a message by CR LF: the line feed then begins the next
  #next(): void {
    if (!this.#heard) return;
    const end = this.#left.indexOf(CR);
    if (end < 0) return;
    const line = this.#left.subarray(0, end);
    this.#left = this.#left.subarray(end + 1);
    const start = line.findIndex((byte) => byte !== 0x0a);
    if (start < 0) return this.#next();
    this.#heard(line.subarray(start));
  }

  #fail(failure: Sip2Failure): void {
    clearTimeout(this.#late);
    this.#over ??= failure;
    this.#socket.destroy();
    this.#failed?.(this.#over);
  }
}

function failureOf(error: NodeJS.ErrnoException, { host, port }: Sip2Address): Sip2Failure {
  const { code = '', message } = error;
  if (['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA'].includes(code))
    return new Sip2Failure('unknown-name', `There is no machine named ${host}.`, { cause: error });
  if (['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code))
    return new Sip2Failure('closed-port', `Nobody listens at ${host}, port ${port}.`, { cause: error });
  if (code === 'address-not-allowed') return new Sip2Failure('closed-port', `${message}.`, { cause: error });
  if (code === 'ETIMEDOUT') return new Sip2Failure('too-slow', 'No answer in time.', { cause: error });
  if (/wrong version number|packet length too long|ERR_SSL_/i.test(`${code} ${message}`))
    return new Sip2Failure('other-service', `What listens at ${host}, port ${port} does not speak TLS.`, { cause: error });
  if (/CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS/.test(code))
    return new Sip2Failure('untrusted', `The certificate of ${host} is not to be trusted (${code}).`, { cause: error });
  return new Sip2Failure('broken-off', `The connection broke (${code || message}).`, { cause: error });
}
