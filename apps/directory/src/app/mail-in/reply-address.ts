import { timingSafeEqual } from 'node:crypto';
import type { PatronSafe } from '../names/name-safe.ts';

/** What an address of ours is for: answers about a request, or one notice's mail that comes back. */
export type Purpose = 'reply' | 'bounce';

/** What stands in such an address. The id is no secret; the tag is, and only who has the mail knows it. */
export interface Token {
  readonly purpose: Purpose;
  /** The request, or the notice. */
  readonly id: string;
  readonly tag: string;
}

const SIGNS = 'abcdefghijklmnopqrstuvwxyz234567';
const ID_SIGNS = 26;
const TAG_SIGNS = 16;
const SHAPE = new RegExp(`^(reply|bounce)-([a-z2-7]{${ID_SIGNS}})([a-z2-7]{${TAG_SIGNS}})$`);

/** RFC 4648 §6 in lower case and without padding: servers on the way may change the case of an address. */
export function base32(bytes: Uint8Array): string {
  let [bits, value, text] = [0, 0, ''];
  for (const byte of bytes) {
    value = (value << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += SIGNS[(value >>> (bits - 5)) & 31];
    value &= (1 << bits) - 1;
  }
  return bits ? text + SIGNS[(value << (5 - bits)) & 31] : text;
}

function unbase32(text: string): Buffer {
  let [bits, value] = [0, 0];
  const bytes: number[] = [];
  for (const sign of text) {
    value = (value << 5) | SIGNS.indexOf(sign);
    bits += 5;
    if (bits >= 8) bytes.push((value >>> (bits -= 8)) & 255);
    value &= (1 << bits) - 1;
  }
  return Buffer.from(bytes);
}

/** 80 bits by the patron's own key: destroyed with it, of this request or notice alone. */
const tagOf = (safe: PatronSafe, purpose: Purpose, id: string): string =>
  base32(safe.tag(`${purpose} address ${id}`).subarray(0, 10));

/** `ill@example.org` → `ill+reply-…@example.org`: at most 64 signs before the @ (RFC 5321 §4.5.3.1.1) with a name of up to 14. */
export function addressFor(safe: PatronSafe, ours: string, purpose: Purpose, id: string): string {
  const [name, domain] = ours.split('@') as [string, string];
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  return `${name}+${purpose}-${base32(bytes)}${tagOf(safe, purpose, id)}@${domain}`;
}

/** What an address says, if it is one of ours; whether it is right is known only with the patron's key. */
export function readAddress(ours: string, address: string): Token | undefined {
  const [name, domain] = ours.toLowerCase().split('@') as [string, string];
  const [local = '', host] = address.trim().toLowerCase().split('@');
  if (host !== domain || !local.startsWith(`${name}+`)) return undefined;
  const [, purpose, id = '', tag = ''] = SHAPE.exec(local.slice(name.length + 1)) ?? [];
  if (!purpose) return undefined;
  const hex = unbase32(id).toString('hex').slice(0, 32);
  const uuid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  return { purpose: purpose as Purpose, id: uuid, tag };
}

export const isRight = (safe: PatronSafe, { purpose, id, tag }: Token): boolean =>
  timingSafeEqual(Buffer.from(tag), Buffer.from(tagOf(safe, purpose, id)));
