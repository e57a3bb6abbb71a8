import { decodeEntities, tidy } from '#lib/citation';
import { decodeMixed, repairMojibake } from './bytes.ts';

const encoder = new TextEncoder();
const HEX = /^[0-9a-fA-F]{2}$/;

/** Percent-decoding that never fails: `+` is a space, a `%` without two hexadecimal digits stays, bytes are UTF-8 or else Windows-1252. */
export function percentDecode(raw: string, plusIsSpace = true): string {
  if (!/[%+]/.test(raw)) return raw;
  const bytes: number[] = [];
  // %u2019: what the old escape() of browsers made of letters beyond Latin 1
  const letters = Array.from(raw.replace(/%u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))));
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters[at]!;
    const hex = letter === '%' ? `${letters[at + 1] ?? ''}${letters[at + 2] ?? ''}` : '';
    if (HEX.test(hex)) {
      bytes.push(Number.parseInt(hex, 16));
      at += 2;
    } else if (letter === '+' && plusIsSpace) bytes.push(0x20);
    else bytes.push(...encoder.encode(letter));
  }
  return decodeMixed(Uint8Array.from(bytes));
}

// what is surely a second encoding: UTF-8 of several bytes, or a space or punctuation that writers encode
const TWICE = /%(?:c[2-9a-f]|d[0-9a-f])%[89ab][0-9a-f]|%e[0-9a-f](?:%[89ab][0-9a-f]){2}|%(?:2[0-9acf]|3[abdf]|5b|5d)(?![0-9])/i;

/**
 * A value of an OpenURL as the text it was: percent-decoded (again where it was encoded twice), character references resolved, read as
 * UTF-8 or Windows-1252, tidied.
 */
export function decodeValue(raw: string): string {
  let text = percentDecode(raw);
  // a value without any space in it and with escapes left was encoded as a whole once more; "50%25 of …" was not
  for (let rounds = 0; rounds < 2 && TWICE.test(text) && (!/\s/.test(text) || /%[c-e][0-9a-f]%/i.test(text)); rounds += 1)
    text = percentDecode(text, !/\s/.test(text));
  return tidy(repairMojibake(decodeEntities(text)));
}
