import type { PlainRecord } from './marc.ts';

const [SUBFIELD, FIELD, RECORD] = [0x1f, 0x1e, 0x1d];
const LEADER = 24;
const ENTRY = 12;

export interface MarcFile {
  readonly records: readonly PlainRecord[];
  /** Records left out, by their number in the file (the first is 1), and why. */
  readonly faults: readonly { readonly record: number; readonly reason: string }[];
}

/**
 * Reads MARC 21 in its exchange format (ISO 2709). A record that is broken is left out, and the rest is read on behind its terminator.
 * MARC-8 (leader/09 blank) is read as far as ASCII goes; its diacritics (ANSEL, before their letter) are left out.
 */
export function readIso2709(file: Uint8Array): MarcFile {
  const records: PlainRecord[] = [];
  const faults: { record: number; reason: string }[] = [];
  let number = 0;
  for (let at = 0; at < file.length;) {
    // line ends between records are not of the standard, and common
    if (file[at] === 0x0a || file[at] === 0x0d) {
      at += 1;
      continue;
    }
    const found = file.indexOf(RECORD, at);
    const end = found < 0 ? file.length : found;
    number += 1;
    try {
      records.push(readOne(file.subarray(at, end)));
    } catch (error) {
      faults.push({ record: number, reason: (error as Error).message });
    }
    at = end + 1;
  }
  return { records, faults };
}

const ascii = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

function readOne(bytes: Uint8Array): PlainRecord {
  const leader = ascii(bytes.subarray(0, LEADER));
  const base = Number(leader.slice(12, 17));
  if (leader.length < LEADER || !Number.isInteger(base) || base <= LEADER || base > bytes.length)
    throw new Error('its leader is no leader of a MARC record');
  const decode = leader[9] === 'a' ? utf8 : marc8;
  const directory = ascii(bytes.subarray(LEADER, base - 1));
  if (directory.length % ENTRY) throw new Error('its directory is broken');
  const control: Record<string, string> = {};
  const fields: [string, [string, string][]][] = [];
  for (let at = 0; at < directory.length; at += ENTRY) {
    const tag = directory.slice(at, at + 3);
    const [length, start] = [Number(directory.slice(at + 3, at + 7)), Number(directory.slice(at + 7, at + 12))];
    if (!Number.isInteger(length) || !Number.isInteger(start) || base + start + length > bytes.length)
      throw new Error(`its directory is broken at field ${tag}`);
    const content = bytes.subarray(base + start, base + start + length);
    const body = content.at(-1) === FIELD ? content.subarray(0, -1) : content;
    if (tag.startsWith('00')) control[tag] = decode(body);
    else fields.push([tag, subfieldsOf(body, decode)]);
  }
  return { leader, control, fields };
}

/** What stands before the first delimiter are the two indicators. */
function subfieldsOf(body: Uint8Array, decode: (bytes: Uint8Array) => string): [string, string][] {
  const subfields: [string, string][] = [];
  let at = body.indexOf(SUBFIELD);
  while (at >= 0) {
    const next = body.indexOf(SUBFIELD, at + 1);
    const part = body.subarray(at + 1, next < 0 ? body.length : next);
    const value = decode(part.subarray(1)).trim();
    if (part.length && value) subfields.push([String.fromCodePoint(part[0]!), value]);
    at = next;
  }
  return subfields;
}

const decoder = new TextDecoder('utf-8', { fatal: true });
function utf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Error('it says that it is UTF-8 and is not');
  }
}
/** ASCII of MARC-8's basic Latin; everything beyond it is left out. */
const marc8 = (bytes: Uint8Array): string => ascii(bytes.filter((byte) => byte >= 0x20 && byte < 0x7f));
