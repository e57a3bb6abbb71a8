/** Windows-1252 in 0x80–0x9F (WHATWG Encoding Standard); the five bytes it leaves open read as the replacement character. */
const WINDOWS_1252 = '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ';
const BYTE_OF = new Map(
  Array.from(WINDOWS_1252, (letter, index) => [letter, 0x80 + index] as const).filter(([letter]) => letter !== '\ufffd'),
);

const windows1252 = (byte: number): string =>
  byte >= 0x80 && byte <= 0x9f ? WINDOWS_1252[byte - 0x80]! : String.fromCharCode(byte);

/** Length and code point of the UTF-8 sequence at `at`, undefined where there is none (RFC 3629 §4: shortest form, no surrogates). */
function sequenceAt(bytes: Uint8Array, at: number): { length: number; point: number } | undefined {
  const lead = bytes[at]!;
  const length = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
  if (!length || at + length > bytes.length) return undefined;
  let point = lead & (0xff >> (length + 1));
  for (let next = 1; next < length; next += 1) {
    const byte = bytes[at + next]!;
    if ((byte & 0xc0) !== 0x80) return undefined;
    point = (point << 6) | (byte & 0x3f);
  }
  const least = [0, 0, 0x80, 0x800, 0x10000][length]!;
  return point < least || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) ? undefined : { length, point };
}

/** Text from bytes of which some are UTF-8 and others Windows-1252, as link resolvers are sent them. */
export function decodeMixed(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at]!;
    const sequence = byte < 0x80 ? undefined : sequenceAt(bytes, at);
    text += sequence ? String.fromCodePoint(sequence.point) : byte < 0x80 ? String.fromCharCode(byte) : windows1252(byte);
    at += sequence?.length ?? 1;
  }
  return text;
}

/** Text that was UTF-8, read as Windows-1252 and written again (`MÃ¼ller`), set right; any other text as it is. */
export function repairMojibake(text: string): string {
  if (!/[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u2122]/.test(text)) return text;
  const bytes: number[] = [];
  for (const letter of text) {
    const byte = BYTE_OF.get(letter) ?? letter.codePointAt(0)!;
    if (byte > 0xff) return text;
    bytes.push(byte);
  }
  const array = Uint8Array.from(bytes);
  for (let at = 0; at < array.length;) {
    if (array[at]! < 0x80) at += 1;
    else {
      const sequence = sequenceAt(array, at);
      if (!sequence) return text;
      at += sequence.length;
    }
  }
  return decodeMixed(array);
}
