import { Sip2Failure, type Sip2Encoding } from '../library-system.port.ts';

/** A message of 3M SIP2 2.00: a two-digit code, fixed fields by position, variable fields by a two-letter code. */
export interface Sip2Message {
  readonly code: string;
  readonly fixed: string;
  /** The first value of each field; a field may be repeated (items), and nobody here needs the others. */
  readonly fields: ReadonlyMap<string, string>;
  /** AY, where error detection is on. */
  readonly sequence?: string | undefined;
}

/** How many characters of fixed fields follow the code, by code (SIP2 2.00, "Messages"). */
export const FIXED_LENGTH: Readonly<Record<string, number>> = {
  '94': 1, // ok
  '98': 34, // online, checkin, checkout, renewal, status update, offline (1 each), timeout 3, retries 3, date 18, version 4
  '24': 35, // patron status 14, language 3, date 18
  '64': 59, // patron status 14, language 3, date 18, six counts of 4
  '96': 0, // the library system asks for the last message again
};

const bytesOf = (text: string, encoding: Sip2Encoding): Buffer => Buffer.from(text, encoding === 'latin1' ? 'latin1' : 'utf8');

/**
 * The checksum (SIP2 2.00, appendix "Checksum calculation"): all bytes from the first to the `AZ` that announces it are added; the low 16
 * bits, negated in two's complement, as four hexadecimal digits.
 */
export function checksum(bytes: Uint8Array): string {
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  return (-sum & 0xffff).toString(16).toUpperCase().padStart(4, '0');
}

/**
 * A message as it goes over the wire, with sequence number, checksum and the carriage return that ends it.
 * @param sequence 0 to 9
 * @throws Sip2Failure where a value holds what would begin another field or message
 */
export function encode(
  code: string,
  fixed: string,
  fields: readonly (readonly [code: string, value: string])[],
  sequence: number,
  encoding: Sip2Encoding,
): Buffer {
  for (const [, value] of fields)
    // oxlint-disable-next-line no-control-regex -- a carriage return in a card number would be a message of its own
    if (/[|\u0000-\u001f\u007f]/.test(value) || value.length > 255)
      throw new Sip2Failure('not-to-be-sent', 'A value holds a bar, a control character or more than 255 characters.');
  const text = `${code}${fixed}${fields.map(([name, value]) => `${name}${value}|`).join('')}AY${sequence}AZ`;
  const bytes = bytesOf(text, encoding);
  return Buffer.concat([bytes, Buffer.from(`${checksum(bytes)}\r`, 'latin1')]);
}

/**
 * Reads one message, without the carriage return that ended it.
 * @throws Sip2Failure `damaged` where the checksum is wrong (ask for it again), `other-service` where it is no SIP2 at all
 */
export function decode(line: Uint8Array, encoding: Sip2Encoding): Sip2Message {
  const bytes = Buffer.from(line.buffer, line.byteOffset, line.byteLength);
  const text = new TextDecoder(encoding === 'latin1' ? 'windows-1252' : 'utf-8').decode(bytes);
  const code = text.slice(0, 2);
  const length = FIXED_LENGTH[code];
  if (!/^\d\d$/.test(code) || length === undefined)
    throw new Sip2Failure('other-service', 'The answer is no SIP2 message that fits the question.');
  const end = /(?:AY(\d))?AZ([0-9A-Fa-f]{4})\s*$/.exec(text);
  if (end) {
    const summed = bytes.subarray(0, bytes.lastIndexOf('AZ', undefined, 'latin1') + 2);
    if (checksum(summed) !== end[2]!.toUpperCase()) throw new Sip2Failure('damaged', 'The checksum of the answer is wrong.');
  }
  const body = end ? text.slice(0, end.index) : text.trimEnd();
  if (body.length < 2 + length) throw new Sip2Failure('damaged', `The answer ${code} is shorter than its fixed fields.`);
  const fields = new Map<string, string>();
  for (const field of body.slice(2 + length).split('|')) {
    const name = field.slice(0, 2);
    if (/^[A-Z][A-Z0-9]$/.test(name) && !fields.has(name)) fields.set(name, field.slice(2));
  }
  return { code, fixed: body.slice(2, 2 + length), fields, sequence: end?.[1] };
}

/** A moment as SIP2 writes it: `YYYYMMDDZZZZHHMMSS`, where four blanks say local time and three and a Z say UTC. */
export const sip2Date = (moment: Date): string => {
  const digits = moment.toISOString().replace(/\D/g, '');
  return `${digits.slice(0, 8)}   Z${digits.slice(8, 14)}`;
};
